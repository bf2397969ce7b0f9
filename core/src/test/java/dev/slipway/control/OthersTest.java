package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Hold;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** X8: somebody else deploys at the target while a release is on its way. */
@Tag("X8")
class OthersTest {
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

  private long told() {
    return shop.happened(h ->
        h.happening() instanceof Happening.Drifted drifted
            && drifted.drift() == Happening.Drift.FOREIGN_VERSION);
  }

  private Set<Hold> holds() {
    return assertInstanceOf(Paused.class, shop.state()).holds();
  }

  @Test
  void aVersionThatThisReleaseDidNotPutThereHoldsItAndChangesNoShare() {
    shop.started().untilBaking(2);
    shop.target.deployment.run(FakeTargets.V3, FakeTargets.digest('c'), 1);

    shop.ticks(6);

    assertEquals(Set.of(Hold.FOREIGN_CHANGE), holds());
    assertEquals(25, shop.target.traffic.share());
    assertTrue(shop.words().getLast().contains("v3-1 runs v3"), shop.words().toString());
    shop.ticks(120);
    assertEquals(1, told(), "told once");
  }

  @Test
  void theSameLabelOnAnotherArtifactIsForeignToo() {
    shop.started().untilBaking(2);
    shop.target.deployment.run(FakeTargets.V2, FakeTargets.digest('f'), 2);

    shop.ticks(6);

    assertEquals(Set.of(Hold.FOREIGN_CHANGE), holds());
  }

  @Test
  void itGoesOnOnlyWhenTheRightVersionsRunAgain() {
    shop.started().untilBaking(2);
    shop.target.deployment.run(FakeTargets.V3, FakeTargets.digest('c'), 1);
    shop.ticks(6);
    Refusal refused =
        TheShop.no(shop.desk.course().resume(ShopCatalogue.CHI, shop.release(), "go on"));
    assertTrue(refused.what().contains("did not put there"), refused.toString());

    shop.target.deployment.run(FakeTargets.V3, FakeTargets.digest('c'), 0);
    shop.asks((course, shown) -> course.resume(ShopCatalogue.CHI, shown, "gone"));
    assertInstanceOf(Shifting.class, shop.state());
    shop.target.deployment.run(FakeTargets.V3, FakeTargets.digest('c'), 1);
    shop.ticks(6);
    assertEquals(Set.of(Hold.FOREIGN_CHANGE), holds(), "and the next time it is told again");
    assertEquals(2, told());
  }

  @Test
  void onTheWayBackItIsOnlyNoticed() {
    shop.started().untilBaking(2).rollsBack(ShopCatalogue.CHI);
    shop.work.hang();
    shop.target.deployment.run(FakeTargets.V3, FakeTargets.digest('c'), 1);
    shop.ticks(90);

    shop.work.goOn();
    shop.toItsEnd();

    assertInstanceOf(RolledBack.class, shop.state());
    assertEquals(1, told());
  }

  @Test
  void aTargetThatCannotSayWhatRunsStopsNothing() {
    shop.started().untilBaking(2);
    shop.target.deployment.silent = Optional.of(FakeTarget.away("read the instances"));
    shop.ticks(7);
    shop.target.deployment.silent = Optional.empty();

    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state());
  }
}
