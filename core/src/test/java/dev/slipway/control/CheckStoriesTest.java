package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Judge;
import dev.slipway.health.ThresholdJudge;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.rollout.Completing;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Hold;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is watched, for how long, and what silence, too little traffic and jumping clocks make of
 * it.
 */
class CheckStoriesTest {
  @TempDir Path folder;
  private TheShop shop;

  @BeforeEach
  void open() {
    shop = new TheShop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Set<Hold> holds() {
    return assertInstanceOf(Paused.class, shop.state()).holds();
  }

  @Test
  void aStageIsWatchedForItsWholeTime() {
    shop.started().untilBaking(1);
    Instant began = shop.clock.now();

    shop.untilMovingOnFrom(1);

    assertTrue(Duration.between(began, shop.clock.now()).compareTo(ShopCatalogue.BAKE) >= 0);
  }

  @Test
  void aCheckThatTakesItsTimeMakesTheNextNoLater() throws InterruptedException {
    shop.judge =
        (limits, question, snapshot) -> {
          shop.clock.move(Duration.ofMillis(30));
          return new ThresholdJudge().judge(limits, question, snapshot);
        };
    shop.started().driver().run();

    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
    List<Store.Check> stage =
        shop.checks().stream().filter(check -> check.stretch().equals("stage-2")).toList();
    assertTrue(stage.size() > 3, stage::toString);
    for (int i = 1; i < stage.size(); i++) {
      assertEquals(
          Duration.ofSeconds(1), Duration.between(stage.get(i - 1).at(), stage.get(i).at()));
    }
  }

  /** The same version was taken back a moment ago; what it did then is still in the metrics. */
  @Test
  void whatHappenedBeforeAStageIsNotHeldAgainstIt() {
    shop.started();
    shop.target.metrics.canaryFailed(200, shop.clock.now().minusSeconds(1));

    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
    assertEquals(0, shop.happened(h -> h.because().code() == Reason.Code.LIMIT_BROKEN));
  }

  /** Another process knows from the journal alone since when the stage has had its share. */
  @Test
  void aRestartedDriverLooksNoFurtherBackThanTheOneBefore() {
    shop.freshDriverEachTurn = true;
    shop.started();
    shop.target.metrics.canaryFailed(200, shop.clock.now().minusSeconds(1));

    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
  }

  @Test
  void silentMetricsPauseAfterTheirGraceAndItGoesOnByItself() {
    shop.started().untilBaking(2);
    shop.target.metrics.goesSilent();
    Instant silentSince = shop.clock.now();

    shop.until(Paused.class);

    assertEquals(Set.of(Hold.METRICS_SILENT), holds());
    Duration silent = Duration.between(silentSince, shop.clock.now());
    assertTrue(silent.compareTo(ShopCatalogue.LIMITS.grace()) >= 0, "after " + silent);
    assertEquals(25, shop.target.traffic.share(), "silence is never a bad release");
    shop.target.metrics.answersAgain();
    shop.ticks(2);
    assertInstanceOf(Shifting.class, shop.state());
    shop.toItsEnd();
    assertInstanceOf(Finished.class, shop.state());
  }

  /** More than one in a hundred fails, and fewer than the limit allows. */
  @Test
  @Tag("S1")
  void aWarningIsWrittenDownOnceAndTakesNothingBack() {
    shop.started().untilBaking(2);
    shop.target.metrics.canaryFails(0.014);
    shop.ticks(3);
    shop.restartDriver();

    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
    List<String> warnings =
        shop.facts(Fact.Announced.class).stream()
            .map(Fact.Announced::words)
            .filter(words -> words.startsWith("warning"))
            .toList();
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(
        warnings.getFirst().matches("warning: error rate 1\\.[0-9]+ %, limit 1.00 %"),
        warnings::toString);
  }

  /** Its metrics only fall silent, which alone would take minutes. */
  @Test
  @Tag("S1")
  void aNewVersionThatIsDownIsTakenBackAtTheSecondLook() {
    shop.started().untilBaking(2).asks(CheckStoriesTest::longer).ticks(6);
    shop.target.metrics.goesSilent();
    shop.target.deployment.run(FakeTargets.V2, FakeTargets.digest('b'), 0);
    Instant since = shop.clock.now();

    shop.until(RollingBack.class);

    Duration took = Duration.between(since, shop.clock.now());
    assertTrue(took.compareTo(ShopCatalogue.LIMITS.grace()) < 0, took::toString);
    assertEquals(
        1,
        shop.happened(
            h -> h.because().words().equals("alert service-down: no instance of v2 is ready")),
        shop.words()::toString);
  }

  @Test
  @Tag("S1")
  void oneThatIsNotReadyForAMomentIsNot() {
    shop.started().untilBaking(2).asks(CheckStoriesTest::longer).ticks(6);
    shop.target.deployment.run(FakeTargets.V2, FakeTargets.digest('b'), 0);
    shop.ticks(5);
    shop.target.deployment.run(FakeTargets.V2, FakeTargets.digest('b'), 2);
    shop.ticks(20);

    assertInstanceOf(Shifting.class, shop.state(), () -> shop.words().toString());
  }

  private static Answer<ReleaseRecord> longer(Course course, ReleaseRecord shown) {
    return course.extend(ShopCatalogue.CHI, shown, Duration.ofMinutes(5), "to see more");
  }

  @Test
  void metricsThatStaySilentTakeTheReleaseBackAsACaution() {
    shop.started().untilBaking(2);
    shop.target.metrics.goesSilent();

    shop.until(RollingBack.class);

    assertEquals(Reason.Code.METRICS_SILENT, ((RollingBack) shop.state()).cause().code());
    assertEquals(0, shop.target.traffic.share());
  }

  /**
   * The port promises a snapshot whatever happens; a source with a bug ended the driver and left
   * traffic to itself.
   */
  @Test
  void metricsThatThrowAreSilentAndTrafficGoesOn() {
    shop.started().untilBaking(2);
    shop.target.metrics.broken = Optional.of(new IllegalStateException("a bug in the adapter"));
    shop.ticks(3);
    shop.rollsBack(ShopCatalogue.CHI);

    boolean unused = shop.turn();

    assertEquals(0, shop.target.traffic.share());
    assertEquals(Verdict.UNMEASURABLE, shop.checks().getLast().judgement().verdict());
  }

  @Test
  void aJudgeThatThrowsJudgesNothingAndTrafficGoesOn() {
    shop.started().untilBaking(2);
    shop.judge =
        (limits, question, snapshot) -> {
          throw new ArithmeticException("division by zero");
        };

    shop.until(Paused.class);

    assertEquals(Set.of(Hold.METRICS_SILENT), holds());
  }

  @Test
  void metricsThatHangCountAsSilentAndDelayNoWayBack() {
    shop.started().untilBaking(2);
    shop.watch.hang();

    shop.until(Paused.class);

    assertEquals(Set.of(Hold.METRICS_SILENT), holds());
    assertEquals(2, shop.watch.hanging(), "a source that hangs is not asked again and again");
    shop.rollsBack(ShopCatalogue.CHI);
    boolean unused = shop.turn();
    assertEquals(0, shop.target.traffic.share());
  }

  @Test
  void anAnswerThatComesTooLateIsNoCheck() {
    shop.started().untilBaking(2);
    shop.watch.hang();
    shop.ticks(15);
    int checks = shop.checks().size();

    shop.watch.goOn();
    shop.turn();

    assertEquals(
        checks + 1, shop.checks().size(), "the late answer is left out, and a fresh one is there");
    assertEquals(Verdict.PASS, shop.checks().getLast().judgement().verdict());
  }

  @Test
  void tooLittleTrafficPausesAtTheDeadlineAndIsNeitherPassNorFail() {
    shop.target.metrics.load(0.5);
    shop.started().until(Paused.class);

    assertEquals(Set.of(Hold.TOO_LITTLE_DATA), holds());
    assertEquals(5, shop.target.traffic.share());
  }

  @Test
  void advanceIsRefusedWithoutDataAndAllowedWithIt() {
    shop.started().untilBaking(2);
    Refusal refusal = TheShop.no(advance());
    assertEquals(Refusal.Kind.INCONCLUSIVE, refusal.kind());
    assertInstanceOf(Shifting.class, shop.state());

    shop.ticks(4);
    var unused = TheShop.yes(advance());

    assertEquals(2, ((Shifting) shop.state()).stage(), "counted from 0");
  }

  private Answer<ReleaseRecord> advance() {
    return shop.desk
        .course()
        .advance(ShopCatalogue.CHI, shop.release(), OptionalInt.empty(), false, "");
  }

  /**
   * Whoever asked saw stage 2; the driver had just reached stage 3, which was then left out
   * unwatched.
   */
  @Test
  void advanceCutsOnlyTheStageThatWasSeen() {
    shop.started().untilBaking(2);
    var seen = shop.release();
    shop.untilBaking(3).ticks(4);

    Answer<ReleaseRecord> answer =
        shop.desk.course().advance(ShopCatalogue.CHI, seen, OptionalInt.empty(), true, "enough");

    assertEquals("E-STATE-01", TheShop.no(answer).code());
    assertEquals(2, ((Shifting) shop.state()).stage());
  }

  /** A worker that died an hour ago left a passing check behind. */
  @Test
  void staleChecksAreNoDataToAdvanceOn() {
    shop.started().untilBaking(2).ticks(5);
    shop.clock.move(Duration.ofHours(1));

    assertEquals(Refusal.Kind.INCONCLUSIVE, TheShop.no(advance()).kind());
  }

  /** The check that completed the stage was told after people had asked for more time. */
  @Test
  void aStageThatIsExtendedWhileItsLastCheckIsJudgedGoesOn() {
    shop.started().untilBaking(1);
    Instant last = shop.clock.now().plusSeconds(6);
    Judge real = shop.judge;
    shop.judge =
        (limits, question, snapshot) -> {
          if (!shop.clock.now().isBefore(last)) {
            shop.judge = real;
            shop.asks((course, shown) ->
                course.extend(ShopCatalogue.CHI, shown, Duration.ofSeconds(30), "lunch time"));
          }
          return real.judge(limits, question, snapshot);
        };

    shop.ticks(10);

    assertEquals(0, ((Shifting) shop.state()).stage());
    assertEquals(Duration.ofSeconds(30), ((Shifting) shop.state()).longer());
  }

  @Test
  void extendMakesTheStageLonger() {
    shop.started().untilBaking(1);
    Instant began = shop.clock.now();
    shop.asks((course, shown) ->
        course.extend(ShopCatalogue.CHI, shown, Duration.ofSeconds(30), "lunch time"));

    shop.untilMovingOnFrom(1);

    assertTrue(
        Duration.between(began, shop.clock.now()).compareTo(ShopCatalogue.BAKE.plusSeconds(30))
            >= 0);
  }

  /**
   * A canary's last passing check, told after the way back began, could have passed for the old
   * version's.
   */
  @Test
  void aCheckOfTheStageIsNotToldOnTheWayBack() {
    shop.started().untilBaking(2).ticks(5);
    shop.watch.hang();
    boolean asked = shop.turn();
    assertTrue(asked);
    shop.rollsBack(ShopCatalogue.CHI);
    shop.watch.goOn();
    shop.turn();

    assertTrue(
        shop.happened(
                h -> h.happening() instanceof Happening.Checked && h.state().equals("RollingBack"))
            <= 1);
    shop.toItsEnd();
    assertEquals("verified healthy", ((RolledBack) shop.state()).verification().words());
  }

  @Test
  void anHourOfBrokenChecksAfterTheFactDoesNotFillTheJournal() {
    shop.started().until(Observing.class);
    shop.asks((course, shown) -> course.finish(ShopCatalogue.CHI, shown, "we are sure"));
    assertInstanceOf(Completing.class, shop.state());
    shop.asks((course, shown) -> course.rollback(ShopCatalogue.CHI, shown, "no", false));
    shop.target.metrics.baselineFails(0.5);
    shop.until(
        state -> state instanceof RollingBack back && back.leg() instanceof RollingBack.Leg.Verify);
    int entries = shop.release().story().size();

    shop.ticks(50);

    assertTrue(
        shop.release().story().size() - entries < 15,
        "grew by " + (shop.release().story().size() - entries));
    shop.toItsEnd();
    assertEquals("still unhealthy", ((RolledBack) shop.state()).verification().words());
  }

  @Test
  void whomItHitIsNotCountedWhileTheSourceIsSilent() {
    shop.started().untilBaking(2);
    shop.rollsBack(ShopCatalogue.CHI);
    shop.target.metrics.goesSilent();
    shop.toItsEnd();

    assertEquals(List.of(), shop.facts(Fact.Affected.class), "not counted is not nobody");
    assertFalse(shop.documents.states.isEmpty());
  }
}
