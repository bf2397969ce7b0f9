package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock is set by hours, or the computer sleeps: nothing ends by that, and nothing is due. */
class ClockStoriesTest {
  private static final Duration HOURS = Duration.ofHours(3);

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

  private void stageTwoStillNeedsItsTime() {
    shop.ticks(2);
    assertEquals(1, assertInstanceOf(Shifting.class, shop.state()).stage());
    shop.toItsEnd();
    assertInstanceOf(Finished.class, shop.state());
  }

  @Test
  void aStageIsNotOverBecauseTheComputerSlept() {
    shop.started().untilBaking(2).ticks(1);
    shop.clock.move(HOURS);
    stageTwoStillNeedsItsTime();
  }

  @Test
  void aStageIsNotOverBecauseTheNextProcessCameHoursLater() {
    shop.started().untilBaking(2).ticks(1);
    shop.clock.move(HOURS);
    shop.restartDriver();
    stageTwoStillNeedsItsTime();
  }

  @Test
  void aStageGoesOnWhenTheClockIsSetBack() {
    shop.started().untilBaking(2).ticks(1);
    shop.clock.move(HOURS.negated());
    stageTwoStillNeedsItsTime();
  }

  @Test
  void anObservationIsNotOverBecauseTheComputerSlept() {
    shop.started().until(Observing.class).ticks(1);
    shop.clock.move(HOURS);
    shop.ticks(2);
    assertInstanceOf(Observing.class, shop.state());
  }

  @Test
  void aPauseThatWasSleptThroughCanStillBeAnswered() {
    shop.started()
        .untilBaking(2)
        .asks((course, shown) -> course.pause(ShopCatalogue.BEN, shown, "look"))
        .ticks(2);
    shop.clock.move(HOURS);
    shop.ticks(30);
    assertInstanceOf(Paused.class, shop.state(), "people have a minute to see it");
    shop.until(RollingBack.class);
  }

  @Test
  void aRollbackIsVerifiedAlthoughItsDeadlineWasSleptThrough() {
    shop.started().untilBaking(2).rollsBack(ShopCatalogue.CHI).ticks(1);
    shop.clock.move(HOURS);

    shop.toItsEnd();

    assertEquals(
        "verified healthy",
        assertInstanceOf(RolledBack.class, shop.state()).verification().words());
  }

  @Test
  void aRollbackIsVerifiedAlthoughTheClockIsSetBack() {
    shop.started().untilBaking(2).rollsBack(ShopCatalogue.CHI).ticks(1);
    shop.clock.move(HOURS.negated());

    shop.toItsEnd();

    assertEquals(
        "verified healthy",
        assertInstanceOf(RolledBack.class, shop.state()).verification().words());
  }

  @Test
  void faultsAreFoundAtOnceAfterASleep() {
    shop.started().untilBaking(2).ticks(1);
    shop.clock.move(HOURS);
    shop.target.metrics.canaryFails(0.30);
    shop.ticks(3);
    assertEquals(0, shop.target.traffic.share());
    assertTrue(shop.state() instanceof RollingBack);
  }
}
