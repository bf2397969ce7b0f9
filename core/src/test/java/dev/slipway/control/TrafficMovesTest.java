package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves of the share: what does not stick, cannot be read, or comes at the wrong moment. */
class TrafficMovesTest {
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
  void aRaiseThatDoesNotStickGoesBackAfterPatience() {
    shop.target.traffic.sticks = weight -> weight.percent() != 25;
    shop.started().untilMoving(2);
    var since = shop.clock.now();

    shop.until(RollingBack.class);

    Duration waited = Duration.between(since, shop.clock.now());
    assertTrue(waited.compareTo(TrafficLane.PATIENCE) > 0, "after " + waited);
    assertTrue(waited.compareTo(TrafficLane.PATIENCE.multipliedBy(2)) < 0, "after " + waited);
    assertEquals(1, shop.happened(h -> h.happening() instanceof Happening.TrafficFailed));
    assertInstanceOf(RolledBack.class, ended());
  }

  @Test
  void aWayBackThatDoesNotStickFailsCallsPeopleAndIsTriedUntilItWorks() {
    shop.started().untilBaking(2);
    shop.target.traffic.sticks = weight -> weight.percent() != 0;
    shop.rollsBack(ShopCatalogue.CHI);

    shop.until(RollbackFailed.class);
    assertFalse(shop.facts(Fact.Paged.class).isEmpty(), "people are called");
    shop.until(state -> state instanceof RollingBack back && back.attempt() == 2);
    shop.until(state -> state instanceof RollbackFailed failed && failed.back().attempt() == 2);
    shop.target.traffic.sticks = weight -> true;

    assertEquals("verified healthy", ended().verification().words());
  }

  @Test
  void aTargetThatRefusesWritesFailsTheMoveToo() {
    shop.started().untilBaking(1);
    shop.target.traffic.refuses = Optional.of(FakeTarget.away("set the traffic"));

    shop.until(RollbackFailed.class);
    shop.target.traffic.refuses = Optional.empty();

    assertInstanceOf(RolledBack.class, ended());
  }

  @Test
  void aTargetThatCannotBeReadForAMomentDisturbsNothing() {
    shop.started().untilBaking(2);
    shop.target.traffic.unreadable = Optional.of(FakeTarget.away("read the traffic"));
    shop.ticks(4);
    shop.target.traffic.unreadable = Optional.empty();

    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state());
  }

  /** Any exception but the agreed one ended the driver, and nobody looked after traffic. */
  @Test
  void aTrafficAdapterWithABugFailsTheMoveInsteadOfTheDriver() {
    shop.started().untilBaking(1);
    shop.target.traffic.refuses = Optional.of(new IllegalStateException("a bug in the adapter"));

    shop.until(RollbackFailed.class);
    shop.target.traffic.refuses = Optional.empty();

    assertInstanceOf(RolledBack.class, ended());
  }

  /**
   * A router whose status page was broken kept its share although it would have done as it was
   * told.
   */
  @Test
  void aTargetThatCannotBeReadIsPutDownBlindly() {
    shop.started().untilBaking(2);
    shop.target.traffic.unreadable = Optional.of(FakeTarget.away("read the traffic"));
    shop.rollsBack(ShopCatalogue.CHI);

    boolean unused = shop.turn();

    assertEquals(0, shop.target.traffic.share());
    assertInstanceOf(
        RollingBack.Leg.Traffic.class, ((RollingBack) shop.state()).leg(), "not proven yet");
  }

  @Test
  void aRequestThatComesWhileARaiseIsWrittenLowersInTheSameTurn() {
    shop.started().untilBaking(1);
    shop.target.traffic.beforeWrite =
        () -> {
          shop.target.traffic.beforeWrite = () -> {};
          shop.rollsBack(ShopCatalogue.CHI);
        };

    shop.until(state -> state instanceof RollingBack);

    assertEquals(
        0,
        shop.target.traffic.share(),
        "the raise that was on its way is put down in the same turn");
  }

  @Test
  void aReleaseThatWasPausedBetweenReadingAndRaisingIsNotRaised() {
    shop.started().untilBaking(1);
    TrafficNotes notes =
        new TrafficNotes(shop.books, shop.clock, new Trouble(shop.troubles::add, shop.clock));
    var seen = shop.release();
    shop.asks((course, shown) -> course.pause(ShopCatalogue.CHI, shown, "wait"));

    assertFalse(notes.intendRaise(seen, new dev.slipway.release.Weight(25)));
    assertTrue(
        notes.intendRaise(shop.release(), new dev.slipway.release.Weight(25)),
        "with what is known now it may");
  }

  @Test
  void aPauseThatComesAfterTheShareWasReadKeepsItFromBeingRaised() {
    shop.started().untilBaking(1);
    shop.target.traffic.beforeRead =
        () -> {
          if (shop.state() instanceof Shifting shifting
              && shifting.phase() instanceof Phase.Moving) {
            shop.target.traffic.beforeRead = () -> {};
            shop.asks((course, shown) -> course.pause(ShopCatalogue.CHI, shown, "wait"));
          }
        };

    shop.until(Paused.class).ticks(2);

    assertEquals(List.of(5), shop.target.traffic.set);
  }

  @Test
  void aPauseWhileMovingKeepsTheLateRaiseAndGoesOnWithTheStage() {
    shop.target.traffic.sticks = weight -> weight.percent() != 25;
    shop.started().untilMoving(2);
    shop.asks((course, shown) -> course.pause(ShopCatalogue.CHI, shown, "wait"));
    shop.ticks(1);
    assertEquals(5, shop.target.traffic.share());

    shop.target.traffic.become(25);
    shop.ticks(1);

    Paused paused = assertInstanceOf(Paused.class, shop.state());
    assertInstanceOf(Phase.Baking.class, ((Shifting) paused.inside()).phase());
    assertEquals(25, shop.target.traffic.share());
    shop.target.traffic.sticks = weight -> true;
    shop.asks((course, shown) -> course.resume(ShopCatalogue.CHI, shown, "go on")).toItsEnd();
    assertInstanceOf(Finished.class, shop.state());
  }

  @Test
  void aPauseWhileMovingRaisesNothing() {
    shop.target.traffic.sticks = weight -> weight.percent() != 25;
    shop.started().untilMoving(2);
    shop.asks((course, shown) -> course.pause(ShopCatalogue.CHI, shown, "wait"));
    shop.target.traffic.sticks = weight -> true;

    shop.ticks(5);

    assertEquals(5, shop.target.traffic.share());
    shop.asks((course, shown) -> course.resume(ShopCatalogue.CHI, shown, "go on")).ticks(1);
    assertEquals(25, shop.target.traffic.share());
  }

  @Test
  void aJumpOfTheClockFailsNoMove() {
    shop.target.traffic.sticks = weight -> weight.percent() != 25;
    shop.started().untilMoving(2).ticks(2);
    shop.clock.move(Duration.ofHours(1));
    shop.target.traffic.sticks = weight -> true;

    shop.ticks(1);

    assertEquals(25, shop.target.traffic.share());
    assertInstanceOf(Shifting.class, shop.state());
  }

  @Test
  void anInterruptedDriverRaisesNothing() throws InterruptedException {
    shop.started().untilBaking(1);
    Driver driver = shop.driver();
    shop.clock.move(Duration.ofSeconds(30));
    while (!(shop.state() instanceof Shifting shifting && shifting.stage() == 1)) {
      Thread.currentThread().interrupt();
      try {
        boolean unused = driver.turn();
      } catch (InterruptedException stopped) {
        break;
      }
      shop.clock.move(Duration.ofSeconds(1));
    }
    boolean unused = Thread.interrupted();

    assertEquals(5, shop.target.traffic.share());
  }

  /** A worker that was stopped and woken raised a release that another one was taking back. */
  @Test
  void whoseLeaseIsLostRaisesNothingButLowers() throws InterruptedException {
    shop.started().untilBaking(1);
    Driver driver = shop.driver();
    shop.leaseIsOurs = false;
    for (int turn = 0; turn < 60; turn++) {
      shop.clock.move(Duration.ofSeconds(1));
      boolean unused = driver.turn();
    }
    assertEquals(5, shop.target.traffic.share());

    ReleaseRecord unused =
        TheShop.yes(
            shop.desk.course().rollback(ShopCatalogue.CHI, shop.release(), "looks odd", false));
    boolean goesOn = driver.turn();
    assertTrue(goesOn || shop.state().isEnd());
    assertEquals(0, shop.target.traffic.share());
  }

  private RolledBack ended() {
    shop.toItsEnd();
    return assertInstanceOf(RolledBack.class, shop.state());
  }
}
