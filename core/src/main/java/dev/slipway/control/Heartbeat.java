package dev.slipway.control;

import dev.slipway.journal.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The row by which everybody at the store sees that this worker lives. It gives no right to drive
 * anything: that is what leases are for.
 */
final class Heartbeat {
  static final Duration EVERY = Duration.ofSeconds(2);

  private final Store store;
  private final Store.Worker me;
  private final Clock clock;
  private Optional<Instant> last = Optional.empty();

  /**
   * @param me this worker; {@code seen} is ignored
   */
  Heartbeat(Store store, Store.Worker me, Clock clock) {
    this.store = store;
    this.me = me;
    this.clock = clock;
  }

  /** Renews the row when it is time, and whenever the clock was set back. */
  void beat() {
    Instant now = clock.now();
    boolean young =
        last.map(at -> !now.isBefore(at) && Duration.between(at, now).compareTo(EVERY) < 0)
            .orElse(false);
    if (young) {
      return;
    }
    Store.Worker row =
        new Store.Worker(me.node(), me.pid(), me.host(), store.now(now), me.programVersion());
    Store.Worker unused =
        store.write(writer -> {
          writer.heartbeat(row);
          return row;
        });
    last = Optional.of(now);
  }

  void end() {
    Store.Worker unused =
        store.write(writer -> {
          writer.removeWorker(me.node());
          return me;
        });
  }

  /**
   * Whether a row was written lately; one from far in the future is as old as one from the past.
   */
  static boolean isFresh(Instant seen, Instant now) {
    return Duration.between(seen, now).abs().compareTo(Worker.GONE_AFTER) < 0;
  }
}
