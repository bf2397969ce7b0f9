package dev.slipway.health;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measured values and limits as people read them, the same on screens and in documents. */
public final class Reading {
  private static final int FEW_PERCENT = 10;

  private Reading() {}

  /** Measured: "0.34 %", "11.8 %", "231 ms", "29.6 per s", "0.333". */
  public static String value(Signal signal, double value) {
    if (signal.isRatio()) {
      double percent = value * 100;
      return String.format(Locale.ROOT, percent < FEW_PERCENT ? "%.2f %%" : "%.1f %%", percent);
    }
    if (signal.isLatency()) {
      return String.format(Locale.ROOT, "%.0f ms", value);
    }
    return String.format(Locale.ROOT, signal.equals(Signal.TRAFFIC) ? "%.1f per s" : "%.3f", value);
  }

  /** Declared, so without the zeros that a measured value has: "2 %", "250 ms". */
  public static String bound(Signal signal, double value) {
    if (signal.isRatio()) {
      return number(value * 100, 3) + " %";
    }
    return number(value, 3) + (signal.isLatency() ? " ms" : "");
  }

  /**
   * When a limit is broken: "above 2 % and 1 point above v1", "below 70 % of v1".
   *
   * @param old what the baseline is called
   */
  public static String broken(Limit limit, String old) {
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
        .ifPresent(share -> broken.add("below " + number(share * 100, 3) + " % of " + old));
    return String.join(", or ", broken);
  }

  private static String difference(Signal signal, double value) {
    if (!signal.isRatio()) {
      return bound(signal, value);
    }
    String points = number(value * 100, 3);
    return points.equals("1") ? "1 point" : points + " points";
  }

  /** "7 commits", "1 commit", "1,812 requests". */
  public static String count(long count, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }

  /** Rounded to at most so many places, without zeros at the end. */
  public static String number(double value, int places) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
  }
}
