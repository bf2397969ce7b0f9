package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that is slow to tell its share, or never does. */
class SlowReadsTest {
  @TempDir Path folder;
  private TheShop shop;
  private final CountDownLatch answers = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();

  @BeforeEach
  void open() {
    shop = new TheShop(folder);
  }

  @AfterEach
  void close() {
    answers.countDown();
    shop.close();
  }

  /** One that does not even mind being interrupted. */
  private void hangs() {
    asked.incrementAndGet();
    boolean interrupted = false;
    while (answers.getCount() > 0) {
      try {
        answers.await();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    told.incrementAndGet();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn(Driver driver) throws InterruptedException {
    assertTrue(driver.turn());
    shop.clock.move(Duration.ofSeconds(1));
  }

  @Test
  void theWayBackIsWrittenWhileAReadHangsAndItsLateAnswerIsNotHeard() throws InterruptedException {
    shop.started().untilBaking(2);
    Driver driver = shop.driver();
    shop.target.traffic.beforeRead = this::hangs;
    turn(driver);
    assertEquals(25, shop.target.traffic.share());
    assertEquals(1, asked.get());

    shop.rollsBack(ShopCatalogue.CHI);
    turn(driver);

    assertEquals(0, shop.target.traffic.share());
    RollingBack back = assertInstanceOf(RollingBack.class, shop.state());
    assertInstanceOf(RollingBack.Leg.Traffic.class, back.leg(), "not read back yet");
    int open = asked.get();
    assertEquals(0, told.get());

    shop.target.traffic.beforeRead = () -> {};
    answers.countDown();
    while (told.get() < open) {
      Thread.onSpinWait();
    }
    shop.toItsEnd();
    assertInstanceOf(RolledBack.class, shop.state());
    assertEquals(List.of(5, 25, 0), shop.target.traffic.set);
  }

  @Test
  void aReadThatBeginsToHangOnTheWayBackIsNotWaitedForEither() throws InterruptedException {
    shop.started().untilBaking(2).rollsBack(ShopCatalogue.CHI);
    Driver driver = shop.driver();
    shop.target.traffic.beforeRead = this::hangs;

    turn(driver);
    turn(driver);
    turn(driver);

    assertEquals(List.of(5, 25, 0), shop.target.traffic.set, "once: the answer is still awaited");
    assertEquals(2, asked.get(), "one before the write and one after it");
  }

  @Test
  void judgingGoesOnWhileAReadHangs() throws InterruptedException {
    shop.started().untilBaking(2);
    Driver driver = shop.driver();
    shop.target.traffic.beforeRead = this::hangs;
    shop.target.metrics.canaryFails(0.5);
    for (int i = 0; i < 30 && !(shop.state() instanceof RollingBack); i++) {
      turn(driver);
    }

    assertInstanceOf(RollingBack.class, shop.state());
    turn(driver);
    assertEquals(0, shop.target.traffic.share());
  }

  @Test
  void aTargetThatTakesLongForEveryAnswerIsRaisedAndTakenBackAllTheSame() {
    shop.started().untilBaking(1);
    shop.target.traffic.beforeRead =
        () -> LockSupport.parkNanos(TrafficReads.AT_ONCE.plusMillis(50).toNanos());

    shop.untilBaking(2).rollsBack(ShopCatalogue.CHI);
    shop.until(SlowReadsTest::isRead);

    assertEquals(List.of(5, 25, 0), shop.target.traffic.set);
  }

  private static boolean isRead(State state) {
    return state instanceof RollingBack back && back.leg() instanceof RollingBack.Leg.Verify;
  }
}
