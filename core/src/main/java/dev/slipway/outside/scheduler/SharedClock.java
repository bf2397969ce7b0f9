package dev.slipway.outside.scheduler;

import dev.slipway.control.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock by which workers judge each other's signs of life. Computers that share a database may
 * disagree by minutes about the time; what the database said last is the time, and this computer's
 * clock only counts on from there.
 */
final class SharedClock {
  private final Clock own;
  private final Database database;
  private final ExecutionTable table;
  private volatile Duration ahead = Duration.ZERO;

  SharedClock(Clock own, Database database, ExecutionTable table) {
    this.own = own;
    this.database = database;
    this.table = table;
  }

  Instant now() {
    return own.now().plus(ahead);
  }

  /** Asks the database; where all workers are on one computer there is nothing to ask. */
  void set() {
    if (database.spansComputers()) {
      Instant before = own.now();
      Instant told = table.now();
      Duration journey = Duration.between(before, own.now());
      ahead = Duration.between(before.plus(journey.dividedBy(2)), told);
    }
  }
}
