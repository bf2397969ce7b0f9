package dev.slipway.evidence;

import dev.slipway.health.Reading;
import dev.slipway.health.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
        + Reading.number((whole.toMillis() % 60_000) / 1000.0, 1)
        + " s";
  }

  static String exact(Optional<Duration> duration) {
    return duration.map(Figures::exact).orElse(NONE);
  }

  /** Planned: "30 s", "15 min", "1 h", "1.5 s". */
  static String planned(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toMillisPart() != 0) {
      return Reading.number(duration.toMillis() / 1000.0, 3) + " s";
    }
    if (seconds >= 3600 && seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds >= 120 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  /** "7 commits", "1 commit". */
  static String count(long count, String thing) {
    return Reading.count(count, thing);
  }

  static String value(Signal signal, OptionalDouble value) {
    return value.isPresent() ? Reading.value(signal, value.getAsDouble()) : NONE;
  }
}
