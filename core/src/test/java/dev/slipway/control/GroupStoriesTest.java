package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Side;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.RolledBack;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A canary that is compared with a group of the old version, from its start to its end. */
@Tag("X5")
class GroupStoriesTest {
  @TempDir Path folder;
  private TheShop shop;

  @BeforeEach
  void open() {
    shop = new TheShop(folder, ShopCatalogue.compared());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void theGroupIsStartedWithTheCanaryAndEndedWithTheRelease() {
    shop.started().untilBaking(2).ticks(3);

    assertEquals(shop.target.deployment.count(FakeTargets.V2), shop.target.deployment.group());
    assertTrue(shop.checks().getLast().measures().stream().anyMatch(m -> m.side() == Side.GROUP));
    assertTrue(
        shop.checks().getLast().measures().stream().anyMatch(m -> m.side() == Side.BASELINE),
        "the rest of the old version is measured apart");

    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state());
    assertEquals(0, shop.target.deployment.group());
    assertEquals(List.of(5, 25, 100), shop.target.traffic.set);
    List<String> done = shop.target.deployment.done;
    assertTrue(done.getFirst().contains("/clear-group/"), done.toString());
    assertTrue(done.contains("shop/2/deploy-stage-1/1/canary"), done.toString());
    assertTrue(done.contains("shop/2/deploy-stage-1/1/group"), done.toString());
  }

  @Test
  void aCanaryThatIsWorseThanItsGroupGoesBackAndNothingIsLeft() {
    shop.started().untilBaking(2);
    shop.target.metrics.canaryFails(0.30);
    shop.toItsEnd();

    assertInstanceOf(RolledBack.class, shop.state());
    assertEquals(0, shop.target.deployment.group());
    assertEquals(0, shop.target.deployment.count(FakeTargets.V2));
  }

  /** The rest of the old version decides nothing, well or ill. */
  @Test
  void onlyTheGroupIsComparedWith() {
    shop.started().untilBaking(2);
    shop.target.metrics.baselineFails(0.30);
    shop.target.metrics.canaryFails(0.08);
    shop.toItsEnd();

    assertInstanceOf(RolledBack.class, shop.state());
  }

  @Test
  void aGroupThatIsAsBadAsTheCanaryExcusesIt() {
    shop.started().untilBaking(2);
    shop.target.metrics.groupFails(0.08);
    shop.target.metrics.canaryFails(0.08);
    shop.ticks(4);

    assertTrue(shop.state().isMoving(), "the limit allows a point above what it is compared with");
    shop.target.metrics.groupFails(0);
    shop.onPause = paused -> {};
    shop.until(state -> state instanceof RolledBack || state instanceof Paused);
    assertInstanceOf(RolledBack.class, shop.state());
  }
}
