package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Outcome;
import dev.slipway.journal.Fact;
import dev.slipway.journal.Store;
import dev.slipway.journal.Verification;
import dev.slipway.rollout.Deploying;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process may die anywhere: whoever goes on from the journal does nothing twice and leaves
 * nothing out.
 */
class CrashStoriesTest {
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
  void aHealthyReleaseFinishesAlthoughTheProcessDiesAfterEveryTurn() {
    shop.freshDriverEachTurn = true;
    shop.started().toItsEnd();

    assertInstanceOf(Finished.class, shop.state());
    assertEquals(List.of(5, 25, 100), shop.target.traffic.set);
    everyStepWasPerformedOnce();
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }

  @Test
  void aFaultIsTakenBackAlthoughTheProcessDiesAfterEveryTurn() {
    shop.freshDriverEachTurn = true;
    shop.started().untilBaking(2).ticks(2);
    shop.target.metrics.canaryFails(0.30);
    shop.ticks(2);
    assertEquals(0, shop.target.traffic.share(), "the streak survives the restart");

    shop.toItsEnd();

    assertInstanceOf(RolledBack.class, shop.state());
    assertEquals(1, shop.facts(Fact.Affected.class).size());
    assertEquals(List.of("Starting", "RolledBack"), shop.documents.states);
    everyStepWasPerformedOnce();
  }

  private void everyStepWasPerformedOnce() {
    List<String> done = shop.target.deployment.done;
    assertEquals(done.size(), new HashSet<>(done).size(), "twice: " + done);
    assertEquals(done, shop.target.deployment.asked);
    assertEquals(List.of("V58"), shop.target.migrator.asked);
    assertTrue(
        shop.ledger().stream()
            .allMatch(row -> row.attempt() == 1 && row.state() == Store.StepState.DONE));
    long intents = shop.facts(Fact.StepIntended.class).size();
    assertEquals(shop.ledger().size(), intents);
  }

  @Test
  void aCrashBetweenIntentAndEffectKeepsTheAttempt() {
    shop.started();
    shop.work.hang();
    shop.ticks(1);
    assertEquals(Store.StepState.INTENDED, shop.ledger().getFirst().state());
    shop.work.die();
    shop.work.goOn();
    shop.restartDriver();

    shop.until(Observing.class);

    assertEquals(1, shop.ledger().stream().filter(row -> row.step().equals("checkpoint")).count());
    assertEquals(
        1,
        shop.facts(Fact.StepIntended.class).stream()
            .filter(i -> i.step().equals("checkpoint"))
            .count());
  }

  @Test
  void aCrashBetweenEffectAndOutcomeJoinsTheSameAttempt() {
    shop.work.hangAfter(2);
    shop.started().until(Deploying.class);
    // The deploy is performed; the process dies before it could write that down.
    shop.work.goOn();
    assertEquals(1, shop.target.deployment.done.size());
    shop.restartDriver();
    shop.until(Shifting.class);

    assertEquals(List.of("shop/2/deploy-stage-1/1"), shop.target.deployment.done);
    assertEquals(
        1, shop.ledger().stream().filter(row -> row.step().equals("deploy-stage-1")).count());
  }

  @Test
  void anOutcomeThatCouldNotBeWrittenIsWrittenAtTheNextTurnAndNothingIsPerformedTwice() {
    shop.work.hangAfter(2);
    shop.started().until(Deploying.class).ticks(1);
    shop.work.goOn();
    shop.store.failNextWrites(1);

    boolean unused = shop.turn();
    assertInstanceOf(Deploying.class, shop.state());
    assertTrue(
        shop.troubles.getFirst().contains("steps: the store is away"), shop.troubles.toString());
    shop.until(Observing.class);

    everyStepOfTheTargetWasAskedOnce();
  }

  private void everyStepOfTheTargetWasAskedOnce() {
    assertEquals(shop.target.deployment.done, shop.target.deployment.asked);
    assertEquals(List.of("V58"), shop.target.migrator.asked);
  }

  /** Any one write may fail, wherever it is. */
  @Test
  void everySingleWriteMayFailOnce() {
    for (int good = 0; good < 56; good += 7) {
      try (TheShop one = new TheShop(folder.resolve("failing-" + good))) {
        one.started().ticks(1);
        one.store.failOneAfter(good);
        one.toItsEnd();
        assertInstanceOf(Finished.class, one.state(), "when write " + good + " failed");
        assertEquals(List.of(5, 25, 100), one.target.traffic.set, "when write " + good + " failed");
        assertInstanceOf(Verification.Result.Sound.class, one.verified());
      }
    }
  }

  /**
   * The ledger had the failed attempt of the first start, and refused the outcome of the second for
   * ever.
   */
  @Test
  void aStartThatFailedCanBeStartedAgain() {
    shop.started();
    shop.target.deployment.silent = Optional.of(FakeTarget.away("read the instances"));
    shop.until(Planned.class);
    shop.target.deployment.silent = Optional.empty();

    shop.workerIsAlive();
    shop.start();
    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state());
    assertEquals(
        List.of(Store.StepState.FAILED, Store.StepState.DONE),
        shop.ledger().stream()
            .filter(r -> r.step().equals("checkpoint"))
            .map(Store.StepRow::state)
            .toList());
  }

  @Test
  void anAnswerThatLeavesOpenWhatHappenedIsAskedAfter() {
    shop.target.deployment.ends(new Outcome.Failed("timed out", Changed.UNKNOWN));
    shop.started()
        .until(state -> shop.happened(h -> h.happening() instanceof Happening.StepFailed) > 0);

    Happening.StepFailed failed =
        (Happening.StepFailed)
            shop.facts(Fact.Happened.class).stream()
                .map(Fact.Happened::happening)
                .filter(h -> h instanceof Happening.StepFailed)
                .findFirst()
                .orElseThrow();
    assertEquals(Changed.NO, failed.changed(), "the target was asked, and there is no instance");
    shop.toItsEnd();
    assertInstanceOf(Finished.class, shop.state());
  }

  @Test
  void aMigrationWhoseCallBrokeOffIsNeverCalledUnchanged() {
    shop.target.migrator.ends(new Outcome.Failed("timed out", Changed.UNKNOWN));
    shop.started().until(Paused.class);

    shop.asks((course, shown) -> course.resume(ShopCatalogue.CHI, shown, "it is not there"))
        .toItsEnd();

    assertInstanceOf(Finished.class, shop.state());
    assertEquals(List.of("V58", "V58"), shop.target.migrator.asked);
  }

  @Test
  void aDeployThatBreaksOffWithAnyExceptionIsAskedAfter() {
    shop.target.deployment.breaksOff =
        Optional.of(new IllegalStateException("a bug in the adapter"));
    shop.started().until(RolledBack.class);

    assertEquals(
        3,
        shop.happened(h ->
            h.happening() instanceof Happening.StepFailed f && f.step().equals("deploy-stage-1")),
        "nothing was there, so it was tried again and then taken back");
  }
}
