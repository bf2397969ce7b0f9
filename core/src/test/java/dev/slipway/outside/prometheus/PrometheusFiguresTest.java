package dev.slipway.outside.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.SystemClock;
import dev.slipway.control.port.Metrics;
import dev.slipway.health.Judge;
import dev.slipway.health.Judgement;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Measure;
import dev.slipway.health.Scrapes;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Snapshot;
import dev.slipway.health.ThresholdJudge;
import dev.slipway.health.Verdict;
import dev.slipway.rig.MeasuredService;
import dev.slipway.rig.RealPrometheus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Prometheus that scrapes every second says about two versions of a service. */
@Tag("X3")
class PrometheusFiguresTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  @TempDir private static Path folder;
  private static final Deque<AShop> SHOPS = new ArrayDeque<>();

  /** One a test, and the one that is shared. */
  private static final int SHOPS_NEEDED = 12;

  private static AShop blind;
  private static RealPrometheus prometheus;
  private AShop shop;
  private MeasuredService old;
  private MeasuredService fresh;

  @BeforeAll
  static void start() {
    Stream.generate(AShop::new).limit(SHOPS_NEEDED).forEach(SHOPS::add);
    prometheus = AShop.scraping(folder, List.copyOf(SHOPS));
    blind = SHOPS.remove();
  }

  @AfterAll
  static void end() {
    blind.close();
    prometheus.close();
  }

  @BeforeEach
  void open() {
    shop = SHOPS.remove();
    old = shop.old;
    fresh = shop.fresh;
  }

  @AfterEach
  void close() {
    if (!shop.equals(blind)) {
      shop.close();
    }
  }

  @Test
  void countsWhatHappenedAndSurvivesRestartsOfTheServiceAndGapsOfItsOwn() {
    Metrics metrics = shop.measured(Map.of("orders", "orders_total{{select}}"));
    // Both have been scraped before anybody comes.
    until(() -> error(metrics, Side.CANARY).value().isEmpty() && isThere(metrics));
    Instant before = Instant.now();

    old.serve(1000, 3, 0.08);
    fresh.serve(300, 60, 0.2);
    fresh.order(30);
    until(() ->
        error(metrics, Side.CANARY).requests() == 300 && requests(metrics, Side.BASELINE) == 1000);
    Snapshot seen = metrics.read(Instant.now(), MINUTE);
    assertEquals(60, error(metrics, Side.CANARY).events());
    assertEquals(0.003, error(metrics, Side.BASELINE).value().orElseThrow(), 1e-9);
    assertEquals(0.1, value(seen, new Signal("orders"), Side.CANARY), 1e-9);
    assertEquals(List.of(), seen.gaps());

    // One more process of the new version has served before it was first scraped.
    MeasuredService second = shop.another();
    second.serve(50, 50, 0.2);
    until(() -> requests(metrics, Side.CANARY) == 350);
    assertEquals(110, error(metrics, Side.CANARY).events());

    // A process begins anew and counts from zero.
    fresh.restart();
    fresh.serve(20, 1, 0.2);
    until(() -> requests(metrics, Side.CANARY) == 370);
    assertEquals(111, error(metrics, Side.CANARY).events());

    // What was counted in pieces adds up to what was counted as a whole.
    until(() -> metrics.tally(Side.CANARY, before, Instant.now()).requests() == 370);
    Instant end = Instant.now();
    long pieces = 0;
    for (Instant at = before; at.isBefore(end); at = at.plusMillis(700)) {
      Instant next = at.plusMillis(700).isBefore(end) ? at.plusMillis(700) : end;
      pieces += metrics.tally(Side.CANARY, at, next).requests();
    }
    assertEquals(370, pieces);
    assertEquals(new Metrics.Tally(370, 111), metrics.tally(Side.CANARY, before, end));

    // One second's latency over the limit is found in the buckets.
    fresh.serve(1000, 0, 0.7);
    until(() -> value(metrics.read(Instant.now(), MINUTE), Signal.LATENCY_P50, Side.CANARY) > 500);
    assertTrue(
        value(metrics.read(Instant.now(), MINUTE), Signal.LATENCY_P99, Side.BASELINE) <= 100);
  }

  @Test
  void saysSilenceWhenItIsStoppedPausedOrBackFromAGap() {
    Metrics metrics = shop.measured(Map.of());
    Metrics hasty = shop.hasty().measured(Map.of());
    until(() -> isThere(metrics));
    old.serve(100, 0, 0.08);
    until(() -> requests(metrics, Side.BASELINE) == 100);

    prometheus.pause();
    try {
      assertSilent(hasty, "no answer within 1000 ms");
    } finally {
      prometheus.resume();
    }
    until(() -> isThere(metrics));

    prometheus.kill();
    try {
      assertSilent(metrics, "nothing answers at " + prometheus.url());
      Instant gone = Instant.now();
      old.serve(500, 500, 0.08);
      until(() -> Instant.now().isAfter(gone.plusMillis(2500)));
    } finally {
      prometheus.start();
    }
    until(() -> isThere(metrics));

    // Nobody saw when the 500 failed: they are not of the last seconds.
    Snapshot seen = metrics.read(Instant.now(), Duration.ofSeconds(2));
    assertEquals(0, seen.requests(Side.BASELINE), () -> seen.toString());
  }

  /** Each is told apart, and none is judged to be health. */
  @Nested
  class WhatIsNoFigure {
    private Metrics metrics;

    @BeforeEach
    void isAskedFor() {
      // One of the two takes a few seconds to be scraped for the first time, for all tests alike.
      shop.close();
      shop = blind;
      old = shop.old;
      fresh = shop.fresh;
      metrics =
          shop.measured(
              Map.of(
                  "saturation", "load{{select}}",
                  "orders", "nothing_total{{select}}",
                  "latency-p50", "0/0*up{version=\"{version}\"} or vector(0)/0",
                  "latency-p95", "vector(1)/0 * on() (1 + 0*count(up))",
                  "searches", "rate(up) + up{version=\"{version}\"}"));
      old.showOwn("load", 0.5, 0.75);
      fresh.showOwn("load", 0.25);
      until(() -> isThere(metrics));
      // What nobody uses is unclear for that alone.
      old.serve(100, 0, 0.08);
      fresh.serve(100, 0, 0.08);
      until(() -> requests(metrics, Side.CANARY) >= 100 && requests(metrics, Side.BASELINE) >= 100);
    }

    @Test
    void aValueThatIsNaNIsNone() {
      assertUnmeasured(Signal.LATENCY_P50, Side.CANARY, "is NaN, no number");
    }

    @Test
    void anInfiniteValueIsNone() {
      assertUnmeasured(Signal.LATENCY_P95, Side.CANARY, "is infinite");
    }

    @Test
    void anEmptyVectorIsNoZero() {
      assertUnmeasured(new Signal("orders"), Side.CANARY, "finds nothing");
    }

    @Test
    void severalSeriesAreNoValueAndOneIs() {
      until(() -> value(now(), Signal.SATURATION, Side.CANARY) == 0.25);
      until(() ->
          now()
              .gap(Signal.SATURATION, Side.BASELINE)
              .filter(w -> w.contains("series"))
              .isPresent());
      assertUnmeasured(Signal.SATURATION, Side.BASELINE, "finds 2 series, not one: put sum");
    }

    @Test
    void aQueryThatIsRefusedIsNone() {
      assertUnmeasured(new Signal("searches"), Side.CANARY, "answers 400, bad_data");
    }

    private Snapshot now() {
      return metrics.read(Instant.now(), MINUTE);
    }

    private void assertUnmeasured(Signal signal, Side side, String words) {
      Snapshot seen = now();
      assertGap(seen, signal, side, words);
      assertUnmeasurable(seen, signal, side, words);
    }
  }

  @Test
  void aVersionThatIsNotScrapedAnyMoreSaysNothingAboutItselfOnly() {
    Metrics metrics = shop.measured(Map.of());
    until(() -> isThere(metrics));
    fresh.close();
    until(() ->
        metrics
            .read(Instant.now(), Duration.ofSeconds(2))
            .gap(Signal.ERROR_RATE, Side.CANARY)
            .isPresent());

    Snapshot after = metrics.read(Instant.now(), Duration.ofSeconds(2));

    assertTrue(after.of(Signal.ERROR_RATE, Side.CANARY).isEmpty());
    assertTrue(after.of(Signal.ERROR_RATE, Side.BASELINE).isPresent());
    assertTrue(after.scrapes(Side.CANARY).isEmpty());
    assertUnmeasurable(after, Signal.ERROR_RATE, Side.CANARY, "error rate is not measured: ");
  }

  @Test
  void saysWhenEachProcessWasScrapedAndHowOften() {
    Metrics metrics = shop.measured(Map.of());
    MeasuredService second = shop.another();
    until(() ->
        metrics
            .read(Instant.now(), MINUTE)
            .scrapes(Side.CANARY)
            .filter(scrapes -> scrapes.newest().size() == 2)
            .isPresent());
    Scrapes before = metrics.read(Instant.now(), MINUTE).scrapes(Side.CANARY).orElseThrow();
    until(() ->
        metrics
            .read(Instant.now(), MINUTE)
            .scrapes(Side.CANARY)
            .filter(scrapes -> scrapes.last().isAfter(before.last()))
            .isPresent());
    long every = before.every().toMillis();
    assertTrue(every > 900 && every < 1100, "every " + every + " ms");

    second.close();
    until(() ->
        metrics
            .read(Instant.now(), MINUTE)
            .scrapes(Side.CANARY)
            .filter(scrapes -> scrapes.newest().size() == 1)
            .isPresent());
  }

  @Test
  void asksByTheOtherClockAndSaysSo() {
    Metrics metrics =
        shop.measured(
            Map.of(),
            new dev.slipway.control.Clock() {
              @Override
              public Instant now() {
                return Instant.now().plusSeconds(90);
              }

              @Override
              public void pause(Duration duration) {
                throw new AssertionError("nobody pauses");
              }
            },
            500);
    until(() ->
        metrics.read(Instant.now().plusSeconds(90), MINUTE).provider()
            instanceof Snapshot.Provider.Answered);
    assertEquals(
        List.of("its clock is 90 s behind of Slipway's; it is asked by its own"),
        metrics.remarks());
  }

  @Test
  void knowsNothingAboveTheHighestBucketUnlessTheLimitIsBelowIt() {
    Metrics low = shop.measured(Map.of(), new SystemClock(), 1000);
    Metrics high = shop.measured(Map.of(), new SystemClock(), 2000);
    until(() -> isThere(low));
    fresh.serve(100, 0, 3);
    until(() -> requests(low, Side.CANARY) == 100);
    assertTrue(value(low.read(Instant.now(), MINUTE), Signal.LATENCY_P99, Side.CANARY) > 1000);
    assertGap(
        high.read(Instant.now(), MINUTE),
        Signal.LATENCY_P99,
        Side.CANARY,
        "is above the highest bucket, 1000 ms");
  }

  private static boolean isThere(Metrics metrics) {
    Snapshot seen = metrics.read(Instant.now(), MINUTE);
    return seen.of(Signal.ERROR_RATE, Side.BASELINE).isPresent()
        && seen.of(Signal.ERROR_RATE, Side.CANARY).isPresent();
  }

  private static Measure error(Metrics metrics, Side side) {
    return metrics
        .read(Instant.now(), MINUTE)
        .of(Signal.ERROR_RATE, side)
        .orElse(new Measure(Signal.ERROR_RATE, side, java.util.OptionalDouble.empty(), 0, 0));
  }

  private static long requests(Metrics metrics, Side side) {
    return error(metrics, side).requests();
  }

  private static double value(Snapshot seen, Signal signal, Side side) {
    return seen.of(signal, side)
        .map(Measure::value)
        .flatMap(v ->
            v.isPresent() ? java.util.Optional.of(v.getAsDouble()) : java.util.Optional.empty())
        .orElse(-1.0);
  }

  private static void assertGap(Snapshot seen, Signal signal, Side side, String words) {
    assertTrue(seen.gap(signal, side).orElse("none").contains(words), () -> seen.gaps().toString());
    assertFalse(
        seen.of(signal, side)
            .flatMap(
                m -> m.value().isPresent() ? java.util.Optional.of(1) : java.util.Optional.empty())
            .isPresent());
  }

  /** With a limit that any value would keep. */
  private static void assertUnmeasurable(Snapshot seen, Signal signal, Side side, String words) {
    Limits limits =
        new Limits(
            2,
            AShop.SECOND,
            MINUTE,
            1,
            1,
            MINUTE,
            MINUTE.multipliedBy(10),
            List.of(
                new Limit(
                    signal,
                    OptionalDouble.of(1e9),
                    OptionalDouble.empty(),
                    OptionalDouble.empty())));
    Judgement judgement =
        new ThresholdJudge()
            .judge(
                limits,
                side == Side.CANARY ? Judge.Question.CANARY_ALONE : Judge.Question.BASELINE_ALONE,
                seen);
    assertEquals(Verdict.UNMEASURABLE, judgement.verdict(), judgement::toString);
    assertTrue(judgement.words().contains(words), judgement::words);
  }

  private static void assertSilent(Metrics metrics, String words) {
    Snapshot seen = metrics.read(Instant.now(), MINUTE);
    Snapshot.Provider.Silent silent =
        org.junit.jupiter.api.Assertions.assertInstanceOf(
            Snapshot.Provider.Silent.class, seen.provider());
    assertTrue(silent.why().contains(words), silent::why);
    assertEquals(List.of(), seen.measures());
    assertUnmeasurable(seen, Signal.ERROR_RATE, Side.CANARY, "metrics do not answer: ");
  }

  private static void until(Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.get()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not happen within a minute");
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }
}
