package dev.slipway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;

/**
 * Where values come from a source that looks by itself, as a Prometheus scrapes: what it has looked
 * at. By its own clock, so these moments are only ever compared with one another.
 *
 * @param newest when each process of the side that is still there was looked at last, by its name;
 *     at least one
 * @param every how often it looks, as its samples show
 */
public record Scrapes(Side side, Map<String, Instant> newest, Duration every) {
  public Scrapes {
    newest = Map.copyOf(newest);
    if (newest.isEmpty() || every.isZero() || every.isNegative()) {
      throw new IllegalArgumentException("something was looked at, every so often: " + every);
    }
  }

  /** When any process was looked at last. */
  public Instant last() {
    return Collections.max(newest.values());
  }

  Judgement.Evidence evidence() {
    return new Judgement.Evidence(Collections.min(newest.values()), last());
  }
}
