package dev.slipway.catalog;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads zones, times of day and days of the week. */
final class Clockwork {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,2}):([0-9]{2})");
  private Optional<ZoneId> zone = Optional.empty();

  /** The one that holds where no other is written. */
  ZoneId zone() {
    return zone.orElse(ZoneOffset.UTC);
  }

  /** Takes the zone of all news from the first file that has one. */
  void zoneOf(Section news) {
    if (!news.has("zone")) {
      return;
    }
    if (zone.isPresent()) {
      news.problem("zone", "stands in another file as well", "keep one of the two");
    } else {
      zone = Optional.of(zone(news));
    }
  }

  ZoneId zone(Section section) {
    String written = section.text("zone");
    try {
      return ZoneId.of(written);
    } catch (DateTimeException unknown) {
      section.problem(
          "zone",
          Words.quoted(written) + " is not a time zone",
          "write a region and a city, such as Europe/Oslo");
      return ZoneOffset.UTC;
    }
  }

  /** "07:00", in quotes or not: YAML itself may take 20:00 for a number. */
  LocalTime time(Section section, String key) {
    if (!section.has(key)) {
      section.missing(key);
      return LocalTime.MIDNIGHT;
    }
    String written = section.text(key);
    Matcher time = TIME.matcher(written);
    if (time.matches()) {
      int hour = Integer.parseInt(time.group(1));
      int minute = Integer.parseInt(time.group(2));
      if (hour == 24 && minute == 0) {
        return LocalTime.MIDNIGHT;
      }
      if (hour < 24 && minute < 60) {
        return LocalTime.of(hour, minute);
      }
    }
    section.problem(
        key, Words.quoted(written) + " is not a time of day", "write it like \"20:00\"");
    return LocalTime.MIDNIGHT;
  }

  Set<DayOfWeek> days(Section section) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    int before = section.origin.ledger().count();
    section
        .texts("days")
        .forEach(day -> days.add(DayOfWeek.valueOf(day.text().toUpperCase(Locale.ROOT))));
    if (days.isEmpty() && section.origin.ledger().count() == before) {
      section.problem("days", "is empty", "leave it out for every day");
    }
    return days;
  }
}
