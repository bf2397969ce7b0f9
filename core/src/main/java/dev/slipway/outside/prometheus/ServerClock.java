package dev.slipway.outside.prometheus;

import dev.slipway.control.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the clock of a Prometheus is ahead of ours. Samples carry its time, so it is asked by its
 * clock; small differences are left alone.
 */
final class ServerClock {
  private static final Duration ANEW = Duration.ofMinutes(1);
  private static final Duration SMALL = Duration.ofSeconds(1);
  private final Api api;
  private final Clock clock;
  private Optional<Instant> asked = Optional.empty();
  private Duration ahead = Duration.ZERO;

  ServerClock(Api api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * @throws dev.slipway.control.port.OutsideFailure when it does not answer
   */
  synchronized Duration ahead() {
    Instant before = clock.now();
    if (asked.filter(at -> Duration.between(at, before).abs().compareTo(ANEW) < 0).isPresent()) {
      return ahead;
    }
    Instant there = api.now();
    Instant after = clock.now();
    Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
    Duration difference = Duration.between(middle, there);
    ahead = difference.abs().compareTo(SMALL) > 0 ? difference : Duration.ZERO;
    asked = Optional.of(after);
    return ahead;
  }

  /** "its clock is 34 s ahead", where it differs. */
  synchronized Optional<String> words() {
    if (ahead.isZero()) {
      return Optional.empty();
    }
    return Optional.of(
        "its clock is "
            + Math.round(ahead.abs().toMillis() / 1000.0)
            + " s "
            + (ahead.isNegative() ? "behind" : "ahead")
            + " of Slipway's; it is asked by its own");
  }
}
