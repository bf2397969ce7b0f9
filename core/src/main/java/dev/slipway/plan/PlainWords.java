package dev.slipway.plan;

import dev.slipway.health.Limit;
import dev.slipway.health.Signal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Figures of a plan as people say them. */
final class PlainWords {
  private static final List<String> NUMBERS =
      List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  private PlainWords() {}

  /** "30 s", "15 min", "2 h". */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds >= 7200 && seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    if (seconds >= 120 && seconds % 60 == 0) {
      return seconds / 60 + " min";
    }
    return duration.toMillisPart() == 0
        ? seconds + " s"
        : number(duration.toMillis() / 1000.0) + " s";
  }

  static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(3, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  static String percent(double share) {
    return number(share * 100) + " %";
  }

  static String count(int count) {
    return count < NUMBERS.size() ? NUMBERS.get(count) : Integer.toString(count);
  }

  /** "two checks in a row, 1 s apart". */
  static String breaks(int breaksInARow, Duration interval) {
    return breaksInARow == 1
        ? "at the first check, one every " + duration(interval)
        : count(breaksInARow) + " checks in a row, " + duration(interval) + " apart";
  }

  /** "error rate above 2 % and 1 point above v1"; empty when the limit has no upper bound. */
  static Optional<String> above(Limit limit, String old) {
    Signal signal = limit.signal();
    Optional<String> most =
        limit.atMost().isPresent()
            ? Optional.of("above " + value(signal, limit.atMost().getAsDouble()))
            : Optional.empty();
    Optional<String> more =
        limit.aboveBaselineBy().isPresent()
            ? Optional.of(
                difference(signal, limit.aboveBaselineBy().getAsDouble()) + " above " + old)
            : Optional.empty();
    if (most.isEmpty() && more.isEmpty()) {
      return Optional.empty();
    }
    String and = most.isPresent() && more.isPresent() ? " and " : "";
    return Optional.of(signal.words() + " " + most.orElse("") + and + more.orElse(""));
  }

  /** "orders below 70 % of v1"; empty when the limit has no lower bound. */
  static Optional<String> below(Limit limit, String old) {
    return limit.atLeastOfBaseline().isPresent()
        ? Optional.of(
            limit.signal().words()
                + " below "
                + percent(limit.atLeastOfBaseline().getAsDouble())
                + " of "
                + old)
        : Optional.empty();
  }

  private static String value(Signal signal, double value) {
    if (signal.isRatio()) {
      return percent(value);
    }
    return signal.isLatency() ? number(value) + " ms" : number(value);
  }

  private static String difference(Signal signal, double value) {
    if (signal.isRatio()) {
      String points = number(value * 100);
      return points.equals("1") ? "1 point" : points + " points";
    }
    return value(signal, value);
  }
}
