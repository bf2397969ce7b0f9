package dev.slipway.shell.watch;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.Outcome;
import dev.slipway.command.WatchWish;
import dev.slipway.command.remote.Sighting;
import dev.slipway.shell.Interrupt;
import dev.slipway.shell.NewsLine;
import dev.slipway.shell.Output;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import dev.slipway.view.Event;
import dev.slipway.view.Role;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A release on its way as lines: one with the time, in UTC, for each change, and a heartbeat each
 * minute. Nothing is redrawn.
 */
final class PlainWatch {
  private static final Duration LOOK = Duration.ofMillis(300);
  private static final Duration HEARTBEAT = Duration.ofSeconds(60);
  private final Lookout lookout;
  private final Output output;
  private boolean away;

  /** Signals that were told to be near their limit, until they are well away from it again. */
  private final Set<String> near = new HashSet<>();

  PlainWatch(Lookout lookout, Output output) {
    this.lookout = lookout;
    this.output = output;
  }

  /** Ctrl-C leaves the view; the release goes on. */
  Outcome follow(WatchWish wish) {
    Instant end = wish.timeout().map(lookout.now()::plus).orElse(Instant.MAX);
    try (Interrupt keys = Interrupt.onKeys()) {
      try {
        return lines(wish, end, keys);
      } catch (InterruptedException left) {
        return left(wish);
      } catch (RuntimeException broken) {
        // Ctrl-C in the middle of reading the store looks like a store that does not answer.
        if (!Thread.currentThread().isInterrupted() && !keys.happened()) {
          throw broken;
        }
        return left(wish);
      }
    }
  }

  private Outcome left(WatchWish wish) {
    // What is said at the end asks the store once more.
    while (Thread.interrupted()) {}
    output.aside(lookout.leaving(), wish.format());
    return Outcome.shown(ExitCode.INTERRUPTED);
  }

  private Outcome lines(WatchWish wish, Instant end, Interrupt keys) throws InterruptedException {
    Sighting now = lookout.newest();
    int told = Math.max(0, now.story().size() - 1);
    Instant spoke = lookout.now();
    warn(wish);
    while (true) {
      List<Event> story = now.story();
      for (Event event : story.subList(Math.min(told, story.size()), story.size())) {
        print(told(now, event), wish);
        spoke = lookout.now();
      }
      told = story.size();
      if (tellNear(now, wish)) {
        spoke = lookout.now();
      }
      Optional<ExitCode> over = Lookout.over(now, wish);
      if (over.isPresent()) {
        return ended(over.get(), wish);
      }
      if (output.isClosed()) {
        return Outcome.shown(ExitCode.DONE);
      }
      if (!lookout.now().isBefore(end)) {
        return ended(ExitCode.PENDING, wish);
      }
      if (!lookout.now().isBefore(spoke.plus(HEARTBEAT))) {
        print(heartbeat(now), wish);
        warn(wish);
        spoke = lookout.now();
      }
      if (keys.happened()) {
        throw new InterruptedException("left the view");
      }
      lookout.clock().pause(LOOK);
      now = next(now, wish);
    }
  }

  /** Whoever shows it may go away and come back: both are said once. */
  private Sighting next(Sighting last, WatchWish wish) {
    try {
      Sighting seen = lookout.look();
      if (away) {
        away = false;
        output.aside(timed().and("it is seen again", Tone.LABEL), wish.format());
      }
      return seen;
    } catch (Sight.Away gone) {
      if (!away) {
        away = true;
        output.aside(
            timed().and(gone.refusal().what() + " It is asked again every second.", Tone.WAITING),
            wish.format());
      }
      return last;
    }
  }

  /** The journal keeps no entry for it, but whoever follows along wants to be warned. */
  private boolean tellNear(Sighting seen, WatchWish wish) {
    if (isForPrograms(wish)) {
      return false;
    }
    boolean said = false;
    for (WatchView.Signal signal : seen.view().signals()) {
      if (signal.role() == Role.WAITING && near.add(signal.key())) {
        String words =
            signal.name()
                + " near its limit: "
                + signal.canaryText()
                + ", limit "
                + signal.limitText();
        Event event = new Event(lookout.now(), "slipway", Role.WAITING, words);
        output.line(told(seen, event), wish.format());
        said = true;
      } else if (signal.role() == Role.GOOD) {
        near.remove(signal.key());
      }
    }
    return said;
  }

  private void warn(WatchWish wish) {
    lookout.warning().ifPresent(words -> output.aside(words, wish.format()));
  }

  private static boolean isForPrograms(WatchWish wish) {
    return wish.format().kind() == Format.Kind.JSONL || wish.format().kind() == Format.Kind.JSON;
  }

  private void print(Text line, WatchWish wish) {
    if (isForPrograms(wish)) {
      output.result(lookout.newest().view(), wish.format());
    } else {
      output.line(line, wish.format());
    }
  }

  private Text timed() {
    return Text.of(NewsLine.time(lookout.now()) + " ", Tone.LABEL);
  }

  private Text heartbeat(Sighting seen) {
    WatchView frame = seen.view();
    return timed()
        .and(seen.release() + " ", Tone.SUBJECT)
        .and("still " + frame.headline().state().words() + "; users: " + frame.headline().users());
  }

  private static Text told(Sighting seen, Event event) {
    return NewsLine.of(seen.release(), event);
  }

  private Outcome ended(ExitCode exit, WatchWish wish) {
    output.aside(timed().and(lookout.verdict(exit)), wish.format());
    return Outcome.shown(exit);
  }
}
