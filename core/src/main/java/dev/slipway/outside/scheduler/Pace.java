package dev.slipway.outside.scheduler;

import java.time.Duration;

/**
 * How often workers look and how long they wait for each other.
 *
 * @param heartbeat between two signs of life of an execution
 * @param missedHeartbeats so many missed, and the execution counts as left behind
 * @param poll between two looks for what is due
 * @param retry after a failed execution, until it is due again
 * @param errands between two rounds of errands
 * @param goodbye how long a closing worker waits for what it was driving, twice
 */
record Pace(
    Duration heartbeat,
    int missedHeartbeats,
    Duration poll,
    Duration retry,
    Duration errands,
    Duration goodbye) {
  /** db-scheduler looks for the dead at this many heartbeats; it offers no setting for it. */
  private static final int HEARTBEATS_A_LOOK = 2;

  /** The one that holds outside of tests: see decision 0012 for the arithmetic. */
  static final Pace PINNED =
      new Pace(
          Duration.ofSeconds(2),
          4,
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofMinutes(1),
          Duration.ofSeconds(5));

  /** From a worker's death until another one has its execution, at the latest. */
  Duration longestTakeover() {
    return heartbeat.multipliedBy(missedHeartbeats).plus(betweenLooks()).plus(poll);
  }

  /** Between two looks for executions left behind. */
  Duration betweenLooks() {
    return heartbeat.multipliedBy(HEARTBEATS_A_LOOK);
  }
}
