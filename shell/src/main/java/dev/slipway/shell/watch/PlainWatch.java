package dev.slipway.shell.watch;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.Outcome;
import dev.slipway.command.WatchWish;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.shell.Interrupt;
import dev.slipway.shell.News;
import dev.slipway.shell.Output;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import dev.slipway.view.Event;
import dev.slipway.view.Role;
import dev.slipway.view.Story;
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

  /** Signals that were told to be near their limit, until they are well away from it again. */
  private final Set<String> near = new HashSet<>();

  PlainWatch(Lookout lookout, Output output) {
    this.lookout = lookout;
    this.output = output;
  }

  /** Ctrl-C leaves the view; the release goes on. */
  Outcome follow(ReleaseRecord release, WatchWish wish) {
    Instant end = wish.timeout().map(lookout.now()::plus).orElse(Instant.MAX);
    try (Interrupt keys = Interrupt.onKeys()) {
      try {
        return lines(release, wish, end, keys);
      } catch (InterruptedException left) {
        return left(release, wish);
      } catch (RuntimeException broken) {
        // Ctrl-C in the middle of reading the store looks like a store that does not answer.
        if (!Thread.currentThread().isInterrupted() && !keys.happened()) {
          throw broken;
        }
        return left(release, wish);
      }
    }
  }

  private Outcome left(ReleaseRecord release, WatchWish wish) {
    // What is said at the end asks the store once more.
    while (Thread.interrupted()) {}
    output.aside(lookout.leaving(release), wish.format());
    return Outcome.shown(ExitCode.INTERRUPTED);
  }

  private Outcome lines(ReleaseRecord release, WatchWish wish, Instant end, Interrupt keys)
      throws InterruptedException {
    ReleaseRecord now = release;
    int told = Math.max(0, Story.of(now, lookout.people()).size() - 1);
    Instant spoke = lookout.now();
    warn(wish);
    while (true) {
      List<Event> story = Story.of(now, lookout.people());
      for (Event event : story.subList(Math.min(told, story.size()), story.size())) {
        print(new News(now.id(), event, true, false, true).line(), now, wish);
        spoke = lookout.now();
      }
      told = story.size();
      if (tellNear(now, wish)) {
        spoke = lookout.now();
      }
      Optional<ExitCode> over = Lookout.over(now.state(), wish);
      if (over.isPresent()) {
        return ended(now, over.get(), wish);
      }
      if (output.isClosed()) {
        return Outcome.shown(ExitCode.DONE);
      }
      if (!lookout.now().isBefore(end)) {
        return ended(now, ExitCode.PENDING, wish);
      }
      if (!lookout.now().isBefore(spoke.plus(HEARTBEAT))) {
        print(heartbeat(now), now, wish);
        warn(wish);
        spoke = lookout.now();
      }
      if (keys.happened()) {
        throw new InterruptedException("left the view");
      }
      lookout.clock().pause(LOOK);
      now = lookout.renew(now);
    }
  }

  /** The journal keeps no entry for it, but whoever follows along wants to be warned. */
  private boolean tellNear(ReleaseRecord release, WatchWish wish) {
    if (isForPrograms(wish)) {
      return false;
    }
    boolean said = false;
    for (WatchView.Signal signal : lookout.frame(release, Optional.empty()).signals()) {
      if (signal.role() == Role.WAITING && near.add(signal.key())) {
        String words =
            signal.name()
                + " near its limit: "
                + signal.canaryText()
                + ", limit "
                + signal.limitText();
        Event event = new Event(lookout.now(), "slipway", Role.WAITING, words);
        output.line(new News(release.id(), event, true, false, true).line(), wish.format());
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

  private void print(Text line, ReleaseRecord release, WatchWish wish) {
    if (isForPrograms(wish)) {
      output.result(lookout.frame(release, Optional.empty()), wish.format());
    } else {
      output.line(line, wish.format());
    }
  }

  private Text timed() {
    return Text.of(News.time(lookout.now()) + " ", Tone.LABEL);
  }

  private Text heartbeat(ReleaseRecord release) {
    WatchView frame = lookout.frame(release, Optional.empty());
    return timed()
        .and(release.id() + " ", Tone.SUBJECT)
        .and("still " + frame.headline().state().words() + "; users: " + frame.headline().users());
  }

  private Outcome ended(ReleaseRecord release, ExitCode exit, WatchWish wish) {
    WatchView frame = lookout.frame(release, Optional.empty());
    output.aside(timed().and(lookout.verdict(release, frame, exit)), wish.format());
    return Outcome.shown(exit);
  }
}
