package dev.slipway.control.port;

import dev.slipway.health.Side;
import dev.slipway.health.Snapshot;
import java.time.Duration;
import java.time.Instant;

/** What was measured. A source that does not answer is said in the snapshot, never thrown. */
public interface Metrics {
  /** All signals of both sides over the window that ends at {@code at}. */
  Snapshot read(Instant at, Duration window);

  /**
   * Requests and failed requests of one side between two moments; zeros when the source does not
   * answer.
   */
  Tally tally(Side side, Instant from, Instant to);

  record Tally(long requests, long failures) {}
}
