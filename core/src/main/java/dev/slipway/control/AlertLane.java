package dev.slipway.control;

import dev.slipway.control.port.Alerts;
import dev.slipway.control.port.Alerts.Firing;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Looks at the alerts that a plan names, beside the other lanes: a source that hangs delays
 * nothing. One that does not answer is blind, which is said once; limits are judged all the same.
 */
final class AlertLane {
  /** Clocks may differ by so much. What fired before a start has been seen at the gate. */
  static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  /** Should nobody end it, the silence of planned noise ends by itself. */
  static final Duration HUSH = Duration.ofMinutes(10);

  /** More alerts in a row, with nothing in between, change nothing that the first ones did not. */
  static final int MOST_TOLD = 50;

  private static final Duration HUSH_AGAIN = Duration.ofMinutes(3);
  private static final Duration MOST = Duration.ofSeconds(10);

  /** What came of a look. */
  sealed interface Seen {
    /**
     * @param loud why planned noise could not be silenced
     */
    record Fires(List<Firing> alerts, Optional<String> loud) implements Seen {
      public Fires {
        alerts = List.copyOf(alerts);
      }
    }

    /**
     * @param why it cannot be told what fires
     */
    record Blind(String why) implements Seen {}
  }

  private final Optional<Alerts> alerts;
  private final Duration every;
  private final Executor executor;
  private Optional<Instant> last = Optional.empty();
  private Optional<Instant> hushed = Optional.empty();
  private Optional<CompletableFuture<Seen.Fires>> asked = Optional.empty();
  private Optional<CompletableFuture<Void>> ending = Optional.empty();
  private int blindLooks;
  private boolean ended;

  /**
   * @param interval between two checks of the release
   */
  AlertLane(Optional<Alerts> alerts, Duration interval, Executor executor) {
    this.alerts = alerts;
    this.every = interval.compareTo(MOST) < 0 ? interval : MOST;
    this.executor = executor;
  }

  /** What came of the newest look; empty when none is due, or it has not answered yet. */
  Optional<Seen> look(Instant now) {
    if (alerts.isEmpty()) {
      return Optional.empty();
    }
    boolean due =
        last.map(at -> Duration.between(at, now).abs().compareTo(every) >= 0).orElse(true);
    if (asked.isEmpty() && due) {
      last = Optional.of(now);
      boolean hush =
          hushed.map(at -> Duration.between(at, now).abs().compareTo(HUSH_AGAIN) >= 0).orElse(true);
      hushed = hush ? Optional.of(now) : hushed;
      asked = Optional.of(CompletableFuture.supplyAsync(() -> ask(hush), executor));
    }
    if (asked.isEmpty() || !asked.get().isDone()) {
      return Optional.empty();
    }
    CompletableFuture<Seen.Fires> answer = asked.get();
    asked = Optional.empty();
    Seen seen =
        answer
            .<Seen>handle(
                (firing, thrown) -> thrown == null ? firing : new Seen.Blind(reason(thrown)))
            .join();
    blindLooks = seen instanceof Seen.Blind ? blindLooks + 1 : 0;
    return Optional.of(seen);
  }

  private Seen.Fires ask(boolean hush) {
    Alerts source = alerts.orElseThrow();
    List<Firing> firing = source.firing();
    try {
      if (hush) {
        source.hush(HUSH);
      }
      return new Seen.Fires(firing, Optional.empty());
    } catch (OutsideFailure loud) {
      return new Seen.Fires(firing, Optional.of(String.valueOf(loud.getMessage())));
    }
  }

  private static String reason(Throwable thrown) {
    Throwable cause = Optional.ofNullable(thrown.getCause()).orElse(thrown);
    return String.valueOf(cause.getMessage());
  }

  /** Whether one look went wrong is no news: the second in a row is. */
  boolean isBlind() {
    return blindLooks >= 2;
  }

  /** Ends the silence of planned noise; whether that is still going on. */
  boolean isEnding() {
    if (alerts.isEmpty() || hushed.isEmpty()) {
      return false;
    }
    if (!ended) {
      ended = true;
      ending =
          Optional.of(
              CompletableFuture.runAsync(() -> alerts.orElseThrow().speak(), executor)
                  // It ends by itself a few minutes later.
                  .exceptionally(silent -> null));
    }
    return ending.filter(end -> !end.isDone()).isPresent();
  }

  /**
   * Whether an alert began to fire after this release did, and is not written down yet, and there
   * is room for it: whoever sends alerts can send any number.
   */
  static boolean isNews(ReleaseRecord record, Firing alert) {
    Optional<Instant> started = Optional.empty();
    int before = 0;
    for (ReleaseRecord.Told told : record.story()) {
      if (told.fact() instanceof Fact.Happened happened) {
        if (happened.happening() instanceof Happening.StartRequested) {
          started = Optional.of(told.entry().at());
        }
        if (happened.happening() instanceof Happening.AlertFired earlier) {
          before++;
          if (earlier.alert().equals(alert.words())) {
            return false;
          }
        } else {
          before = 0;
        }
      }
    }
    return before < MOST_TOLD
        && started.filter(at -> !alert.since().isBefore(at.minus(CLOCKS_DIFFER))).isPresent();
  }
}
