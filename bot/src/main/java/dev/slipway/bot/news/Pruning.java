package dev.slipway.bot.news;

import dev.slipway.notice.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Forgets what was told long ago, a little at each turn: a store that many work with is never held
 * up by it.
 */
final class Pruning {
  private static final int MOST = 500;
  private static final Duration BETWEEN = Duration.ofHours(1);

  private final Outbox outbox;
  private final Supplier<Instant> now;
  private final Duration kept;
  private Instant next = Instant.EPOCH;

  Pruning(Outbox outbox, Supplier<Instant> now, Duration kept) {
    this.outbox = outbox;
    this.now = now;
    this.kept = kept;
  }

  void turn() {
    Instant moment = now.get();
    if (moment.isBefore(next)) {
      return;
    }
    boolean all = outbox.prune(moment.minus(kept), MOST) < MOST;
    next = all ? moment.plus(BETWEEN) : moment;
  }
}
