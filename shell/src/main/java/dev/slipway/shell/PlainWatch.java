package dev.slipway.shell;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.Outcome;
import dev.slipway.command.WatchWish;
import dev.slipway.control.Clock;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.State;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import dev.slipway.view.Event;
import dev.slipway.view.People;
import dev.slipway.view.Story;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A release on its way as lines: one with the time for each change, and a heartbeat each minute.
 * Nothing is redrawn.
 */
final class PlainWatch {
  private static final Duration LOOK = Duration.ofMillis(300);
  private static final Duration HEARTBEAT = Duration.ofSeconds(60);
  private static final Duration RECENT = Duration.ofMinutes(10);
  private final Desk desk;
  private final Output output;
  private final Clock clock;
  private final Supplier<Optional<Text>> warning;
  private final People people;

  /**
   * @param warning what should worry whoever watches, asked at the start and with each heartbeat
   */
  PlainWatch(Desk desk, Output output, Clock clock, Supplier<Optional<Text>> warning) {
    this.desk = desk;
    this.output = output;
    this.clock = clock;
    this.warning = warning;
    this.people = People.of(desk.catalogue());
  }

  /** Ctrl-C leaves the view; the release goes on. */
  Outcome follow(ReleaseRecord release, WatchWish wish) {
    if (wish.once()) {
      return Outcome.of(frame(release), ExitCode.DONE, wish.format());
    }
    Instant end = wish.timeout().map(clock.now()::plus).orElse(Instant.MAX);
    try (Interrupt keys = Interrupt.onKeys()) {
      return lines(release, wish, end, keys);
    } catch (InterruptedException e) {
      output.aside(
          Text.of("You left the view; ")
              .and(release.id().toString(), Tone.SUBJECT)
              .and(" goes on.  Back:  ")
              .and("slipway rollout watch " + release.id(), Tone.COMMAND),
          wish.format());
      return Outcome.shown(ExitCode.INTERRUPTED);
    }
  }

  private Outcome lines(ReleaseRecord release, WatchWish wish, Instant end, Interrupt keys)
      throws InterruptedException {
    ReleaseRecord now = release;
    int told = Math.max(0, Story.of(now, people).size() - 1);
    Instant spoke = clock.now();
    warn(wish);
    while (true) {
      List<Event> story = Story.of(now, people);
      for (Event event : story.subList(Math.min(told, story.size()), story.size())) {
        print(new News(now.id(), event, true, false, true).line(), now, wish);
        spoke = clock.now();
      }
      told = story.size();
      Optional<ExitCode> over = over(now.state(), wish);
      if (over.isPresent()) {
        return ended(now, over.get(), wish);
      }
      if (output.isClosed()) {
        return Outcome.shown(ExitCode.DONE);
      }
      if (!clock.now().isBefore(end)) {
        return ended(now, ExitCode.PENDING, wish);
      }
      if (!clock.now().isBefore(spoke.plus(HEARTBEAT))) {
        print(heartbeat(now), now, wish);
        warn(wish);
        spoke = clock.now();
      }
      if (keys.happened()) {
        throw new InterruptedException("left the view");
      }
      clock.pause(LOOK);
      now = desk.renew(now);
    }
  }

  private void warn(WatchWish wish) {
    warning.get().ifPresent(words -> output.aside(words, wish.format()));
  }

  private void print(Text line, ReleaseRecord release, WatchWish wish) {
    if (wish.format().kind() == Format.Kind.JSONL || wish.format().kind() == Format.Kind.JSON) {
      output.result(frame(release), wish.format());
    } else {
      output.line(line, wish.format());
    }
  }

  private Text heartbeat(ReleaseRecord release) {
    WatchView frame = frame(release);
    return Text.of(News.time(clock.now()) + " ", Tone.LABEL)
        .and(release.id() + " ", Tone.SUBJECT)
        .and("still " + frame.headline().state().words() + "; users: " + frame.headline().users());
  }

  private Outcome ended(ReleaseRecord release, ExitCode exit, WatchWish wish) {
    WatchView frame = frame(release);
    String why =
        exit == ExitCode.PENDING && !release.state().isEnd()
            ? "; waited no longer, the release goes on"
            : "";
    output.aside(
        Text.of(News.time(clock.now()) + " ", Tone.LABEL)
            .and(release.id() + " ", Tone.SUBJECT)
            .and(
                frame.headline().state().words()
                    + ". Users: "
                    + frame.headline().users()
                    + why
                    + ". exit "
                    + exit.code()),
        wish.format());
    return Outcome.shown(exit);
  }

  /**
   * Whether there is nothing left to wait for. Without --wait a pause is the end: somebody has to
   * do something.
   */
  private static Optional<ExitCode> over(State state, WatchWish wish) {
    boolean waits = state instanceof Paused || state instanceof RollbackFailed || !state.isMoving();
    if (state.isEnd() || (waits && !wish.untilOver())) {
      return Optional.of(ExitCode.of(state));
    }
    return Optional.empty();
  }

  private WatchView frame(ReleaseRecord release) {
    Instant now = clock.now();
    return WatchView.of(
        release,
        desk.checks(release, now.minus(RECENT)),
        desk.course().assessment(release),
        people,
        now);
  }
}
