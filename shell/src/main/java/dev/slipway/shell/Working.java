package dev.slipway.shell;

import dev.slipway.Slipway;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.Outcome;
import dev.slipway.command.remote.JournalFeed;
import dev.slipway.command.remote.News;
import dev.slipway.control.Clock;
import dev.slipway.control.Worker;
import dev.slipway.journal.Store;
import dev.slipway.release.ReleaseId;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** {@code slipway work}: a worker in this process until Ctrl-C or SIGTERM, one line per event. */
final class Working {
  private static final Duration LOOK = Duration.ofMillis(300);

  private final Slipway core;
  private final Output output;
  private final Clock clock;
  private final Optional<Duration> untilIdle;
  private final JournalFeed feed;
  private Set<ReleaseId> driven = Set.of();

  /**
   * @param untilIdle ends by itself when nothing has been moving for so long
   */
  Working(Slipway core, Output output, Clock clock, Optional<Duration> untilIdle) {
    this.core = core;
    this.output = output;
    this.clock = clock;
    this.untilIdle = untilIdle;
    this.feed = new JournalFeed(core.desk());
  }

  Outcome run() {
    feed.look();
    try (Interrupt stop = Interrupt.onKeysAndTermination()) {
      say("working; Ctrl-C ends it");
      while (isIdleAfterWork(stop)) {
        // Its sign of life is gone only now: who started something just before still relied on it.
        if (!isMoving()) {
          say("nothing has been moving for a while");
          break;
        }
      }
      say("stopped");
    }
    return Outcome.shown(ExitCode.DONE);
  }

  /** Works until there was nothing to do for long enough; false when told to stop before. */
  private boolean isIdleAfterWork(Interrupt stop) {
    try (Worker worker =
        core.worker(trouble -> output.aside(Text.of(trouble, Tone.BAD), Format.DEFAULT))) {
      Instant moved = clock.now();
      while (!output.isClosed() && !stop.happened()) {
        Instant now = clock.now();
        if (isBusy(worker) || now.isBefore(moved)) {
          moved = now;
        }
        Duration idle = Duration.between(moved, now);
        if (untilIdle.filter(most -> idle.compareTo(most) >= 0).isPresent()) {
          return true;
        }
        clock.pause(LOOK);
      }
    } catch (InterruptedException asked) {
      // By a signal or, in a test, by its thread: how work ends.
      return false;
    }
    return false;
  }

  /** Also while the store is away and nobody can say: the worker goes on with what it holds. */
  private boolean isBusy(Worker worker) {
    try {
      tell(worker);
      return isMoving();
    } catch (Store.Unavailable away) {
      return true;
    }
  }

  private void tell(Worker worker) {
    feed.look().stream()
        .filter(News::told)
        .forEach(news -> output.line(NewsLine.of(news), Format.DEFAULT));
    Set<ReleaseId> now = worker.driving();
    now.stream().filter(release -> !driven.contains(release)).forEach(id -> say("driving " + id));
    driven.stream()
        .filter(release -> !now.contains(release))
        .forEach(id -> say("no longer driving " + id));
    driven = now;
  }

  private boolean isMoving() {
    return !core.desk().lookup().list(Store.Query.moving()).isEmpty()
        || !core.desk().schedule().waiting().isEmpty()
        || !core.desk().oldSides().waiting().isEmpty();
  }

  private void say(String words) {
    output.aside(Text.of(NewsLine.time(clock.now()) + " ", Tone.LABEL).and(words), Format.DEFAULT);
  }
}
