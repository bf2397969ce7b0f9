package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.journal.Store;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two workers of one release: the store is away for one of them, for so long that the other has
 * taken over. Who is cut off undoes nothing of what came after it.
 */
@Tag("X7")
class FencingTest {
  private static final ReleaseId SHOP_2 = new ReleaseId(ShopCatalogue.SHOP, 2);

  @TempDir Path folder;
  private TheShop shop;
  private Store others;
  private Books otherBooks;

  @BeforeEach
  void open() {
    shop = new TheShop(folder);
    others = shop.anotherStore();
    otherBooks = new Books(others);
  }

  @AfterEach
  void close() {
    others.close();
    shop.close();
  }

  /** The first worker's driver; from now on it has no way to the store. */
  private Driver cutOff() {
    shop.ticks(2);
    Driver first = shop.driver();
    shop.store.away = true;
    shop.leaseIsOurs = false;
    shop.silentForLong = true;
    return first;
  }

  private Driver another() {
    return new Driver(
        otherBooks.get(SHOP_2),
        shop.target,
        new DriverMeans(
            otherBooks,
            shop.clock,
            shop.world.judge(),
            shop.documents,
            shop.work,
            shop.watch,
            shop.troubles::add,
            ALease.held()));
  }

  private void turns(Driver driver, int times) {
    for (int i = 0; i < times; i++) {
      turn(driver);
    }
  }

  private void turn(Driver driver) {
    try {
      boolean unused = driver.turn();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("interrupted");
    }
    shop.clock.move(Duration.ofSeconds(1));
  }

  private void until(Driver driver, Predicate<State> so) {
    for (int i = 0; i < 200 && !so.test(otherBooks.get(SHOP_2).state()); i++) {
      turn(driver);
    }
    assertTrue(so.test(otherBooks.get(SHOP_2).state()), "never came");
  }

  /** A quarter was right when it was cut off; by now everybody has the new version. */
  @Test
  void aFinishedReleaseIsNotPutBackToAStage() {
    shop.started().untilBaking(2);
    Driver first = cutOff();
    until(another(), Finished.class::isInstance);

    turns(first, 5);

    assertEquals(100, shop.target.traffic.share());
    assertEquals(0, shop.target.deployment.count(FakeTargets.V1), "nobody is there to go back to");
  }

  @Test
  void aReleaseThatWentOnIsNotPutBackToAStage() {
    shop.started().untilBaking(1);
    Driver first = cutOff();
    until(another(), state -> state instanceof Shifting shifting && shifting.held().percent() > 5);

    turns(first, 5);

    assertEquals(25, shop.target.traffic.share());
  }

  @Test
  void aFinishedReleaseIsNotTakenBackByItsOldWorker() {
    shop.started().untilBaking(2);
    Driver first = cutOff();
    until(another(), Finished.class::isInstance);
    shop.target.metrics.canaryFails(0.30);

    turns(first, 5);

    assertEquals(100, shop.target.traffic.share());
    assertEquals(List.of(), shop.spool.kept());
  }

  /** What it wants and what is are the same 100 %: only the old instances tell. */
  @Test
  void nobodyIsSentToInstancesThatAnotherWorkerRemoved() {
    shop.started().until(Observing.class);
    Driver first = cutOff();
    until(another(), Finished.class::isInstance);
    turns(first, 6);
    shop.target.metrics.canaryFails(0.30);

    turns(first, 5);

    assertEquals(100, shop.target.traffic.share());
  }

  /** The store is away for all, so nobody took over: whoever holds it takes it back at once. */
  @Test
  void harmIsTakenBackHoweverLongTheStoreIsAway() {
    shop.started().untilBaking(2);
    Driver only = cutOff();
    turns(only, 60);
    shop.target.metrics.canaryFails(0.30);

    turns(only, 3);

    assertEquals(0, shop.target.traffic.share());
    shop.store.away = false;
    turns(only, 1);
    assertInstanceOf(RollingBack.class, shop.state());
  }

  @Test
  void harmToEverybodyIsTakenBackAsLongAsTheOldVersionStands() {
    shop.started().until(Observing.class);
    Driver only = cutOff();
    turns(only, 10);
    shop.target.metrics.canaryFails(0.30);

    turns(only, 3);

    assertEquals(0, shop.target.traffic.share());
  }

  /** It was released again while the first worker still had no way to the store. */
  @Test
  void whatIsRaisedAfterItWasTakenBackIsLeftToWhoeverRaisedIt() {
    shop.started().untilBaking(2);
    Driver first = cutOff();
    shop.target.metrics.canaryFails(0.30);
    turns(first, 3);
    assertEquals(0, shop.target.traffic.share());

    shop.target.traffic.become(5);
    turns(first, 5);

    assertEquals(5, shop.target.traffic.share());
  }

  /** Only silence counts: with the store it knows that it still holds the release. */
  @Test
  void whatNobodyWantedIsPutDownByWhoeverHasTheStore() {
    shop.started().untilBaking(2);
    Driver first = cutOff();
    shop.store.away = false;
    shop.target.traffic.become(60);

    turns(first, 1);

    assertEquals(25, shop.target.traffic.share());
  }
}
