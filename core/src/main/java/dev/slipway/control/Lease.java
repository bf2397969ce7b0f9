package dev.slipway.control;

import dev.slipway.journal.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The right to perform effects for one store: a row that its holder keeps fresh. Whoever finds none
 * takes it.
 *
 * <p>A row that looks old may be the clock's fault. Who has seen it change lately waits until it
 * has really stood still: a clock that jumps, or a computer that slept, takes the lease from nobody
 * who is alive.
 */
final class Lease {
  /** Looks in a row at which another's row did not change before it counts as left behind. */
  private static final int STILL_LOOKS = 3;

  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private record Seen(Instant at, int unchanged) {}

  private final Store store;
  private final Store.Worker me;
  private final Clock clock;
  private Map<String, Seen> others = new HashMap<>();

  /**
   * @param me this process; {@code seen} is ignored
   */
  Lease(Store store, Store.Worker me, Clock clock) {
    this.store = store;
    this.me = me;
    this.clock = clock;
  }

  /**
   * Takes or keeps the lease; one transaction, so that never two hold it. False while another
   * process does.
   */
  boolean take() {
    Instant now = clock.now();
    return store.write(writer -> {
      boolean other = false;
      Map<String, Seen> looked = new HashMap<>();
      for (Store.Worker worker : writer.workers()) {
        if (!worker.node().equals(me.node())) {
          Seen seen = look(worker);
          looked.put(worker.node(), seen);
          boolean alive = isFresh(worker.seen(), now) || isMoving(seen);
          other = other || alive;
        }
      }
      others = looked;
      if (!other) {
        forgetDead(writer, now);
        writer.heartbeat(
            new Store.Worker(me.node(), me.pid(), me.host(), now, me.programVersion()));
      }
      return !other;
    });
  }

  /** A process that crashed leaves its row behind, and nobody else would ever take it away. */
  private void forgetDead(Store.Writer writer, Instant now) {
    for (Store.Worker worker : writer.workers()) {
      if (Duration.between(worker.seen(), now).compareTo(FORGOTTEN_AFTER) > 0) {
        writer.removeWorker(worker.node());
      }
    }
  }

  private Seen look(Store.Worker worker) {
    Seen before = others.get(worker.node());
    if (before == null) {
      return new Seen(worker.seen(), STILL_LOOKS);
    }
    return before.at().equals(worker.seen())
        ? new Seen(worker.seen(), before.unchanged() + 1)
        : new Seen(worker.seen(), 0);
  }

  private static boolean isMoving(Seen seen) {
    return seen.unchanged() < STILL_LOOKS;
  }

  /**
   * Whether a row was written lately; one from far in the future is as old as one from the past.
   */
  static boolean isFresh(Instant seen, Instant now) {
    return Duration.between(seen, now).abs().compareTo(Worker.GONE_AFTER) < 0;
  }

  void release() {
    Store.Worker unused =
        store.write(writer -> {
          writer.removeWorker(me.node());
          return me;
        });
  }
}
