package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.ShareSight;
import dev.slipway.journal.Story;
import dev.slipway.rollout.Deploying;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Happening.Drift;
import dev.slipway.rollout.Hold;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the share at the target may do, and what Slipway makes of it. */
class TrafficStoriesTest {
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
  void aShareLoweredOutsideGoesBackAndIsVerified() {
    shop.started().untilBaking(2);
    shop.target.traffic.become(10);

    shop.ticks(1);

    RollingBack back = assertInstanceOf(RollingBack.class, shop.state());
    assertEquals(Reason.Code.TAKEN_BACK_OUTSIDE, back.cause().code());
    assertInstanceOf(RollingBack.Leg.Verify.class, back.leg());
    assertEquals(0, shop.target.traffic.share(), "the rest goes down too");
    assertTrue(
        Story.of(shop.release()).trafficRestoredAt().isPresent(), "and is on record as restored");
    assertEquals("verified healthy", ended().verification().words());
  }

  private RolledBack ended() {
    shop.toItsEnd();
    return assertInstanceOf(RolledBack.class, shop.state());
  }

  @Test
  void theBreakGlassScriptIsRespected() {
    shop.started().untilBaking(2);
    shop.target.traffic.breakGlass();

    shop.ticks(1);

    assertEquals(
        Reason.Code.TAKEN_BACK_OUTSIDE,
        assertInstanceOf(RollingBack.class, shop.state()).cause().code());
    assertEquals("verified healthy", ended().verification().words());
    assertEquals(List.of(5, 25), shop.target.traffic.set, "nothing was raised again");
  }

  /**
   * The same reading was told once in Deploying and then never again: the release stood in Moving
   * for ever.
   */
  @Test
  void aMarkLeftWhileDeployingTakesTheReleaseBackBeforeAnybodyMeetsIt() {
    shop.work.hangAfter(2);
    shop.started().until(Deploying.class);
    shop.target.traffic.marked();
    shop.ticks(3);
    assertInstanceOf(Deploying.class, shop.state());
    shop.work.goOn();

    shop.ticks(1);

    assertInstanceOf(RollingBack.class, shop.state());
    assertEquals(List.of(), shop.target.traffic.set);
  }

  @Test
  void aMarkOfAnEarlierReleaseIsClearedByTheCheckpoint() {
    shop.target.traffic.marked();
    shop.started().toItsEnd();

    assertInstanceOf(Finished.class, shop.state());
    assertFalse(shop.target.traffic.isMarked());
  }

  @Test
  void aShareThatCannotBeSeenIsSaidOnceAndAgainWhenItCanBe() {
    shop.started().untilBaking(2);
    ReleaseRecord unused =
        TheShop.yes(shop.desk.course().pause(ShopCatalogue.CHI, shop.release(), "lunch"));
    shop.target.traffic.unreadable =
        Optional.of(new OutsideFailure("haproxy", "read the share", "no answer within 1000 ms"));
    Instant since = shop.clock.now();
    while (Duration.between(since, shop.clock.now()).compareTo(TrafficLane.PATIENCE) < 0) {
      assertEquals(List.of(), remarks(), "a moment is no news");
      shop.ticks(1);
    }
    shop.ticks(5);
    assertEquals(
        List.of(
            "who gets which version cannot be seen: haproxy: read the share:"
                + " no answer within 1000 ms; nobody gets more"),
        remarks());
    assertTrue(ShareSight.isLost(shop.release()), "what is on screen is as old as the last sight");

    shop.target.traffic.unreadable = Optional.empty();
    shop.ticks(1);
    assertEquals("the share can be seen again", remarks().getLast());
    assertFalse(ShareSight.isLost(shop.release()));
  }

  private List<String> remarks() {
    return shop.release().story().stream()
        .filter(told ->
            told.fact() instanceof Fact.Announced said
                && said.news().equals(Effect.News.REMARKED.name()))
        .map(told -> ((Fact.Announced) told.fact()).words())
        .toList();
  }

  @Test
  void aTargetThatRestartedGetsItsShareAgainAndTheThirdTimePauses() {
    shop.started().untilBaking(2);
    for (int loss = 1; loss <= 2; loss++) {
      shop.target.traffic.restartsAndForgets();
      shop.ticks(1);
      assertEquals(25, shop.target.traffic.share(), "after loss " + loss);
      assertInstanceOf(Shifting.class, shop.state());
    }

    shop.target.traffic.restartsAndForgets();
    shop.ticks(1);

    Paused paused = assertInstanceOf(Paused.class, shop.state());
    assertEquals(java.util.Set.of(Hold.TARGET_LOST_STATE), paused.holds());
    assertEquals(25, shop.target.traffic.share(), "paused, and what users get does not change");
    assertEquals(3, drifts(Drift.LOST));
  }

  private long drifts(Drift drift) {
    return shop.happened(h -> h.happening() instanceof Happening.Drifted d && d.drift() == drift);
  }

  /**
   * The known incarnation was the old one, so that a hand that took it back looked like a restart,
   * and was undone.
   */
  @Test
  void aHandThatLowersAfterARestartThatKeptTheShareIsNotUndone() {
    shop.started().untilBaking(2);
    shop.target.traffic.restartsAndRemembers();
    shop.ticks(2);
    shop.target.traffic.become(0);

    shop.ticks(1);

    assertInstanceOf(RollingBack.class, shop.state());
    assertEquals(0, shop.target.traffic.share());
    assertEquals(0, drifts(Drift.LOST));
  }

  @Test
  void aShareRaisedOutsideIsPutDownAtOnceAndToldOnce() {
    shop.started().untilBaking(2);
    shop.target.traffic.become(80);

    boolean unused = shop.turn();

    assertEquals(25, shop.target.traffic.share());
    assertInstanceOf(Shifting.class, shop.state());
    assertEquals(1, drifts(Drift.RAISED));
    shop.target.traffic.become(80);
    boolean again = shop.turn();
    assertTrue(again);
    assertEquals(25, shop.target.traffic.share());
    assertEquals(1, drifts(Drift.RAISED), "the same within a minute is no news");
  }

  /**
   * Every turn told of it and went no further: nothing was checked, and the journal grew by two
   * entries a turn.
   */
  @Test
  void aShareThatCannotBePutDownNeitherBlindsTheChecksNorFloodsTheJournal() {
    shop.started().untilBaking(2);
    shop.target.traffic.become(80);
    shop.target.traffic.sticks = weight -> false;
    int checks = shop.checks().size();
    int entries = shop.release().story().size();

    shop.ticks(4);

    assertTrue(shop.checks().size() >= checks + 3, "it was judged meanwhile");
    assertTrue(
        shop.release().story().size() <= entries + 4,
        "grew by " + (shop.release().story().size() - entries));
    shop.target.metrics.canaryFails(0.4);
    shop.until(state -> state instanceof RollingBack || state instanceof RollbackFailed);
  }

  /** An hour of it in a pause were 360 entries. */
  @Test
  void aTargetThatIsAwayInAPauseIsWrittenDownOnceUntilSomethingChanges() {
    shop.started().until(Observing.class);
    shop.asks((course, shown) -> course.pause(ShopCatalogue.CHI, shown, "lunch"));
    shop.target.traffic.restartsAndForgets();
    shop.target.traffic.refuses = Optional.of(FakeTarget.away("set the traffic"));

    shop.ticks(40);
    assertEquals(1, failures());
    shop.target.traffic.refuses = Optional.of(FakeTarget.away("find the router"));
    shop.ticks(40);
    assertEquals(2, failures());
    shop.target.traffic.refuses = Optional.empty();
    shop.ticks(2);

    assertEquals(100, shop.target.traffic.share());
    assertEquals(2, failures());
  }

  private long failures() {
    return shop.happened(h -> h.happening() instanceof Happening.TrafficFailed);
  }

  @Test
  void aShareThatCannotBePutDownTakesTheReleaseBack() {
    shop.started().untilBaking(2);
    shop.target.traffic.become(80);
    shop.target.traffic.sticks = weight -> false;

    shop.until(RollbackFailed.class);

    assertFalse(shop.facts(Fact.Paged.class).isEmpty(), "people are called");
  }

  @Test
  void aWriteOfOursThatLandsLateIsPutDownWithinOneTurn() {
    shop.started().untilBaking(2);
    shop.rollsBack(ShopCatalogue.CHI).ticks(2);
    assertEquals(0, shop.target.traffic.share());
    shop.target.traffic.become(25);

    boolean unused = shop.turn();

    assertEquals(0, shop.target.traffic.share());
    assertInstanceOf(RolledBack.class, ended());
  }

  /**
   * The clean-up took the instances away that users were on, because a share above nothing was
   * looked at by nobody.
   */
  @Test
  void cleanUpWaitsForAShareThatCannotBePutDown() {
    shop.started().untilBaking(2);
    shop.rollsBack(ShopCatalogue.CHI).ticks(2);
    shop.work.hang();
    shop.until(state ->
        state instanceof RollingBack back && back.leg() instanceof RollingBack.Leg.CleanUp);
    shop.work.die();
    shop.work.goOn();
    shop.restartDriver();
    shop.target.traffic.become(25);
    shop.target.traffic.sticks = weight -> false;

    shop.ticks(10);
    assertTrue(shop.target.deployment.count(FakeTargets.V2) > 0, "users are on them");
    shop.target.traffic.sticks = weight -> true;

    assertInstanceOf(RolledBack.class, ended());
    assertEquals(0, shop.target.deployment.count(FakeTargets.V2));
  }

  /**
   * A share that came up again while the old version was watched could be verified as if it were
   * gone.
   */
  @Test
  void aShareThatStaysUpWhileTheOldVersionIsWatchedFailsTheWayBack() {
    shop.started().untilBaking(2);
    shop.rollsBack(ShopCatalogue.CHI).ticks(1);
    assertInstanceOf(RollingBack.Leg.Verify.class, ((RollingBack) shop.state()).leg());
    shop.target.metrics.goesSilent();
    shop.target.traffic.become(25);
    shop.target.traffic.sticks = weight -> false;

    shop.until(RollbackFailed.class);
  }

  @Test
  void aTargetThatRestartsAtTheEndGetsEverybodyAgain() {
    shop.started().until(Observing.class);
    shop.target.traffic.restartsAndForgets();

    shop.ticks(1);

    assertEquals(100, shop.target.traffic.share());
    shop.toItsEnd();
    assertInstanceOf(Finished.class, shop.state());
  }
}
