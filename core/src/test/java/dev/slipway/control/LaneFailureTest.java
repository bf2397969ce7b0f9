package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Fact;
import dev.slipway.journal.Story;
import dev.slipway.journal.Verification;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each lane fails alone, and traffic never does. */
class LaneFailureTest {
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
  void aStoreThatIsAwayStillLowersWhatTheJournalSaid() {
    shop.started().untilBaking(2).rollsBack(ShopCatalogue.CHI);
    Driver driver = shop.driver();
    shop.target.traffic.sticks = weight -> false;
    assertTrue(goesOn(driver));
    shop.target.traffic.sticks = weight -> true;
    assertEquals(25, shop.target.traffic.share());
    shop.store.away = true;

    assertTrue(goesOn(driver));

    assertEquals(
        0, shop.target.traffic.share(), "known to be on its way back: that needs no journal");
    shop.store.away = false;
    shop.toItsEnd();
    assertInstanceOf(RolledBack.class, shop.state());
    assertTrue(Story.of(shop.release()).trafficRestoredAt().isPresent());
  }

  private static boolean goesOn(Driver driver) {
    try {
      return driver.turn();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void aStoreThatIsAwayPutsDownWhatSomebodyRaised() {
    shop.started().untilBaking(2);
    Driver driver = shop.driver();
    shop.store.away = true;
    shop.target.traffic.become(90);

    assertTrue(goesOn(driver));

    assertEquals(25, shop.target.traffic.share());
  }

  @Test
  void aStoreThatIsAwayRaisesNothingCreditsNothingAndGoesOnLater() {
    shop.target.traffic.sticks = weight -> weight.percent() != 25;
    shop.started().untilMoving(2);
    Driver driver = shop.driver();
    shop.target.traffic.sticks = weight -> true;
    shop.store.away = true;
    for (int i = 0; i < 5; i++) {
      assertTrue(goesOn(driver));
      shop.clock.move(Duration.ofSeconds(1));
    }
    assertEquals(5, shop.target.traffic.share());
    assertEquals(
        3,
        shop.troubles.size(),
        "journal, traffic and checks, each once a minute: " + shop.troubles);

    shop.store.away = false;
    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state());
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }

  @Test
  void aLaneThatTakesNoTasksEndsNeitherDriverNorWayBack() {
    shop.started().untilBaking(2);
    DriverMeans means =
        new DriverMeans(
            shop.books,
            shop.clock,
            shop.world.judge(),
            shop.documents,
            LaneFailureTest::refuse,
            LaneFailureTest::refuse,
            shop.troubles::add,
            ALease.held());
    Driver driver = new Driver(shop.release(), shop.target, means);
    shop.clock.move(Duration.ofSeconds(5));
    assertTrue(goesOn(driver));
    shop.rollsBack(ShopCatalogue.CHI);

    assertTrue(goesOn(driver));

    assertEquals(0, shop.target.traffic.share());
    assertTrue(
        shop.troubles.stream().anyMatch(line -> line.contains("checks: no more tasks")),
        shop.troubles.toString());
  }

  private static void refuse(Runnable task) {
    throw new RejectedExecutionException("no more tasks");
  }

  @Test
  void aListenerThatThrowsChangesNothing() {
    shop.started().untilBaking(2);
    DriverMeans means =
        new DriverMeans(
            shop.books,
            shop.clock,
            shop.world.judge(),
            shop.documents,
            shop.work,
            shop.watch,
            line -> {
              throw new IllegalStateException("the terminal is gone");
            },
            ALease.held());
    Driver driver = new Driver(shop.release(), shop.target, means);
    shop.store.failNextWrites(1);
    shop.clock.move(Duration.ofSeconds(2));

    assertTrue(goesOn(driver));
  }

  @Test
  void theTroubleOfOneMinuteIsToldOnce() {
    Trouble trouble = new Trouble(shop.troubles::add, shop.clock);
    for (int i = 0; i < 100; i++) {
      trouble.say("shop/2: traffic: no answer");
      shop.clock.move(Duration.ofSeconds(1));
    }
    assertEquals(2, shop.troubles.size());
  }

  @Test
  void patienceCountsNoSleepAndNoJump() {
    Patience patience = new Patience(Duration.ofSeconds(10));
    patience.aimAt("25 %");
    assertEquals(false, patience.isSpentBy(MovedClock.TEN));
    assertEquals(false, patience.isSpentBy(MovedClock.TEN.plus(Duration.ofHours(1))));
    assertEquals(false, patience.isSpentBy(MovedClock.TEN));
    assertEquals(false, patience.isSpentBy(MovedClock.TEN.plusSeconds(5)));
    assertEquals(true, patience.isSpentBy(MovedClock.TEN.plusSeconds(6)));
    patience.aimAt("0 %");
    assertEquals(false, patience.isSpentBy(MovedClock.TEN.plusSeconds(20)));
  }

  @Test
  void theWayBackIsNotHeldUpByAJournalThatIsSlowToWrite() {
    shop.started().untilBaking(2).rollsBack(ShopCatalogue.CHI);
    Driver driver = shop.driver();
    shop.store.failNextWrites(1);

    assertTrue(goesOn(driver));

    assertEquals(0, shop.target.traffic.share());
    assertInstanceOf(RollingBack.class, shop.state());
    assertTrue(
        shop.facts(Fact.TrafficIntended.class).stream()
            .noneMatch(intended -> intended.percent().equals(Weight.NONE)),
        "it could not be written down, and was done all the same");
    assertEquals(List.of(5, 25, 0), shop.target.traffic.set);
    assertTrue(
        shop.troubles.getFirst().contains("put down to 0 %, but not written down"),
        shop.troubles.toString());
    assertInstanceOf(
        RollingBack.Leg.Verify.class, ((RollingBack) shop.state()).leg(), "and it went on at once");
  }
}
