package dev.slipway.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Limits LIMITS = Seen.demo();
  private static final Judgement PASS = verdict(Verdict.PASS, 1000, 3);
  private static final Judgement INCONCLUSIVE = verdict(Verdict.INCONCLUSIVE, 10, 0);
  private static final Judgement SILENT = verdict(Verdict.UNMEASURABLE, 0, 0);

  private Instant now = Seen.NOON;
  private Watch watch = Watch.begin(now, seconds(15), seconds(60));

  @Test
  void completesWhenWatchedLongEnoughWithEnoughData() {
    checks(14, PASS);
    assertFalse(assess(PASS).complete());

    checks(1, PASS);
    assertTrue(assess(PASS).complete());
    assertEquals(seconds(15), assess(PASS).watched());
    assertEquals(Duration.ZERO, assess(PASS).left());
  }

  @Test
  void completesOnlyOnACheckThatPasses() {
    checks(30, PASS);
    for (Judgement notPassing : List.of(broken(30), INCONCLUSIVE, SILENT)) {
      check(seconds(1), notPassing, 30);
      assertFalse(assess(notPassing).complete(), notPassing.words());
    }
    checks(1, PASS);
    assertTrue(assess(PASS).complete());
  }

  @Test
  void neverCompletesForAnIdleService() {
    for (int i = 0; i < 600; i++) {
      check(seconds(1), PASS, 0);
    }
    assertFalse(assess(PASS).complete());
    assertEquals(Duration.ZERO, assess(PASS).watched());
  }

  @Test
  void needsTheMinimumOfRequestsHoweverLongItWatches() {
    for (int i = 0; i < 39; i++) {
      check(seconds(1), PASS, 1);
    }
    assertFalse(assess(PASS).complete());
    check(seconds(1), PASS, 1);
    assertTrue(assess(PASS).complete());
  }

  @Test
  void aCheckCreditsAtMostTwiceItsInterval() {
    check(seconds(8), PASS, 1000);
    assertEquals(seconds(2), watch.watched());
  }

  @Test
  void aSleepingComputerNeitherCompletesNorEndsAStretch() {
    checks(3, PASS);
    check(Duration.ofHours(9), PASS, 1000);

    assertEquals(seconds(5), watch.watched());
    assertFalse(assess(PASS).complete());
    assertFalse(assess(PASS).overdue());
  }

  @Test
  void wakingUpBeforeTheNetworkDoesIsNotHoursOfSilence() {
    checks(3, PASS);
    check(Duration.ofHours(9), SILENT, 0);

    assertTrue(assess(SILENT).silentFor().compareTo(LIMITS.grace()) < 0);
  }

  @Test
  void aClockSetBackCreditsNothingAndStopsNothing() {
    checks(5, PASS);
    check(Duration.ofHours(-1), PASS, 100);
    assertEquals(seconds(5), watch.watched());

    checks(10, PASS);
    assertEquals(seconds(15), watch.watched());
    assertTrue(assess(PASS).complete());
  }

  @Test
  void aClockSetForwardCreditsNoMoreThanASlowCheck() {
    checks(5, PASS);
    check(Duration.ofDays(1), PASS, 100);
    assertEquals(seconds(7), watch.watched());
    assertFalse(assess(PASS).overdue());
  }

  @Test
  void creditsNothingWhileNothingCanBeMeasured() {
    checks(5, PASS);
    checks(20, SILENT);
    assertEquals(seconds(5), watch.watched());
    assertEquals(500, watch.requests());
  }

  @Test
  void silenceIsCountedFromTheLastAnswer() {
    checks(5, PASS);
    checks(61, SILENT);
    assertEquals(seconds(61), assess(SILENT).silentFor());
    assertEquals(Seen.NOON.plusSeconds(5), watch.lastMeasured());

    checks(1, INCONCLUSIVE);
    assertEquals(Duration.ZERO, assess(INCONCLUSIVE).silentFor());
  }

  @Test
  void silenceCountsInFullWhenEachCheckWaitsForItsTimeLimit() {
    for (int i = 0; i < 3; i++) {
      check(seconds(21), SILENT, 0);
    }
    assertEquals(seconds(63), assess(SILENT).silentFor());
  }

  @Test
  void actsOnTheSecondBreakInARow() {
    check(seconds(1), broken(9), 30);
    assertFalse(assess(broken(9)).isBroken());
    check(seconds(1), broken(18), 30);
    assertTrue(assess(broken(18)).isBroken());
  }

  @Test
  void aPassingCheckClearsTheStreak() {
    check(seconds(1), broken(9), 30);
    checks(1, PASS);
    check(seconds(1), broken(9), 30);
    assertEquals(1, watch.streak());
  }

  @Test
  void inconclusiveAndUnmeasurableChecksNeitherAddNorClear() {
    check(seconds(1), broken(9), 30);
    checks(3, INCONCLUSIVE);
    checks(3, SILENT);
    assertEquals(1, watch.streak());
    check(seconds(1), broken(18), 30);
    assertEquals(2, watch.streak());
  }

  @Test
  void theSameFailuresAreNotCountedTwice() {
    check(seconds(1), broken(7), 30);
    check(seconds(1), broken(7), 30);
    check(seconds(1), broken(7), 30);
    assertEquals(1, watch.streak(), "one cluster of failures, seen three times");

    check(seconds(1), broken(8), 30);
    assertEquals(2, watch.streak());
  }

  @Test
  void twiceWhatBreaksTheLimitNeedsNoFurtherFailure() {
    // 300 requests, 2 %: six are allowed, so twelve are plenty.
    check(seconds(1), broken(12), 30);
    check(seconds(1), broken(12), 30);
    assertEquals(2, watch.streak());
  }

  @Test
  void aBrokenLatencyNeedsNoFurtherFailure() {
    Judgement slow =
        new Judgement(
            Verdict.FAIL,
            300,
            1,
            List.of(broken(Signal.LATENCY_P95, 500)),
            "latency p95 800 ms, limit 500 ms");
    check(seconds(1), slow, 30);
    check(seconds(1), slow, 30);
    assertEquals(2, watch.streak());
  }

  /** A Prometheus that scrapes every 15 seconds was asked every second. */
  @Test
  void whatOneScrapeShowsBreaksALimitOnce() {
    for (int i = 0; i < 14; i++) {
      check(seconds(1), scraped(broken(200), 0, 0), 30);
    }
    assertEquals(1, watch.streak(), "twice what breaks the limit, fourteen times the same");

    check(seconds(1), scraped(broken(200), 0, 15), 30);
    assertEquals(1, watch.streak(), "one of two processes was not looked at again");
    check(seconds(1), scraped(broken(200), 16, 15), 30);
    assertEquals(2, watch.streak());
  }

  @Test
  void aLookAtTheSameScrapeNeitherClearsABreakNorEndsAStretch() {
    checks(20, PASS);
    check(seconds(1), scraped(broken(9), 0, 0), 30);
    check(seconds(1), scraped(PASS, 0, 0), 30);
    assertEquals(1, watch.streak());
    assertFalse(assess(PASS).complete());

    check(seconds(1), scraped(PASS, 1, 1), 30);
    assertEquals(0, watch.streak());
    assertTrue(assess(PASS).complete());
  }

  /** Another Prometheus answers, or its clock was set back. */
  @Test
  void samplesFromLongAgoAreByAnotherClockAndCount() {
    check(seconds(1), scraped(broken(200), 0, 0), 30);
    check(seconds(1), scraped(broken(200), -3600, -3600), 30);
    assertEquals(2, watch.streak());
  }

  @Test
  void isOverdueWhenThereIsTooLittleDataForTooLong() {
    for (int i = 0; i < 60; i++) {
      check(seconds(1), INCONCLUSIVE, 1);
    }
    assertFalse(assess(INCONCLUSIVE).overdue());
    check(seconds(1), INCONCLUSIVE, 1);
    assertTrue(assess(INCONCLUSIVE).overdue());
  }

  @Test
  void isNeverOverdueOnceItIsComplete() {
    checks(61, PASS);
    assertTrue(assess(PASS).complete());
    assertFalse(assess(PASS).overdue());
  }

  @Test
  void extendingMovesTheEndAndTheDeadline() {
    checks(15, PASS);
    watch = watch.extendedBy(seconds(10));
    assertFalse(assess(PASS).complete());
    assertEquals(seconds(10), assess(PASS).left());
    assertEquals(seconds(70), watch.deadline());

    checks(10, PASS);
    assertTrue(assess(PASS).complete());
    assertThrows(IllegalArgumentException.class, () -> watch.extendedBy(seconds(-1)));
  }

  @Test
  void anotherGoalKeepsWhatWasWatched() {
    checks(15, PASS);
    watch = watch.towards(seconds(20), seconds(90));
    assertFalse(assess(PASS).complete());
    assertEquals(seconds(5), assess(PASS).left());
    checks(5, PASS);
    assertTrue(assess(PASS).complete());
  }

  /** V2: signals are clean for as long as planned before success is said. */
  @Test
  @Tag("V2")
  void startsCountingAnewAfterABrokenCheckWhereOnlyCleanTimeCounts() {
    watch = Watch.begin(now, seconds(15), seconds(60)).onlyClean();
    checks(14, PASS);
    check(seconds(1), broken(9), 100);
    assertEquals(Duration.ZERO, watch.watched());
    assertEquals(0, watch.requests());

    checks(14, PASS);
    assertFalse(assess(PASS).complete());
    checks(1, PASS);
    assertTrue(assess(PASS).complete());
    assertEquals(seconds(30), watch.elapsed());
  }

  @Test
  @Tag("V2")
  void neitherSilenceNorTooLittleDataStartsCleanTimeAnew() {
    watch = Watch.begin(now, seconds(15), seconds(60)).onlyClean();
    checks(10, PASS);
    checks(3, SILENT);
    checks(2, INCONCLUSIVE);
    assertEquals(seconds(12), watch.watched());
  }

  @Test
  void carriesABreakIntoTheNextStretchButNoCredit() {
    checks(15, PASS);
    check(seconds(1), broken(9), 30);
    watch = Watch.begin(now, seconds(15), seconds(60)).carrying(watch);
    assertEquals(1, watch.streak());
    assertEquals(Duration.ZERO, watch.watched());
    assertEquals(0, watch.requests());

    check(seconds(1), broken(20), 30);
    assertTrue(assess(broken(20)).isBroken());
  }

  @Test
  void carriesSilenceIntoTheNextStretch() {
    checks(5, PASS);
    checks(40, SILENT);
    watch = Watch.begin(now, seconds(15), seconds(60)).carrying(watch);
    checks(21, SILENT);
    assertEquals(seconds(61), assess(SILENT).silentFor());
    assertEquals(Seen.NOON.plusSeconds(5), watch.lastMeasured());
  }

  private void checks(int times, Judgement judgement) {
    for (int i = 0; i < times; i++) {
      check(seconds(1), judgement, judgement.verdict() == Verdict.UNMEASURABLE ? 0 : 100);
    }
  }

  private void check(Duration later, Judgement judgement, long newRequests) {
    now = now.plus(later);
    watch = watch.after(LIMITS, judgement, now, newRequests);
  }

  private Assessment assess(Judgement judgement) {
    return watch.assess(LIMITS, judgement, now);
  }

  private static Judgement broken(long failures) {
    return new Judgement(
        Verdict.FAIL,
        300,
        failures,
        List.of(broken(Signal.ERROR_RATE, 0.02)),
        "error rate, limit 2.00 %");
  }

  /** Resting on scrapes of two processes, so many seconds after noon. */
  private static Judgement scraped(Judgement judgement, long one, long other) {
    return judgement.restingOn(
        Optional.of(
            new Scrapes(
                Side.CANARY,
                Map.of("a", Seen.NOON.plusSeconds(one), "b", Seen.NOON.plusSeconds(other)),
                seconds(15))));
  }

  private static Judgement.OfSignal broken(Signal signal, double limit) {
    return new Judgement.OfSignal(
        signal,
        Verdict.FAIL,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(limit),
        "broken");
  }

  private static Judgement verdict(Verdict verdict, long requests, long failures) {
    return new Judgement(verdict, requests, failures, List.of(), verdict.words());
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
