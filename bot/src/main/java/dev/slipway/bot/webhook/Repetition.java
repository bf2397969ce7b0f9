package dev.slipway.bot.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When a message that was not taken is sent again: after five seconds, then three times as long
 * each time up to an hour, a little earlier or later so that receivers are not met by all of them
 * at once. After thirty tries, about a day, it is given up.
 *
 * <p>Tries are counted, not hours: what waited for the end of quiet hours gets its day as well.
 */
final class Repetition {
  static final int MOST = 30;

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
   * The pause before the next try; empty when it is given up.
   *
   * @param attempts so far, at least one
   */
  Optional<Duration> next(int attempts, Optional<Duration> asked) {
    return attempts >= MOST ? Optional.empty() : Optional.of(pause(attempts, asked));
  }

  /**
   * How long whoever failed so often is left alone.
   *
   * @param asked counts where it is longer
   */
  Duration pause(int failures, Optional<Duration> asked) {
    double seconds = FIRST.toSeconds() * Math.pow(TIMES, Math.min(20, failures - 1));
    double pause = Math.min(seconds, (double) LONGEST.toSeconds());
    double spread = pause * (1 + SPREAD * (2 * chance.getAsDouble() - 1));
    Duration own = Duration.ofMillis((long) (spread * 1000));
    return asked.filter(wish -> wish.compareTo(own) > 0).orElse(own);
  }
}
