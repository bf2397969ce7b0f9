package dev.slipway.outside.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether the wall clock went as fast as time since the last look. After a jump, or after the
 * computer slept, every sign of life looks old; who is alive needs a moment to give the next one.
 */
final class Steadiness {
  private static final Duration TOLERATED = Duration.ofSeconds(1);

  private final Supplier<Instant> wall;
  private final LongSupplier nanos;
  private Instant lastWall;
  private long lastNanos;

  /**
   * @param nanos elapsed time that no setting of a clock changes
   */
  Steadiness(Supplier<Instant> wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.lastWall = wall.get();
    this.lastNanos = nanos.getAsLong();
  }

  /** Whether it did so since {@link #looked}. */
  synchronized boolean isKept() {
    Duration byWall = Duration.between(lastWall, wall.get());
    Duration elapsed = Duration.ofNanos(nanos.getAsLong() - lastNanos);
    return byWall.minus(elapsed).abs().compareTo(TOLERATED) < 0;
  }

  synchronized void looked() {
    lastWall = wall.get();
    lastNanos = nanos.getAsLong();
  }
}
