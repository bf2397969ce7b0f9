package dev.slipway.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Quiet hours across midnights, weekends and changes of the clock. */
@Tag("T3")
class QuietHoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Set<DayOfWeek> ALWAYS = EnumSet.allOf(DayOfWeek.class);
  private static final QuietHours NIGHTS = hours("20:00", "07:00", ALWAYS);
  private static final QuietHours WEEKENDS =
      hours("00:00", "00:00", EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));

  private static QuietHours hours(String from, String to, Set<DayOfWeek> days) {
    return new QuietHours(
        "x",
        BERLIN,
        LocalTime.parse(from),
        LocalTime.parse(to),
        days,
        Set.of(NewsKind.ROLLBACK),
        List.of());
  }

  private static String heard(NewsKind kind, String local, QuietHours... all) {
    Instant at = java.time.LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    return QuietHours.firstOutside(List.of(all), kind, at)
        .atZone(BERLIN)
        .toLocalDateTime()
        .toString();
  }

  @Test
  void byDayItIsHeardAtOnce() {
    assertEquals("2026-11-17T14:00", heard(NewsKind.START, "2026-11-17T14:00", NIGHTS));
    assertEquals("2026-11-17T07:00", heard(NewsKind.START, "2026-11-17T07:00", NIGHTS));
    assertEquals("2026-11-17T14:00", heard(NewsKind.START, "2026-11-17T14:00"));
  }

  @Test
  void byNightItWaitsForTheMorning() {
    assertEquals("2026-11-18T07:00", heard(NewsKind.START, "2026-11-17T20:00", NIGHTS));
    assertEquals("2026-11-18T07:00", heard(NewsKind.START, "2026-11-18T06:59", NIGHTS));
  }

  @Test
  void whatIsUrgentComesThrough() {
    assertEquals("2026-11-17T23:00", heard(NewsKind.ROLLBACK, "2026-11-17T23:00", NIGHTS));
  }

  @Test
  void aNightBeforeAWeekendWaitsForMonday() {
    assertEquals("2026-11-23T07:00", heard(NewsKind.START, "2026-11-20T22:00", NIGHTS, WEEKENDS));
    assertEquals("2026-11-23T00:00", heard(NewsKind.START, "2026-11-21T12:00", WEEKENDS));
  }

  @Test
  void aNightBelongsToTheDayOnWhichItBegins() {
    QuietHours fridays = hours("20:00", "07:00", EnumSet.of(DayOfWeek.FRIDAY));
    assertEquals("2026-11-21T07:00", heard(NewsKind.START, "2026-11-21T03:00", fridays));
    assertEquals("2026-11-20T03:00", heard(NewsKind.START, "2026-11-20T03:00", fridays));
  }

  @Test
  void theMorningIsTheSameByTheClockWhenTheClockIsChanged() {
    assertEquals("2026-10-25T07:00", heard(NewsKind.START, "2026-10-24T23:00", NIGHTS));
    assertEquals("2026-03-29T07:00", heard(NewsKind.START, "2026-03-29T01:30", NIGHTS));
  }

  @Test
  void whoeverIsAlwaysQuietHearsAfterTwoWeeks() {
    QuietHours whole = hours("00:00", "00:00", ALWAYS);
    assertEquals("2026-12-01T12:00", heard(NewsKind.START, "2026-11-17T12:00", whole));
  }
}
