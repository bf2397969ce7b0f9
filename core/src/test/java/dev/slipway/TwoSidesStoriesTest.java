package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.outside.exec.AService;
import dev.slipway.plan.StrategyKind;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Verification;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service of one's own with two sides: the new version goes to the one that does not serve. */
@Tag("X2")
class TwoSidesStoriesTest {
  private static final String CANARY = "strategy: canary, stages: [25, 100]";
  @TempDir private Path folder;
  private AService service;

  /** Opened before or by every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private OwnService shop;

  @BeforeEach
  void runsV1OnBlue() {
    service = new AService(folder, "b1", "g1").runs("v1", "b1");
  }

  @AfterEach
  void ends() {
    shop.close();
  }

  @Test
  @Tag("X5")
  void aCanaryGoesToTheEndAndTheNextOneComesBackToTheOtherSide() {
    shop = new OwnService(service, OwnService.TWO_SIDES, CANARY);

    shop.started("v2").until(Finished.class);
    assertEquals("blue 0", service.read("share"));
    assertEquals("v2", service.running("g1"));
    assertEquals("", service.running("b1"), "the old side is stopped");

    shop.dies();
    shop.started("v3").until(Finished.class);
    assertEquals("blue 100", service.read("share"));
    assertEquals("v3", service.running("b1"));
  }

  @Test
  @Tag("X9")
  void aCanaryThatFailsIsTakenBackByItself() {
    shop =
        new OwnService(service, OwnService.watchedForLong(service, OwnService.TWO_SIDES, CANARY));

    shop.started("v2")
        .until(
            state -> state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking,
            "a quarter is watched");
    assertEquals("blue 75", service.read("share"));
    service.answers("v2", "g1", 500);
    shop.until(RolledBack.class);

    RolledBack back = assertInstanceOf(RolledBack.class, shop.release().state());
    assertInstanceOf(Verification.Verified.class, back.verification());
    assertEquals("blue 100", service.read("share"));
    assertEquals("v1", service.running("b1"));
    assertEquals("", service.running("g1"));
  }

  @Test
  @Tag("X4")
  void aTargetThatOnlySwitchesIsReleasedBlueGreen() {
    shop =
        new OwnService(
            service,
            OwnService.TWO_SIDES.replace(
                "\"./traffic-read.sh\"]", "\"./traffic-read.sh\"], switch: yes"),
            "strategy: rolling");

    shop.started("v2");
    assertEquals(StrategyKind.BLUE_GREEN, shop.release().plan().orElseThrow().strategy());
    assertTrue(
        shop.release().plan().orElseThrow().strategyBecause().contains("rolling would do"),
        shop.release().plan().orElseThrow().strategyBecause());
    shop.until(Finished.class);
    assertEquals("blue 0", service.read("share"));
  }
}
