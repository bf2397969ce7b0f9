package dev.slipway.command;

import dev.slipway.control.Refusal.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations, numbers and ends as people type them. */
final class Amounts {
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,9})\\s*(ms|s|sec|min|m|h|d)\\s*)+");
  private static final Pattern PART = Pattern.compile("(\\d{1,9})\\s*(ms|sec|s|min|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(366);

  private Amounts() {}

  /** "800ms", "30s", "15m", "1h30m", "7d". */
  static Duration duration(String name, String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (!DURATION.matcher(lower).matches()) {
      throw Refused.of(
          "E-USAGE-04",
          Kind.USAGE,
          name + " cannot be \"" + text + "\".",
          List.of("A duration reads 800ms, 30s, 15m, 1h30m or 7d."));
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(lower);
    while (part.find()) {
      long count = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s", "sec" -> Duration.ofSeconds(count);
                case "m", "min" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
              });
    }
    if (sum.isZero() || sum.compareTo(LONGEST) > 0) {
      throw Refused.of(
          "E-USAGE-04",
          Kind.USAGE,
          name + " cannot be \"" + text + "\".",
          List.of("It is longer than nothing and at most a year."));
    }
    return sum;
  }

  static int number(String name, String text, int least, int most) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // said below, like one out of bounds
    }
    throw Refused.of(
        "E-USAGE-04",
        Kind.USAGE,
        name + " cannot be \"" + text + "\".",
        List.of("It is a whole number from " + least + " to " + most + "."));
  }

  /** A percentage with or without its sign. */
  static int percent(String name, String text) {
    String bare = text.strip();
    return number(name, bare.endsWith("%") ? bare.substring(0, bare.length() - 1) : bare, 0, 100);
  }

  /** "7d" from now, "2026-12-01" (its last second, UTC), or a moment in ISO-8601. */
  static Instant end(String name, String text, Instant now) {
    String bare = text.strip();
    try {
      if (bare.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return LocalDate.parse(bare).atTime(LocalTime.of(23, 59, 59)).toInstant(ZoneOffset.UTC);
      }
      if (bare.length() > 10 && bare.charAt(4) == '-') {
        return Instant.parse(bare.toUpperCase(Locale.ROOT));
      }
    } catch (DateTimeException wrong) {
      throw Refused.of(
          "E-USAGE-04",
          Kind.USAGE,
          name + " cannot be \"" + text + "\".",
          List.of("An end reads 7d, 2026-12-01 or 2026-12-01T12:00:00Z."));
    }
    return now.plus(duration(name, bare));
  }

  /**
   * "18:30" (the next such time), "2026-12-01T18:30" and "2026-12-01T18:30Z" (all UTC), or "2h"
   * from now.
   */
  static Instant moment(String name, String text, Instant now) {
    String bare = text.strip().toUpperCase(Locale.ROOT);
    try {
      if (bare.matches("\\d{1,2}:\\d{2}")) {
        LocalTime time = LocalTime.parse(bare.length() == 4 ? "0" + bare : bare);
        Instant today = now.atZone(ZoneOffset.UTC).with(time).toInstant();
        return today.isAfter(now) ? today : today.plus(Duration.ofDays(1));
      }
      if (bare.matches("\\d{4}-\\d{2}-\\d{2}T.*")) {
        return bare.endsWith("Z") || bare.matches(".*[+-]\\d{2}:\\d{2}")
            ? OffsetDateTime.parse(bare).toInstant()
            : LocalDateTime.parse(bare).toInstant(ZoneOffset.UTC);
      }
      if (bare.matches("\\d.*[A-Z]")) {
        return now.plus(duration(name, bare));
      }
    } catch (DateTimeException wrong) {
      // said below, like whatever has no such shape
    }
    throw Refused.of(
        "E-USAGE-04",
        Kind.USAGE,
        name + " cannot be \"" + text + "\".",
        List.of(
            "A time reads 18:30 or 2026-12-01T18:30Z, both UTC, or 2h for two hours from now."));
  }
}
