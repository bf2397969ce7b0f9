package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.control.port.Spool;
import dev.slipway.journal.Fact;
import dev.slipway.journal.Verification;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without the store a driver judges on, and may only make things safer. */
@Tag("X7")
class StoreAwayTest {
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

  /** Turns of the driver that already holds the release, one a second; the store is not asked. */
  private void goesOn(Driver driver, int turns) {
    for (int i = 0; i < turns; i++) {
      try {
        assertTrue(driver.turn());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail("interrupted");
      }
      shop.clock.move(Duration.ofSeconds(1));
    }
  }

  /** A quarter of the users are on a version that fails, and nothing can be written down. */
  private Driver harmedWhileAway() {
    shop.started().untilBaking(2).ticks(2);
    Driver driver = shop.driver();
    shop.store.away = true;
    shop.target.metrics.canaryFails(0.30);
    return driver;
  }

  private List<Happening.TakenBackUnrecorded> recorded() {
    List<Happening.TakenBackUnrecorded> all = new ArrayList<>();
    for (Fact.Happened happened : shop.facts(Fact.Happened.class)) {
      if (happened.happening() instanceof Happening.TakenBackUnrecorded back) {
        all.add(back);
      }
    }
    return all;
  }

  @Test
  void harmIsTakenBackAndWrittenDownOnceWhenTheStoreIsBack() {
    Driver driver = harmedWhileAway();
    goesOn(driver, 1);
    assertEquals(25, shop.target.traffic.share(), "one broken check proves nothing");
    Instant before = shop.clock.now();
    goesOn(driver, 2);
    assertEquals(0, shop.target.traffic.share());
    assertEquals(1, shop.spool.kept().size());
    goesOn(driver, 20);
    shop.store.away = false;

    goesOn(driver, 1);

    RollingBack back = assertInstanceOf(RollingBack.class, shop.state());
    assertEquals(Reason.Code.STORE_AWAY, back.cause().code());
    Happening.TakenBackUnrecorded told = recorded().getFirst();
    assertTrue(!told.happenedAt().isBefore(before), told.toString());
    assertTrue(Duration.between(told.happenedAt(), told.at()).toSeconds() >= 20, told.toString());
    assertEquals(List.of(), shop.spool.kept());
    shop.toItsEnd();
    assertEquals(
        "verified healthy",
        assertInstanceOf(RolledBack.class, shop.state()).verification().words());
    assertEquals(1, recorded().size());
    assertEquals(List.of(5, 25, 0), shop.target.traffic.set);
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }

  @Test
  void theIntentIsOnTheDiskBeforeTheShareIsLowered() {
    Driver driver = harmedWhileAway();
    List<Integer> kept = new ArrayList<>();
    shop.target.traffic.beforeWrite = () -> kept.add(shop.spool.kept().size());

    goesOn(driver, 3);

    assertEquals(List.of(1), kept);
  }

  @Test
  void aShareThatIsRaisedMeanwhileIsKeptDown() {
    Driver driver = harmedWhileAway();
    goesOn(driver, 3);
    shop.target.traffic.become(25);

    goesOn(driver, 1);

    assertEquals(0, shop.target.traffic.share());
  }

  @Test
  void aCrashBetweenSpoolAndLoweringIsFinishedByTheNextProcess() {
    Driver driver = harmedWhileAway();
    shop.target.traffic.refuses = java.util.Optional.of(FakeTarget.away("set the share"));
    goesOn(driver, 3);
    assertEquals(1, shop.spool.kept().size());
    assertEquals(25, shop.target.traffic.share());
    shop.target.traffic.refuses = java.util.Optional.empty();
    shop.store.away = false;
    shop.restartDriver();

    shop.ticks(1);

    assertEquals(0, shop.target.traffic.share());
    assertEquals(1, recorded().size());
    shop.toItsEnd();
    assertInstanceOf(RolledBack.class, shop.state());
  }

  @Test
  void aCrashBetweenLoweringAndReplayIsWrittenDownByTheNextProcess() {
    goesOn(harmedWhileAway(), 3);
    Instant happened = shop.spool.kept().getFirst().happenedAt();
    shop.store.away = false;
    shop.clock.move(Duration.ofMinutes(10));
    shop.restartDriver();

    shop.ticks(1);

    assertEquals(happened, recorded().getFirst().happenedAt());
    assertNotEquals(happened, recorded().getFirst().at());
    shop.toItsEnd();
    assertEquals(1, recorded().size());
  }

  @Test
  void aCrashBetweenReplayAndForgettingTellsNothingTwice() {
    goesOn(harmedWhileAway(), 3);
    Spool.Intent intent = shop.spool.kept().getFirst();
    shop.store.away = false;
    shop.restartDriver();
    shop.ticks(1);
    shop.spool.keep(intent);
    shop.restartDriver();

    shop.ticks(1);

    assertEquals(1, recorded().size());
    assertEquals(List.of(), shop.spool.kept());
  }

  @Test
  void aSpoolThatCannotBeWrittenKeepsNobodyOnABrokenVersion() throws Exception {
    Driver driver = harmedWhileAway();
    Files.writeString(folder.resolve("spool"), "a file where the folder should be");

    goesOn(driver, 3);
    assertEquals(0, shop.target.traffic.share());
    shop.store.away = false;
    goesOn(driver, 2);

    assertEquals(
        Reason.Code.TAKEN_BACK_OUTSIDE,
        assertInstanceOf(RollingBack.class, shop.state()).cause().code(),
        "found lowered, and respected");
  }

  @Test
  void nothingAdvancesAndNothingIsCreditedWhileTheStoreIsAway() {
    shop.started().untilBaking(2).ticks(2);
    Driver driver = shop.driver();
    int checks = shop.checks().size();
    shop.store.away = true;
    goesOn(driver, 60);
    shop.store.away = false;
    assertEquals(checks, shop.checks().size());
    assertEquals(1, ((Shifting) shop.state()).stage());

    goesOn(driver, 2);
    assertEquals(
        1, assertInstanceOf(Shifting.class, shop.state()).stage(), "a minute counted for nothing");
    shop.toItsEnd();
    assertInstanceOf(Finished.class, shop.state());
  }

  @Test
  void onlyWritesThatFailAreEnoughToTakeItBackAndOneBadMomentIsNot() {
    shop.started().untilBaking(2).ticks(2);
    Driver driver = shop.driver();
    shop.target.metrics.canaryFails(0.30);
    shop.store.failNextWrites(1);
    goesOn(driver, 1);
    assertEquals(25, shop.target.traffic.share());
    goesOn(driver, 2);

    assertEquals(
        Reason.Code.LIMIT_BROKEN, assertInstanceOf(RollingBack.class, shop.state()).cause().code());
    assertEquals(List.of(), recorded());
  }

  @Test
  void fromCompletingNobodyIsSentToInstancesThatAreGone() {
    shop.work.hangAfter(5);
    shop.started().until(dev.slipway.rollout.Completing.class);
    Driver driver = shop.driver();
    shop.store.away = true;
    shop.target.metrics.canaryFails(0.5);

    goesOn(driver, 5);

    assertEquals(100, shop.target.traffic.share());
    shop.store.away = false;
    goesOn(driver, 3);
    assertInstanceOf(RollingBack.class, shop.state());
  }
}
