package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Fact;
import dev.slipway.journal.Story;
import dev.slipway.journal.Verification;
import dev.slipway.rollout.Completing;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole lives of a release: X1, X5, X7 and X9 end to end, with a real journal. */
class DriverStoriesTest {
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
  void aHealthyReleaseFinishes() {
    shop.started().toItsEnd();

    assertInstanceOf(Finished.class, shop.state());
    assertEquals(List.of(5, 25, 100), shop.target.traffic.set);
    assertEquals(0, shop.target.deployment.count(FakeTargets.V1));
    assertEquals(4, shop.target.deployment.count(FakeTargets.V2));
    assertEquals(List.of("V58"), shop.target.migrator.asked);
    assertTrue(shop.lock().isEmpty(), "the lock is released");
    assertEquals(List.of("Starting", "Finished"), shop.documents.states);
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
    assertEquals(List.of(), shop.troubles);
  }

  @Test
  void aFaultAtAQuarterIsBackInTheTurnOfItsSecondBrokenCheck() {
    shop.started().untilBaking(2).ticks(3);
    shop.target.metrics.canaryFails(0.30);

    shop.ticks(1);
    assertEquals(25, shop.target.traffic.share(), "one broken check proves nothing yet");
    boolean unused = shop.turn();

    assertEquals(0, shop.target.traffic.share());
    RollingBack back = assertInstanceOf(RollingBack.class, shop.state());
    assertEquals(Reason.Code.LIMIT_BROKEN, back.cause().code());
    assertInstanceOf(RollingBack.Leg.Verify.class, back.leg());
    Story story = Story.of(shop.release());
    assertEquals(
        story.decidedAt(),
        story.trafficRestoredAt(),
        "no time passed between decision and restored traffic");
  }

  @Test
  void aReleaseTakenBackIsVerifiedCleanedUpAndWrittenDown() {
    shop.started().untilBaking(2);
    shop.target.metrics.canaryFails(0.30);
    shop.toItsEnd();

    RolledBack end = assertInstanceOf(RolledBack.class, shop.state());
    assertEquals("verified healthy", end.verification().words());
    assertEquals(25, shop.release().reached().percent());
    assertEquals(0, shop.target.deployment.count(FakeTargets.V2));
    assertEquals(4, shop.target.deployment.count(FakeTargets.V1));
    assertTrue(shop.lock().isEmpty(), "the lock is released");
    assertEquals(List.of("Starting", "RolledBack"), shop.documents.states);
    assertInstanceOf(Fact.DocumentsWritten.class, shop.release().story().getLast().fact());
    assertEquals(1000, shop.facts(Fact.Affected.class).getFirst().requests());
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
    assertEquals(List.of(), shop.troubles);
  }

  @Test
  void aHangingDeployNeverDelaysTheWayBack() {
    shop.started().untilBaking(2);
    shop.work.hang();
    shop.until(state -> shop.work.hanging() > 0);
    assertEquals(25, shop.target.traffic.share());

    shop.rollsBack(ShopCatalogue.CHI);
    boolean unused = shop.turn();

    assertEquals(0, shop.target.traffic.share());
    assertEquals(1, shop.work.hanging(), "the deploy still hangs");
  }

  @Test
  void aHangingDeployThatEndsLateIsCleanedUp() {
    shop.started().untilBaking(1);
    shop.work.hang();
    shop.until(state -> shop.work.hanging() > 0);
    shop.rollsBack(ShopCatalogue.CHI).ticks(20);
    assertInstanceOf(RollingBack.class, shop.state());

    shop.work.goOn();
    shop.toItsEnd();

    assertInstanceOf(RolledBack.class, shop.state());
    assertEquals(0, shop.target.deployment.count(FakeTargets.V2));
  }

  @Test
  void cleanUpOvertakesAStepThatHangsForGood() {
    shop.started().untilBaking(1);
    shop.work.hang();
    shop.until(state -> shop.work.hanging() > 0);
    shop.rollsBack(ShopCatalogue.CHI).ticks(20);
    shop.work.onlyNewOnesGoOn();

    shop.until(RolledBack.class);

    assertEquals(0, shop.target.deployment.count(FakeTargets.V2));
    assertTrue(shop.lock().isEmpty());
  }

  @Test
  void theOldFleetIsRestoredAlthoughItsRemovalHangs() {
    shop.started().until(Observing.class);
    shop.work.hang();
    shop.until(Completing.class).ticks(1);
    shop.target.metrics.canaryFails(0.5);
    shop.until(RollingBack.class);
    shop.work.onlyNewOnesGoOn();

    shop.ticks(8);

    assertEquals(
        0, shop.target.traffic.share(), "restored and back after a few seconds of waiting");
    assertEquals(4, shop.target.deployment.count(FakeTargets.V1));
  }

  @Test
  void twoBrokenChecksWithoutTrafficMoveNothing() {
    shop.started();
    shop.target.metrics.canaryFails(0.9);
    shop.until(Shifting.class);
    assertFalse(shop.state() instanceof RollingBack);
  }

  @Test
  void aFailedCheckAfterDeployTakesTheReleaseBack() {
    shop.target.failCheck("journey-checkout");
    shop.started().toItsEnd();

    RolledBack end = assertInstanceOf(RolledBack.class, shop.state());
    assertTrue(end.cause().words().contains("journey-checkout"), end.cause().words());
    assertEquals(100, shop.release().reached().percent());
  }
}
