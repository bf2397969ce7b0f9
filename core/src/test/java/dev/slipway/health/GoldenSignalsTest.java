package dev.slipway.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Judge.Question;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is too much for any service, and what is worth a word. */
@Tag("S1")
class GoldenSignalsTest {
  private static final long REQUESTS = 1000;

  private static Limits limits(Limit... own) {
    return new Limits(
        2,
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        40,
        5,
        Duration.ofSeconds(60),
        Duration.ofMinutes(10),
        List.of(own),
        Optional.of(GoldenSignals.DEFAULT));
  }

  private static Limit errorRate(double most) {
    return atMost(Signal.ERROR_RATE, most);
  }

  private static Limit atMost(Signal signal, double most) {
    return new Limit(
        signal, OptionalDouble.of(most), OptionalDouble.empty(), OptionalDouble.empty());
  }

  private static Snapshot seen(Signal signal, double baseline, double canary) {
    return new Snapshot(
        Seen.NOON,
        Duration.ofSeconds(10),
        new Snapshot.Provider.Answered(),
        List.of(
            errors(Side.BASELINE, 0),
            errors(Side.CANARY, 0),
            new Measure(signal, Side.BASELINE, OptionalDouble.of(baseline), 0, REQUESTS),
            new Measure(signal, Side.CANARY, OptionalDouble.of(canary), 0, REQUESTS)));
  }

  private static Measure errors(Side side, long failures) {
    return new Measure(
        Signal.ERROR_RATE,
        side,
        OptionalDouble.of(failures / (double) REQUESTS),
        failures,
        REQUESTS);
  }

  private static Judgement judged(Limits limits, Question question, Snapshot snapshot) {
    return new ThresholdJudge().judge(limits, question, snapshot);
  }

  private static Judgement compared(Limits limits, Snapshot snapshot) {
    return judged(limits, Question.CANARY_AGAINST_BASELINE, snapshot);
  }

  private static List<String> warnings(Limits limits, Snapshot snapshot) {
    return GoldenSignals.DEFAULT
        .warnings(limits, Question.CANARY_AGAINST_BASELINE, snapshot, compared(limits, snapshot))
        .stream()
        .map(Judgement.OfSignal::words)
        .toList();
  }

  @Test
  void aP99AboveFiveSecondsGoesBackWithoutALimitForIt() {
    Judgement judgement = compared(limits(errorRate(0.02)), seen(Signal.LATENCY_P99, 900, 5100));

    assertEquals(Verdict.FAIL, judgement.verdict());
    assertEquals("latency p99 5100 ms, limit 5000 ms", judgement.words());
    assertEquals(
        Verdict.PASS,
        compared(limits(errorRate(0.02)), seen(Signal.LATENCY_P99, 900, 4900)).verdict());
  }

  @Test
  void databaseConnectionsThatFailGoBack() {
    assertEquals(
        Verdict.FAIL,
        compared(limits(errorRate(0.02)), seen(Signal.DATABASE_ERRORS, 0, 0.06)).verdict());
  }

  @Test
  void whatTheOldVersionDidNoBetterIsNoReasonToGoBack() {
    Snapshot slow = seen(Signal.LATENCY_P99, 8000, 7900);

    assertEquals(Verdict.PASS, compared(limits(errorRate(0.02)), slow).verdict());
    assertEquals(
        Verdict.FAIL, judged(limits(errorRate(0.02)), Question.CANARY_ALONE, slow).verdict());
    assertEquals(
        Verdict.PASS, judged(limits(errorRate(0.02)), Question.BASELINE_ALONE, slow).verdict());
  }

  @Test
  void aLimitOfTheReleaseCountsInsteadOfWhatIsCriticalForAnybody() {
    Limits own = limits(errorRate(0.02), atMost(Signal.LATENCY_P99, 9000));

    assertEquals(Verdict.PASS, compared(own, seen(Signal.LATENCY_P99, 900, 5100)).verdict());
  }

  @Test
  void whatIsNotMeasuredIsNeitherCriticalNorSilence() {
    Snapshot seen =
        new Snapshot(
            Seen.NOON,
            Duration.ofSeconds(10),
            new Snapshot.Provider.Answered(),
            List.of(errors(Side.BASELINE, 3), errors(Side.CANARY, 3)));

    Judgement judgement = compared(limits(errorRate(0.02)), seen);

    assertEquals(Verdict.PASS, judgement.verdict());
    assertEquals(1, judgement.signals().size());
  }

  @Test
  void warnsOfErrorsSlownessAndScarceResourcesAndTakesNothingBack() {
    Limits limits = limits(errorRate(0.02));
    Map<Signal, Double> worthAWord =
        Map.of(
            Signal.LATENCY_P95,
            1100.0,
            Signal.SATURATION,
            0.9,
            Signal.SATURATION_MEMORY,
            0.9,
            Signal.SATURATION_DISK,
            0.9,
            Signal.DATABASE_ERRORS,
            0.02);
    worthAWord.forEach((signal, value) -> {
      assertEquals(1, warnings(limits, seen(signal, value, value)).size(), signal::key);
      assertEquals(Verdict.PASS, compared(limits, seen(signal, value, value)).verdict());
    });
    Snapshot failing =
        new Snapshot(
            Seen.NOON,
            Duration.ofSeconds(10),
            new Snapshot.Provider.Answered(),
            List.of(errors(Side.BASELINE, 0), errors(Side.CANARY, 14)));
    assertEquals(List.of("error rate 1.40 %, limit 1.00 %"), warnings(limits, failing));
    assertEquals(Verdict.PASS, compared(limits, failing).verdict());
  }

  @Test
  void fewFailuresAreNoWarningAndABrokenLimitNeedsNone() {
    Limits limits = limits(errorRate(0.02));
    Snapshot few =
        new Snapshot(
            Seen.NOON,
            Duration.ofSeconds(10),
            new Snapshot.Provider.Answered(),
            List.of(
                errors(Side.BASELINE, 0),
                new Measure(Signal.ERROR_RATE, Side.CANARY, OptionalDouble.of(0.04), 4, 100)));
    Snapshot broken =
        new Snapshot(
            Seen.NOON,
            Duration.ofSeconds(10),
            new Snapshot.Provider.Answered(),
            List.of(errors(Side.BASELINE, 0), errors(Side.CANARY, 300)));

    assertEquals(List.of(), warnings(limits, few));
    assertEquals(List.of(), warnings(limits, broken));
    assertEquals(Verdict.FAIL, compared(limits, broken).verdict());
  }

  @Test
  void theDefaultsAreTheMissions() {
    assertTrue(
        GoldenSignals.DEFAULT
            .critical()
            .contains(
                new Limit(
                    Signal.LATENCY_P99,
                    OptionalDouble.of(5000),
                    OptionalDouble.of(0),
                    OptionalDouble.empty())));
    assertTrue(GoldenSignals.DEFAULT.warning().contains(errorRate(0.01)));
    assertTrue(GoldenSignals.DEFAULT.warning().contains(atMost(Signal.LATENCY_P95, 1000)));
  }
}
