package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Scrapes;
import dev.slipway.health.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at a source that looks by itself, under a clock that is only counted. */
@Tag("X7")
class RhythmTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Enough to find out when it scrapes. */
  private static final int LEARNING = 12;

  /**
   * A source with processes that it scrapes.
   *
   * @param ahead how far its clock is ahead of ours
   * @param delay from a scrape to its being seen
   */
  private record Source(
      Duration every,
      List<Duration> phases,
      Duration ahead,
      Duration delay,
      UnaryOperator<Instant> jitter) {
    Source(Duration every, Duration phase, Duration ahead) {
      this(every, List.of(phase), ahead, Duration.ofMillis(30), at -> at);
    }

    /** The newest sample of a process that is seen at a moment, by our clock. */
    Instant newest(Duration phase, Instant now) {
      long since = Duration.between(MovedClock.TEN.plus(phase), now).toMillis();
      long scrape = since / every.toMillis() + 1;
      while (true) {
        Instant at = jitter.apply(MovedClock.TEN.plus(phase).plus(every.multipliedBy(scrape)));
        if (!at.plus(delay).isAfter(now)) {
          return at;
        }
        scrape--;
      }
    }

    Scrapes seen(Instant now) {
      return new Scrapes(
          Side.CANARY,
          phases.stream()
              .collect(Collectors.toMap(Duration::toString, one -> newest(one, now).plus(ahead))),
          every);
    }
  }

  /**
   * @param looks how often it was asked for this check
   * @param age of the newest sample since it could be seen
   */
  private record Check(Instant at, int looks, Duration age, Scrapes found) {}

  private Rhythm rhythm = Rhythm.UNKNOWN;
  private Instant now = MovedClock.TEN.plusSeconds(100);
  private Instant last = now;

  private List<Check> checks(Source source, Duration interval, int count, boolean hurried) {
    List<Check> checks = new ArrayList<>();
    int looks = 0;
    while (checks.size() < count) {
      Rhythm.Next next = rhythm.next(last, interval, hurried);
      now = next.at().isBefore(now) ? now : next.at();
      Scrapes found = source.seen(now);
      rhythm = rhythm.after(new Rhythm.Look(now, found));
      looks++;
      assertTrue(looks < 20, "asks again and again");
      if (!next.isInVain(found)) {
        Instant seen = found.last().minus(source.ahead()).plus(source.delay());
        checks.add(new Check(now, looks, Duration.between(seen, now), found));
        last = now;
        looks = 0;
      }
    }
    return checks;
  }

  private List<Check> checks(Source source, Duration interval, int count) {
    return checks(source, interval, count, false);
  }

  private static double mean(List<Check> checks) {
    return checks.stream().mapToLong(check -> check.age().toMillis()).average().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 137, 500, 730, 999})
  void looksRightAfterEachScrapeWheneverThatIs(long phase) {
    Source source = new Source(SECOND, Duration.ofMillis(phase), Duration.ZERO);
    var unused = checks(source, SECOND, LEARNING);

    List<Check> checks = checks(source, SECOND, 100);

    assertTrue(mean(checks) < 30, "seen on average after " + mean(checks) + " ms");
    checks.forEach(check -> assertTrue(check.age().toMillis() <= 60, check::toString));
    assertTrue(
        checks.stream().mapToInt(Check::looks).sum() < 140, "next to no question is in vain");
    assertEquals(
        100, checks.stream().map(check -> check.found().last()).distinct().count(), "none twice");
  }

  @ParameterizedTest
  @ValueSource(longs = {-7_200_000, -700, 400, 900, 34_000, 7_200_000})
  void doesNotCareWhatTimeItIsThere(long ahead) {
    Source source = new Source(SECOND, Duration.ofMillis(300), Duration.ofMillis(ahead));
    var unused = checks(source, SECOND, LEARNING);

    assertTrue(mean(checks(source, SECOND, 50)) < 30);
  }

  @Test
  void checksBetweenRareScrapesAndRightAfterEach() {
    Source source = new Source(Duration.ofSeconds(15), Duration.ofMillis(6_200), Duration.ZERO);
    var unused = checks(source, SECOND, 15 * LEARNING);
    List<Check> checks = checks(source, SECOND, 150);

    Duration took = Duration.between(checks.getFirst().at(), checks.getLast().at());
    assertTrue(
        took.compareTo(Duration.ofSeconds(140)) > 0 && took.compareTo(Duration.ofSeconds(165)) < 0,
        "a check a second, not " + took);
    List<Check> first = new ArrayList<>();
    for (int i = 1; i < checks.size(); i++) {
      if (!checks.get(i).found().equals(checks.get(i - 1).found())) {
        first.add(checks.get(i));
      }
    }
    assertTrue(first.size() >= 9, first::toString);
    first.forEach(check -> assertTrue(check.age().toMillis() <= 60, check::toString));
  }

  @Test
  void neverLooksLessOftenThanHalfAgainTheInterval() {
    for (long every : List.of(250, 700, 1000, 1400, 5000, 15_000)) {
      rhythm = Rhythm.UNKNOWN;
      Source source = new Source(Duration.ofMillis(every), Duration.ofMillis(90), Duration.ZERO);
      List<Check> checks = checks(source, SECOND, 60);
      for (int i = 1; i < checks.size(); i++) {
        Duration between = Duration.between(checks.get(i - 1).at(), checks.get(i).at());
        assertTrue(
            between.toMillis() >= 500 && between.toMillis() <= 1550,
            every + " ms: " + between.toMillis() + " ms between two checks");
      }
    }
  }

  @Test
  void looksAtTheNextScrapeOnceALimitIsBroken() {
    Duration interval = Duration.ofSeconds(5);
    Source source = new Source(SECOND, Duration.ofMillis(420), Duration.ZERO);
    var unused = checks(source, interval, LEARNING);
    Check broken = checks(source, interval, 1).getFirst();

    Check next = checks(source, interval, 1, true).getFirst();

    assertTrue(Duration.between(broken.at(), next.at()).toMillis() <= 1060, next::toString);
    assertTrue(next.found().last().isAfter(broken.found().last()));
  }

  @Test
  void findsScrapesThatComeALittleSoonerOrLater() {
    SplittableRandom random = new SplittableRandom(5);
    // The same moment is the same scrape, however often it is asked for.
    UnaryOperator<Instant> jitter =
        at -> at.plusMillis(new SplittableRandom(at.toEpochMilli()).nextInt(120));
    Source source =
        new Source(
            SECOND,
            List.of(Duration.ofMillis(random.nextInt(1000))),
            Duration.ZERO,
            Duration.ofMillis(30),
            jitter);
    var unused = checks(source, SECOND, LEARNING);
    List<Check> checks = checks(source, SECOND, 200);

    assertTrue(mean(checks) < 120, "seen on average after " + mean(checks) + " ms");
    assertTrue(
        checks.stream().map(check -> check.found().last()).distinct().count() > 195,
        "hardly a check without a scrape of its own");
  }

  @Test
  void looksWhereMostProcessesHaveJustBeenLookedAt() {
    List<Duration> phases =
        List.of(Duration.ofMillis(100), Duration.ofMillis(150), Duration.ofMillis(600));
    Source source =
        new Source(SECOND, phases, Duration.ofMillis(300), Duration.ofMillis(20), at -> at);
    var unused = checks(source, SECOND, 3 * LEARNING);

    Instant newest = checks(source, SECOND, 1).getFirst().found().last();

    assertEquals(150, newest.minusMillis(300).toEpochMilli() % 1000);
  }

  /** Prometheus was paused: nothing new comes, and checks go on. */
  @Test
  void goesOnWhenNothingNewComesAndFindsItAgain() {
    Source source = new Source(SECOND, Duration.ofMillis(640), Duration.ZERO);
    var unused = checks(source, SECOND, LEARNING);
    Instant paused = now;
    Source still =
        new Source(
            SECOND,
            source.phases(),
            Duration.ZERO,
            source.delay(),
            at -> at.isAfter(paused) ? at.plus(Duration.ofHours(1)) : at);

    List<Check> blind = checks(still, SECOND, 20);
    Duration took = Duration.between(paused, blind.getLast().at());
    assertTrue(took.compareTo(Duration.ofSeconds(31)) < 0, "20 checks in " + took);
    assertTrue(
        blind.stream().mapToInt(Check::looks).sum() <= 140, "asks no more than now and then");

    unused = checks(source, SECOND, LEARNING);
    assertTrue(mean(checks(source, SECOND, 50)) < 30);
  }

  @Test
  void aClockThatIsSetBackOrForthIsLearntAnew() {
    Source source = new Source(SECOND, Duration.ofMillis(640), Duration.ZERO);
    var unused = checks(source, SECOND, LEARNING);
    for (long jump : List.of(-3_600_000L, 450L, 7_200_330L)) {
      now = now.plusMillis(jump);
      last = now;
      Source other = new Source(SECOND, Duration.ofMillis(640), Duration.ofMillis(-jump));
      unused = checks(other, SECOND, 2 * LEARNING);
      assertTrue(mean(checks(other, SECOND, 50)) < 40, "after a jump of " + jump + " ms");
    }
  }

  @Test
  void ofASourceThatSaysNothingNothingIsExpected() {
    assertEquals(
        new Rhythm.Next(last.plus(SECOND), Optional.empty()),
        Rhythm.UNKNOWN.next(last, SECOND, true));
  }
}
