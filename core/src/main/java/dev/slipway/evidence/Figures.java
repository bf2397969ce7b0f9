package dev.slipway.evidence;

import dev.slipway.health.Limit;
import dev.slipway.health.Signal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Times, durations and measured values as the documents print them; times are always UTC. */
final class Figures {
  static final String NONE = "–";

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Figures() {}

  /** "2026-11-17 10:00:03.250". */
  static String moment(Instant at) {
    return MOMENT.format(at);
  }

  static String moment(Optional<Instant> at) {
    return at.map(known -> moment(known) + " UTC").orElse(NONE);
  }

  static String date(Instant at) {
    return DATE.format(at);
  }

  /** Measured: "0.250 s", "12.004 s", "3 min 20.5 s", "2 h 5 min 0 s". */
  static String exact(Duration duration) {
    Duration whole = duration.isNegative() ? duration.negated() : duration;
    String sign = duration.isNegative() ? "-" : "";
    if (whole.toMinutes() == 0) {
      return sign + String.format(Locale.ROOT, "%.3f s", whole.toMillis() / 1000.0);
    }
    String hours = whole.toHours() == 0 ? "" : whole.toHours() + " h ";
    return sign
        + hours
        + whole.toMinutesPart()
        + " min "
        + number((whole.toMillis() % 60_000) / 1000.0, 1)
        + " s";
  }

  static String exact(Optional<Duration> duration) {
    return duration.map(Figures::exact).orElse(NONE);
  }

  /** Planned: "30 s", "15 min", "1 h", "1.5 s". */
  static String planned(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toMillisPart() != 0) {
      return number(duration.toMillis() / 1000.0, 3) + " s";
    }
    if (seconds >= 3600 && seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds >= 120 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  /** "7 commits", "1 commit". */
  static String count(long count, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }

  static String value(Signal signal, OptionalDouble value) {
    if (value.isEmpty()) {
      return NONE;
    }
    double known = value.getAsDouble();
    if (signal.isRatio()) {
      return String.format(Locale.ROOT, "%.2f %%", known * 100);
    }
    if (signal.isLatency()) {
      return String.format(Locale.ROOT, "%.0f ms", known);
    }
    return signal.equals(Signal.TRAFFIC)
        ? String.format(Locale.ROOT, "%.1f per s", known)
        : String.format(Locale.ROOT, "%.3f", known);
  }

  /** When a limit is broken: "above 2 % and 1 point above v1", "below 70 % of v1". */
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
        .ifPresent(share -> broken.add("below " + number(share * 100, 3) + " % of " + old));
    return String.join(", or ", broken);
  }

  private static String difference(Signal signal, double value) {
    String points = number(value * 100, 3);
    return signal.isRatio()
        ? points + (points.equals("1") ? " point" : " points")
        : bound(signal, value);
  }

  private static String bound(Signal signal, double value) {
    if (signal.isRatio()) {
      return number(value * 100, 3) + " %";
    }
    return number(value, 3) + (signal.isLatency() ? " ms" : "");
  }

  private static String number(double value, int places) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
  }
}
