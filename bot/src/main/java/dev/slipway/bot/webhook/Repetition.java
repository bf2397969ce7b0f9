package dev.slipway.bot.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When a message that was not taken is sent again: after five seconds, then three times as long
 * each time up to an hour, a little earlier or later so that receivers are not met by all of them
 * at once. A day after it happened it is given up.
 */
final class Repetition {
  static final Duration GIVEN_UP_AFTER = Duration.ofHours(24);

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final double SPREAD = 0.2;
  private static final int TIMES = 3;

  private final DoubleSupplier chance;

  /**
   * @param chance evenly from 0 to 1
   */
  Repetition(DoubleSupplier chance) {
    this.chance = chance;
  }

  /**
   * The next try; empty when it is given up.
   *
   * @param attempts so far, at least one
   */
  Optional<Instant> next(int attempts, Optional<Duration> asked, Instant happened, Instant now) {
    double seconds = FIRST.toSeconds() * Math.pow(TIMES, Math.min(20, attempts - 1));
    double pause = Math.min(seconds, (double) LONGEST.toSeconds());
    double spread = pause * (1 + SPREAD * (2 * chance.getAsDouble() - 1));
    Duration own = Duration.ofMillis((long) (spread * 1000));
    Duration longer = asked.filter(wish -> wish.compareTo(own) > 0).orElse(own);
    Instant end = happened.plus(GIVEN_UP_AFTER);
    if (!now.isBefore(end)) {
      return Optional.empty();
    }
    Instant then = now.plus(longer);
    // One last try at the end, where the pause would lead past it.
    return Optional.of(then.isAfter(end) ? end : then);
  }
}
