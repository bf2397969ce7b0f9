package dev.slipway.view;

import dev.slipway.health.Limit;
import dev.slipway.health.Signal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as people say them. */
public final class Figures {
  private Figures() {}

  /** "0.4 s", "45 s", "6 min 20 s", "1 h 5 min", "3 days". */
  public static String duration(Duration duration) {
    if (duration.isNegative()) {
      return "0 s";
    }
    long seconds = duration.toSeconds();
    if (seconds < 10 && duration.toMillisPart() != 0) {
      return number(duration.toMillis() / 1000.0, 1) + " s";
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return parts(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 48 * 3600) {
      return parts(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }
    return seconds / 86_400 + " days";
  }

  private static String parts(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  /** "just now", "40 s ago", "3 h ago", "9 days ago"; "in 5 min" for what is to come. */
  public static String ago(Instant then, Instant now) {
    Duration passed = Duration.between(then, now);
    if (passed.isNegative()) {
      return "in " + rough(passed.negated());
    }
    return passed.toSeconds() < 5 ? "just now" : rough(passed) + " ago";
  }

  /** In its largest unit alone. */
  static String rough(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 100) {
      return seconds + " s";
    }
    if (seconds < 100 * 60) {
      return (seconds + 30) / 60 + " min";
    }
    if (seconds < 48 * 3600) {
      return (seconds + 1800) / 3600 + " h";
    }
    return seconds / 86_400 + " days";
  }

  /** "7 commits", "1 commit". */
  public static String count(long count, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }

  public static String value(Signal signal, OptionalDouble value) {
    return value.isPresent() ? value(signal, value.getAsDouble()) : "–";
  }

  /** "0.34 %", "231 ms", "29.6 per s", "0.33". */
  public static String value(Signal signal, double value) {
    if (signal.isRatio()) {
      double percent = value * 100;
      return String.format(Locale.ROOT, percent < 10 ? "%.2f %%" : "%.1f %%", percent);
    }
    if (signal.isLatency()) {
      return String.format(Locale.ROOT, "%.0f ms", value);
    }
    return signal.equals(Signal.TRAFFIC)
        ? String.format(Locale.ROOT, "%.1f per s", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  /** A bound without the zeros that a measured value has: "2 %", "250 ms". */
  static String bound(Signal signal, double value) {
    if (signal.isRatio()) {
      return number(value * 100, 2) + " %";
    }
    return signal.isLatency() ? number(value, 0) + " ms" : number(value, 3);
  }

  static String unit(Signal signal) {
    if (signal.isRatio()) {
      return "share";
    }
    return signal.isLatency() ? "ms" : signal.equals(Signal.TRAFFIC) ? "per second" : "per request";
  }

  /**
   * When a limit is broken: "error rate above 2 % and 1 point above v1", "orders below 70 % of v1".
   */
  static String limit(Limit limit, String old) {
    Signal signal = limit.signal();
    List<String> above = new ArrayList<>();
    limit.atMost().ifPresent(most -> above.add("above " + bound(signal, most)));
    limit.aboveBaselineBy().ifPresent(by -> above.add(difference(signal, by) + " above " + old));
    List<String> broken = new ArrayList<>();
    if (!above.isEmpty()) {
      broken.add(String.join(" and ", above));
    }
    limit
        .atLeastOfBaseline()
        .ifPresent(share -> broken.add("below " + number(share * 100, 1) + " % of " + old));
    return signal.words() + " " + String.join(", or ", broken);
  }

  private static String difference(Signal signal, double value) {
    if (!signal.isRatio()) {
      return bound(signal, value);
    }
    String points = number(value * 100, 2);
    return points.equals("1") ? "1 point" : points + " points";
  }

  static String number(double value, int places) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
  }
}
