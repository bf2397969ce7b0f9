package dev.slipway.control.port;

import dev.slipway.health.Side;
import dev.slipway.health.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What was measured. A source that does not answer is said in the snapshot, never thrown. */
public interface Metrics {
  /** All signals of both sides over the window that ends at {@code at}. */
  Snapshot read(Instant at, Duration window);

  /**
   * Requests and failed requests of one side between two moments; zeros when the source does not
   * answer.
   */
  Tally tally(Side side, Instant from, Instant to);

  /** What people should know about the source, such as a clock that differs; one line each. */
  default List<String> remarks() {
    return List.of();
  }

  record Tally(long requests, long failures) {}
}
