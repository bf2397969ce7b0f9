package dev.slipway.catalog;

import dev.slipway.plan.BatchSize;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and percentages as people write them. */
final class Amounts {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:([0-9]{1,3})d)?(?:([0-9]{1,4})h)?(?:([0-9]{1,6})m(?!s))?(?:([0-9]{1,7})s)?(?:([0-9]{1,9})ms)?");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,4})?) ?%");

  private static final Pattern BATCH = Pattern.compile("([0-9]{1,4})( ?%)?");

  private Amounts() {}

  /**
   * Reads {@code 1h30m}, {@code 250ms}; empty for anything else, for nothing at all and for more
   * than 30 days.
   */
  static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration sum =
        Duration.ofDays(number(matcher, 1))
            .plusHours(number(matcher, 2))
            .plusMinutes(number(matcher, 3))
            .plusSeconds(number(matcher, 4))
            .plusMillis(number(matcher, 5));
    return sum.isZero() || sum.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(sum);
  }

  /** The same, and {@code 0} for no time at all. */
  static Optional<Duration> durationOrNone(String text) {
    return text.equals("0") ? Optional.of(Duration.ZERO) : duration(text);
  }

  /** Reads {@code 2%} or {@code 0.5%} as a share from 0 to 1. */
  static Optional<BigDecimal> share(String text) {
    Matcher matcher = PERCENT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal share = new BigDecimal(matcher.group(1)).movePointLeft(2).stripTrailingZeros();
    return share.compareTo(BigDecimal.ONE) > 0 ? Optional.empty() : Optional.of(share);
  }

  /** Reads {@code 2} or {@code 25%}; neither nothing nor more than everything is a batch. */
  static Optional<BatchSize> batch(String text) {
    Matcher matcher = BATCH.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int size = Integer.parseInt(matcher.group(1));
    boolean share = matcher.group(2) != null;
    return size < 1 || (share && size > 100)
        ? Optional.empty()
        : Optional.of(share ? new BatchSize.Share(size) : new BatchSize.Instances(size));
  }

  private static long number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
