package dev.slipway.audience;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hours in which somebody wants to hear nothing, or only what is urgent to them.
 *
 * @param from when they begin; the same as {@code to} means the whole day
 * @param to when they end: on the next day where it is not after {@code from}
 * @param days on which they begin
 * @param except news that comes through
 * @param people whose hours these are, whatever subscription reaches them; the catalogue's keys
 */
public record QuietHours(
    String name,
    ZoneId zone,
    LocalTime from,
    LocalTime to,
    Set<DayOfWeek> days,
    Set<NewsKind> except,
    List<String> people) {
  private static final Duration LONGEST = Duration.ofDays(14);

  public QuietHours {
    days = Set.copyOf(days);
    except = Set.copyOf(except);
    people = List.copyOf(people);
  }

  /** When the hours end that this moment lies in; empty when it lies in none. */
  Optional<Instant> endAround(Instant moment) {
    LocalDate today = moment.atZone(zone).toLocalDate();
    for (LocalDate day : List.of(today.minusDays(1), today)) {
      Instant begin = day.atTime(from).atZone(zone).toInstant();
      LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
      Instant end = last.atTime(to).atZone(zone).toInstant();
      if (days.contains(day.getDayOfWeek()) && !moment.isBefore(begin) && moment.isBefore(end)) {
        return Optional.of(end);
      }
    }
    return Optional.empty();
  }

  /**
   * The first moment from here on in which none of these hours keeps news of this kind back; two
   * weeks from here at the latest, because what comes later is no news.
   */
  public static Instant firstOutside(List<QuietHours> all, NewsKind kind, Instant from) {
    return firstOutside(
        all.stream().filter(hours -> !hours.except().contains(kind)).toList(), from);
  }

  /** The same for what is of no kind that might come through. */
  public static Instant firstOutside(List<QuietHours> all, Instant from) {
    Instant moment = from;
    Instant latest = from.plus(LONGEST);
    boolean moved = true;
    while (moved && moment.isBefore(latest)) {
      moved = false;
      for (QuietHours hours : all) {
        Optional<Instant> end = hours.endAround(moment);
        if (end.isPresent()) {
          moment = end.get();
          moved = true;
        }
      }
    }
    return moment.isBefore(latest) ? moment : latest;
  }
}
