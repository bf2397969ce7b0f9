package dev.slipway.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("X7")
class ThresholdJudgeTest {

  @Test
  void passesWhenBothSidesAreHealthy() {
    Judgement judgement = Seen.health().against(Seen.demo());

    assertEquals(Verdict.PASS, judgement.verdict());
    assertEquals(1000, judgement.requests());
    assertEquals(3, judgement.failures());
    assertTrue(judgement.signals().stream().allMatch(signal -> signal.verdict() == Verdict.PASS));
  }

  @Test
  void failsPastTheAbsoluteAndTheRelativeBoundTogether() {
    Judgement judgement = Seen.health().errors(Side.CANARY, 50, 1000).against(Seen.demo());

    assertEquals(Verdict.FAIL, judgement.verdict());
    assertEquals("error rate 5.00 %, limit 2.00 %", judgement.words());
    assertEquals(Signal.ERROR_RATE, judgement.worst().orElseThrow().signal());
  }

  @Test
  void passesPastTheAbsoluteBoundWhenTheBaselineIsAsBad() {
    Judgement judgement =
        Seen.health()
            .errors(Side.BASELINE, 45, 1000)
            .errors(Side.CANARY, 50, 1000)
            .against(Seen.demo());

    assertEquals(Verdict.PASS, judgement.verdict());
  }

  @Test
  void passesPastTheRelativeBoundWhileBelowTheAbsoluteOne() {
    Judgement judgement =
        Seen.health()
            .errors(Side.BASELINE, 1, 1000)
            .errors(Side.CANARY, 19, 1000)
            .against(Seen.demo());

    assertEquals(Verdict.PASS, judgement.verdict());
  }

  @Test
  void showsTheHigherBoundAsTheLimitThatHoldsNow() {
    Judgement judgement =
        Seen.health().errors(Side.BASELINE, 30, 1000).against(Seen.limits(Seen.errorRate()));

    assertEquals(0.04, judgement.signals().getFirst().limit().orElseThrow(), 1e-9);
  }

  @Test
  void exactlyAtTheLimitIsWithinIt() {
    assertEquals(
        Verdict.PASS,
        Seen.health()
            .errors(Side.CANARY, 20, 1000)
            .against(Seen.limits(Seen.errorRate()))
            .verdict());
    assertEquals(
        Verdict.FAIL,
        Seen.health()
            .errors(Side.CANARY, 21, 1000)
            .against(Seen.limits(Seen.errorRate()))
            .verdict());
  }

  @Test
  void judgesByTheAbsoluteBoundAloneWhileTheBaselineHasTooLittleData() {
    Judgement judgement =
        Seen.nothing()
            .errors(Side.BASELINE, 39, 39)
            .errors(Side.CANARY, 10, 100)
            .against(Seen.limits(Seen.errorRate()));

    assertEquals(Verdict.FAIL, judgement.verdict());
  }

  @Test
  void isInconclusiveBelowTheMinimumOfRequests() {
    Judgement few =
        Seen.aHealthyBaseline().errors(Side.CANARY, 39, 39).against(Seen.limits(Seen.errorRate()));
    Judgement enough =
        Seen.aHealthyBaseline().errors(Side.CANARY, 40, 40).against(Seen.limits(Seen.errorRate()));

    assertEquals(Verdict.INCONCLUSIVE, few.verdict());
    assertEquals("error rate not known: 39 of the 40 requests needed", few.words());
    assertEquals(Verdict.FAIL, enough.verdict());
  }

  @Test
  void neitherPassesNorFailsPastTheLimitWithFewerThanTheMinimumOfFailures() {
    Judgement four =
        Seen.aHealthyBaseline().errors(Side.CANARY, 4, 60).against(Seen.limits(Seen.errorRate()));
    Judgement five =
        Seen.aHealthyBaseline().errors(Side.CANARY, 5, 60).against(Seen.limits(Seen.errorRate()));

    assertEquals(Verdict.INCONCLUSIVE, four.verdict());
    assertEquals("error rate 6.67 %, limit 2.00 %, but chance may explain it", four.words());
    assertEquals(Verdict.FAIL, five.verdict());
  }

  @Test
  void worksOutTheFailuresWhenTheSourceGivesOnlyAShare() {
    Measure shareOnly = new Measure(Signal.ERROR_RATE, Side.CANARY, OptionalDouble.of(0.3), 0, 100);

    Judgement judgement =
        Seen.aHealthyBaseline().with(shareOnly).against(Seen.limits(Seen.errorRate()));

    assertEquals(Verdict.FAIL, judgement.verdict());
    assertEquals(30, judgement.failures());
  }

  @Test
  void oneBrokenSignalBreaksAllAlthoughTheOthersAreInconclusive() {
    Judgement judgement =
        Seen.aHealthyBaseline()
            .latency(Side.CANARY, Signal.LATENCY_P95, 90, 20)
            .orders(Side.CANARY, 6, 20)
            .errors(Side.CANARY, 30, 100)
            .against(Seen.demo());

    assertEquals(Verdict.FAIL, judgement.verdict());
  }

  @Test
  void oneSignalWithTooLittleDataKeepsAllFromPassing() {
    Judgement judgement = Seen.health().orders(Side.CANARY, 9, 30).against(Seen.demo());

    assertEquals(Verdict.INCONCLUSIVE, judgement.verdict());
    assertEquals("orders not known: 30 of the 40 requests needed", judgement.words());
  }

  @Test
  void isUnmeasurableWhenAMetricIsMissing() {
    Judgement judgement =
        Seen.health().without(Signal.LATENCY_P95, Side.CANARY).against(Seen.demo());

    assertEquals(Verdict.UNMEASURABLE, judgement.verdict());
    assertEquals("latency p95 is not measured", judgement.words());
  }

  @Test
  void aMetricMissingOnAnIdleSideIsTooLittleDataOnly() {
    Judgement judgement =
        Seen.aHealthyBaseline()
            .errors(Side.CANARY, 0, 3)
            .orders(Side.CANARY, 1, 3)
            .against(Seen.demo());

    assertEquals(Verdict.INCONCLUSIVE, judgement.verdict());
  }

  @Test
  void isUnmeasurableWhenTheValueIsNotANumber() {
    Measure notANumber =
        new Measure(Signal.LATENCY_P95, Side.CANARY, OptionalDouble.of(Double.NaN), 0, 1000);

    Judgement judgement = Seen.health().with(notANumber).against(Seen.demo());

    assertEquals(Verdict.UNMEASURABLE, judgement.verdict());
    assertEquals("latency p95 has no value", judgement.words());
  }

  @Test
  void isUnmeasurableWhenTheSourceIsSilent() {
    Snapshot silent = Snapshot.silent(Seen.NOON, Duration.ofSeconds(10), "connection refused");

    Judgement judgement =
        new ThresholdJudge().judge(Seen.demo(), Judge.Question.CANARY_AGAINST_BASELINE, silent);

    assertEquals(Verdict.UNMEASURABLE, judgement.verdict());
    assertEquals("metrics do not answer: connection refused", judgement.words());
  }

  @Test
  void isUnmeasurableWithoutAnyLimit() {
    assertEquals(Verdict.UNMEASURABLE, Seen.health().against(Seen.limits()).verdict());
  }

  @Test
  void isUnmeasurableWhenTheBaselineLacksWhatALimitComparesWith() {
    Judgement absent =
        Seen.health()
            .without(Seen.ORDERS, Side.BASELINE)
            .against(Seen.limits(Seen.ordersOfBaseline()));
    Judgement scarce =
        Seen.health().orders(Side.BASELINE, 6, 20).against(Seen.limits(Seen.ordersOfBaseline()));

    assertEquals(Verdict.UNMEASURABLE, absent.verdict());
    assertEquals(Verdict.INCONCLUSIVE, scarce.verdict());
    assertEquals("orders baseline has too little data", scarce.words());
  }

  @Test
  void failsWhenOrdersFallShortByMoreThanChance() {
    Judgement judgement = Seen.health().orders(Side.CANARY, 150, 1000).against(Seen.demo());

    assertEquals(Verdict.FAIL, judgement.verdict());
    assertEquals("orders 0.150, at least 0.210", judgement.words());
  }

  @Test
  void isInconclusiveWhenChanceMayExplainTheMissingOrders() {
    Judgement judgement = Seen.health().orders(Side.CANARY, 9, 60).against(Seen.demo());

    assertEquals(Verdict.INCONCLUSIVE, judgement.verdict());
  }

  @Test
  void countsTheBaselinesOwnScatterAsChance() {
    // 6 of 100 is certain against a rate that is known, and not against one drawn from 30 orders.
    Judgement vague =
        Seen.nothing()
            .orders(Side.BASELINE, 30, 100)
            .orders(Side.CANARY, 6, 100)
            .against(Seen.limits(Seen.ordersOfBaseline()));
    Judgement exact =
        Seen.nothing()
            .orders(Side.BASELINE, 30_000, 100_000)
            .orders(Side.CANARY, 6, 100)
            .against(Seen.limits(Seen.ordersOfBaseline()));

    assertEquals(Verdict.INCONCLUSIVE, vague.verdict());
    assertEquals(Verdict.FAIL, exact.verdict());
  }

  @Test
  void passesWhenNobodyOrdersOnEitherSide() {
    Judgement judgement =
        Seen.health()
            .orders(Side.BASELINE, 0, 1000)
            .orders(Side.CANARY, 0, 1000)
            .against(Seen.demo());

    assertEquals(Verdict.PASS, judgement.verdict());
  }

  @Test
  void aFewSlowRequestsDoNotBreakAQuantile() {
    // p95 of 60 requests rests on three of them: one hiccup.
    Judgement hiccup =
        Seen.health()
            .latency(Side.CANARY, Signal.LATENCY_P50, 30, 60)
            .latency(Side.CANARY, Signal.LATENCY_P95, 800, 60)
            .against(Seen.demo());
    Judgement allSlow =
        Seen.health()
            .latency(Side.CANARY, Signal.LATENCY_P50, 790, 60)
            .latency(Side.CANARY, Signal.LATENCY_P95, 800, 60)
            .against(Seen.demo());
    Judgement enough =
        Seen.health().latency(Side.CANARY, Signal.LATENCY_P95, 800, 100).against(Seen.demo());

    assertEquals(Verdict.INCONCLUSIVE, hiccup.verdict());
    assertEquals(Verdict.FAIL, allSlow.verdict());
    assertEquals(Verdict.FAIL, enough.verdict());
  }

  @Test
  void onlyAbsoluteBoundsCountWhenTheNewVersionIsAlone() {
    Seen seen = Seen.health().errors(Side.BASELINE, 500, 1000).orders(Side.CANARY, 0, 1000);

    Judgement judgement =
        seen.errors(Side.CANARY, 30, 1000).by(Seen.demo(), Judge.Question.CANARY_ALONE);

    assertEquals(Verdict.FAIL, judgement.verdict());
    assertEquals(Signal.ERROR_RATE, judgement.worst().orElseThrow().signal());
    assertEquals(
        "orders has no absolute limit",
        judgement.signals().stream()
            .filter(s -> s.signal().equals(Seen.ORDERS))
            .findFirst()
            .orElseThrow()
            .words());
  }

  @Test
  void looksAtTheOldVersionAloneAfterARollback() {
    Seen seen = Seen.health().errors(Side.CANARY, 900, 1000);

    assertEquals(Verdict.PASS, seen.by(Seen.demo(), Judge.Question.BASELINE_ALONE).verdict());
    Judgement sick =
        seen.errors(Side.BASELINE, 100, 1000).by(Seen.demo(), Judge.Question.BASELINE_ALONE);
    assertEquals(Verdict.FAIL, sick.verdict());
    assertEquals(100, sick.failures());
  }

  @Test
  void aFullProcessBreaksItsLimitHoweverFewRequestsItServes() {
    Limits limits = Seen.limits(Seen.atMost(Signal.SATURATION, 0.9));
    Measure full = new Measure(Signal.SATURATION, Side.CANARY, OptionalDouble.of(0.97), 0, 0);
    Measure easy = new Measure(Signal.SATURATION, Side.CANARY, OptionalDouble.of(0.2), 0, 0);

    assertEquals(Verdict.FAIL, Seen.nothing().with(full).against(limits).verdict());
    assertEquals(Verdict.INCONCLUSIVE, Seen.nothing().with(easy).against(limits).verdict());
    assertEquals(
        Verdict.PASS,
        Seen.nothing().errors(Side.CANARY, 0, 40).with(easy).against(limits).verdict());
  }

  @Test
  void neverComparesTrafficBecauseItIsSharedOutOnPurpose() {
    Limit half =
        new Limit(
            Signal.TRAFFIC, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(0.5));
    Seen seen =
        Seen.health()
            .with(new Measure(Signal.TRAFFIC, Side.BASELINE, OptionalDouble.of(114), 0, 1140))
            .with(new Measure(Signal.TRAFFIC, Side.CANARY, OptionalDouble.of(6), 0, 60));

    assertEquals(Verdict.PASS, seen.against(Seen.limits(half)).verdict());
  }

  @Test
  void aLowerBoundBreaksByItselfBesideAnUpperOne() {
    Limit between =
        new Limit(
            Seen.ORDERS, OptionalDouble.of(0.9), OptionalDouble.empty(), OptionalDouble.of(0.7));

    Judgement low = Seen.health().orders(Side.CANARY, 100, 1000).against(Seen.limits(between));
    Judgement high = Seen.health().orders(Side.CANARY, 950, 1000).against(Seen.limits(between));

    assertEquals("orders 0.100, at least 0.210", low.words());
    assertEquals(Verdict.FAIL, low.verdict());
    assertEquals("orders 0.950, limit 0.900", high.words());
    assertEquals(Verdict.FAIL, high.verdict());
  }
}
