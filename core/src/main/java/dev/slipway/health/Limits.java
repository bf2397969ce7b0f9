package dev.slipway.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The limits of one release, fixed in its plan before it starts.
 *
 * @param breaksInARow how many checks in a row must be past a limit before the release goes back
 * @param interval time between two checks
 * @param window how far back each check looks
 * @param minimumRequests fewer requests of the new version in the window prove nothing
 * @param minimumFailures fewer failures in the window never break the error rate
 * @param grace how long metrics may be silent before the release pauses
 * @param blindLimit how long metrics may be silent while users are on the new version before it is
 *     taken back
 * @param golden empty in plans of an older Slipway: nothing but the limits counts in them
 */
public record Limits(
    int breaksInARow,
    Duration interval,
    Duration window,
    long minimumRequests,
    long minimumFailures,
    Duration grace,
    Duration blindLimit,
    List<Limit> limits,
    Optional<GoldenSignals> golden) {
  public Limits {
    if (breaksInARow < 1
        || interval.isZero()
        || interval.isNegative()
        || window.compareTo(interval) < 0) {
      throw new IllegalArgumentException(
          "limits need at least one break, a positive interval and a window not below it");
    }
    limits = List.copyOf(limits);
  }

  /** Without a word about golden signals. */
  public Limits(
      int breaksInARow,
      Duration interval,
      Duration window,
      long minimumRequests,
      long minimumFailures,
      Duration grace,
      Duration blindLimit,
      List<Limit> limits) {
    this(
        breaksInARow,
        interval,
        window,
        minimumRequests,
        minimumFailures,
        grace,
        blindLimit,
        limits,
        Optional.empty());
  }

  /** The same way of looking, with these limits and nothing else. */
  Limits only(List<Limit> others) {
    return with(others, Optional.empty());
  }

  /** The same way of looking, with other limits. */
  public Limits with(List<Limit> others) {
    return with(others, golden);
  }

  private Limits with(List<Limit> others, Optional<GoldenSignals> signals) {
    return new Limits(
        breaksInARow,
        interval,
        window,
        minimumRequests,
        minimumFailures,
        grace,
        blindLimit,
        others,
        signals);
  }
}
