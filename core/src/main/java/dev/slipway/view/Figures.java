package dev.slipway.view;

import dev.slipway.health.Limit;
import dev.slipway.health.Reading;
import dev.slipway.health.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as people say them. */
public final class Figures {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

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

  /** "2026-11-20 18:30 UTC": the same for whoever reads it, wherever. */
  public static String moment(Instant at) {
    return MOMENT.format(at);
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
    return Reading.count(count, thing);
  }

  public static String value(Signal signal, OptionalDouble value) {
    return value.isPresent() ? value(signal, value.getAsDouble()) : "–";
  }

  /** "0.34 %", "231 ms", "29.6 per s", "0.33". */
  public static String value(Signal signal, double value) {
    return Reading.value(signal, value);
  }

  /** A computed bound, as exact as one can look at: "2 %", "250 ms". */
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
    return limit.signal().words() + " " + Reading.broken(limit, old);
  }

  static String number(double value, int places) {
    return Reading.number(value, places);
  }
}
