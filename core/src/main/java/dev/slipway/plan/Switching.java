package dev.slipway.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How two sides take turns.
 *
 * @param monitor how long everybody is watched after the switch
 * @param keepOld how long the old side stays up without users once the release is finished; empty:
 *     a day where everybody was switched at once, not at all where shares were moved
 */
public record Switching(Duration monitor, Optional<Duration> keepOld) {
  /** After a switch everybody is on the new version: a fault that comes slowly hits everybody. */
  public static final Duration USUAL_MONITOR = Duration.ofMinutes(10);

  static final Duration USUAL_KEPT = Duration.ofHours(24);

  Duration keptAfter(StrategyKind strategy) {
    return keepOld.orElse(strategy == StrategyKind.BLUE_GREEN ? USUAL_KEPT : Duration.ZERO);
  }
}
