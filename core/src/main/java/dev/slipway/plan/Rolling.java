package dev.slipway.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How a rolling update goes through its instances.
 *
 * @param batch empty: a tenth of the instances, at least one
 * @param pause how long a batch is watched before the next one; empty: as long as the last
 */
public record Rolling(Optional<BatchSize> batch, Optional<Duration> pause) {
  /** Where nothing is configured. */
  public static final Rolling USUAL = new Rolling(Optional.empty(), Optional.empty());
}
