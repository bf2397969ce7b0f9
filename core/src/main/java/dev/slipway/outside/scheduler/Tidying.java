package dev.slipway.outside.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Mends what a clock that was set back leaves in the table: executions that would be due in hours,
 * and dead ones whose last sign of life is still to come.
 */
final class Tidying {
  /** Nothing of ours is ever due later than this. */
  private static final Duration FARTHEST = Duration.ofMinutes(2);

  /** Looks at which a sign of life from the future did not change before it counts as none. */
  private static final int STILL_LOOKS = 2;

  private final ExecutionTable table;
  private final Duration tolerated;
  private Map<ExecutionTable.Row, Integer> unchanged = new HashMap<>();

  /**
   * @param tolerated how far a holder's clock may be ahead
   */
  Tidying(ExecutionTable table, Duration tolerated) {
    this.table = table;
    this.tolerated = tolerated;
  }

  /** To be called at each look for dead executions. */
  void look(List<String> tasks, Instant now) {
    tasks.forEach(task -> table.bringNear(task, FARTHEST, now));
    Map<ExecutionTable.Row, Integer> seen = new HashMap<>();
    for (ExecutionTable.Row row : table.fromTheFuture(tolerated, now)) {
      int looks = unchanged.getOrDefault(row, 0) + 1;
      if (looks > STILL_LOOKS) {
        table.age(row, Instant.EPOCH);
      }
      seen.put(row, looks);
    }
    unchanged = seen;
  }
}
