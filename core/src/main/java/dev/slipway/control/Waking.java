package dev.slipway.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells whether time has gone on evenly for a while. After a sleep, or a clock that was set, nobody
 * could answer what was due meanwhile: deadlines wait a minute, in which checks are made and people
 * see what there is.
 */
final class Waking {
  static final Duration SETTLED_AFTER = Duration.ofMinutes(1);
  private static final Duration LONGEST_TURN = Duration.ofSeconds(30);
  private static final Duration JITTER = Duration.ofSeconds(2);

  private Optional<Instant> last = Optional.empty();
  private Optional<Instant> woke = Optional.empty();

  /** To be asked at every turn. */
  boolean isSettled(Instant now) {
    Duration gap = last.map(before -> Duration.between(before, now)).orElse(Duration.ZERO);
    if (gap.compareTo(LONGEST_TURN) > 0 || gap.plus(JITTER).isNegative()) {
      woke = Optional.of(now);
    }
    last = Optional.of(now);
    return woke.filter(at -> Duration.between(at, now).compareTo(SETTLED_AFTER) < 0).isEmpty();
  }
}
