package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Assessment;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Fact;
import dev.slipway.journal.Store;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Verifying;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The account of a stretch: what restarts, sleep, jumping clocks and a store that fails make of it.
 */
class CheckAccountTest {
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

  @Test
  void aJumpForwardCompletesNoStage() {
    shop.started().untilBaking(1).ticks(3);
    Duration watched = newest().watched();
    shop.clock.move(Duration.ofHours(1));

    shop.ticks(1);

    assertEquals(0, ((Shifting) shop.state()).stage());
    assertTrue(
        newest().watched().minus(watched).compareTo(Duration.ofSeconds(2)) <= 0,
        "credits two intervals at most");
    shop.toItsEnd();
    assertInstanceOf(Finished.class, shop.state());
  }

  @Test
  void aJumpBackNeitherCompletesAStageNorStopsTheChecks() {
    shop.started().untilBaking(1).ticks(3);
    int checks = shop.checks().size();
    shop.clock.move(Duration.ofHours(-1));

    shop.ticks(3);

    assertEquals(checks + 3, shop.checks().size());
    assertEquals(0, ((Shifting) shop.state()).stage());
    shop.target.metrics.canaryFails(0.3);
    shop.until(RollingBack.class);
    assertEquals(0, shop.target.traffic.share());
  }

  @Test
  void aWorkerThatSleptCreditsTwoIntervalsAtMost() {
    shop.started().untilBaking(2).ticks(2);
    Assessment before = newest();
    for (int nap = 0; nap < 2; nap++) {
      shop.clock.move(Duration.ofMinutes(10));
      boolean unused = shop.turn();
    }

    assertTrue(newest().watched().minus(before.watched()).compareTo(Duration.ofSeconds(4)) <= 0);
    long perSecond = Math.round(FakeTarget.LOAD * 0.25);
    assertTrue(
        newest().requests() - before.requests() <= 4 * perSecond,
        "requests of the time it slept prove nothing");
  }

  @Test
  void aRestartKeepsWatchedTimeRequestsAndStreak() {
    shop.started().untilBaking(2).ticks(4);
    shop.target.metrics.canaryFails(0.3);
    shop.ticks(1);
    Assessment before = newest();
    assertEquals(1, before.streak());

    shop.restartDriver();
    boolean unused = shop.turn();

    assertEquals(
        0,
        shop.target.traffic.share(),
        "the second break in a row, though another driver saw the first");
  }

  /**
   * Each restart asked for a whole interval again: requests were counted many times, and stages
   * held by them.
   */
  @Test
  void restartsCountNoRequestTwiceAndCheckNoMoreOften() {
    shop.started().untilBaking(2).ticks(2);
    int checks = shop.checks().size();
    Assessment before = newest();

    for (int restart = 0; restart < 20; restart++) {
      shop.restartDriver();
      boolean unused = shop.turn();
      shop.clock.move(Duration.ofMillis(50));
    }

    assertTrue(
        shop.checks().size() - checks <= 2,
        "checked " + (shop.checks().size() - checks) + " times in a second");
    assertTrue(newest().requests() - before.requests() <= 2 * Math.round(FakeTarget.LOAD * 0.25));
  }

  /** The streak of a stretch without a fixed beginning was lost with every restart. */
  @Test
  void aStreakSurvivesARestartWhileChecksRun() {
    shop.work.hangAfter(4);
    shop.started().until(Verifying.class).ticks(2);
    shop.target.metrics.canaryFails(0.3);
    shop.ticks(1);
    shop.restartDriver();

    shop.ticks(1);

    assertInstanceOf(RollingBack.class, shop.state());
  }

  /**
   * A broken check of the old version was carried into the stage, where one of the new version then
   * sufficed.
   */
  @Test
  void aBreakOfTheOldVersionIsNoneOfTheNew() {
    shop.started();
    shop.target.metrics.baselineFails(0.3);
    shop.work.hangAfter(2);
    shop.ticks(1);
    assertTrue(
        shop.checks().stream().anyMatch(check -> check.judgement().verdict() == Verdict.FAIL));
    shop.target.metrics.baselineFails(0);
    shop.target.metrics.canaryFails(0.3);
    shop.work.goOn();
    shop.untilBaking(1);

    shop.until(
        state -> shop.checks().getLast().stretch().equals("stage-1") && newest().streak() > 0);

    assertEquals(1, newest().streak());
  }

  @Test
  void deskAndDriverComeToTheSameAccount() {
    shop.started().untilBaking(2).ticks(4);
    shop.target.metrics.canaryFails(0.3);
    shop.ticks(1);
    Happening.Checked told =
        (Happening.Checked)
            shop.facts(Fact.Happened.class).stream()
                .map(Fact.Happened::happening)
                .filter(h -> h instanceof Happening.Checked)
                .toList()
                .getLast();

    assertEquals(told.assessment(), newest());
  }

  /** A check that could not be stored was lost, and with it the break. */
  @Test
  void aCheckThatCouldNotBeStoredIsMadeAgainAtOnce() {
    shop.started().untilBaking(2).ticks(3);
    shop.target.metrics.canaryFails(0.3);
    shop.store.failNextWrites(1);
    boolean failed = shop.turn();
    shop.clock.move(Duration.ofMillis(50));
    boolean again = shop.turn();

    assertTrue(failed && again);
    assertEquals(1, newest().streak());
    assertEquals(Verdict.FAIL, newest().verdict());
  }

  /** The machine never heard of a break whose telling failed, until the next one. */
  @Test
  void aBreakThatCouldNotBeToldIsToldAtTheNextTurn() {
    shop.started().untilBaking(2).ticks(3);
    shop.target.metrics.canaryFails(0.3);
    shop.ticks(1);
    shop.store.failOneAfter(1);
    boolean failed = shop.turn();
    assertTrue(failed);
    assertInstanceOf(Shifting.class, shop.state());

    shop.clock.move(Duration.ofMillis(50));
    boolean again = shop.turn();

    assertTrue(again);
    assertInstanceOf(RollingBack.class, shop.state());
    assertEquals(0, shop.target.traffic.share());
  }

  @Test
  void storedChecksSayWhatTheyCredited() {
    shop.started().untilBaking(1).ticks(5);

    List<Store.Check> mine =
        shop.checks().stream().filter(c -> c.stretch().equals("stage-1")).toList();
    Duration credited =
        mine.stream().map(Store.Check::covered).reduce(Duration.ZERO, Duration::plus);
    assertEquals(newest().watched(), credited);
  }

  private Assessment newest() {
    return shop.desk.course().assessment(shop.release()).orElseThrow();
  }
}
