package dev.slipway.rollout;

import static dev.slipway.rollout.Situations.aPlan;
import static dev.slipway.rollout.Situations.anAssessment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.release.Weight;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Releases from beginning to end, as people would tell them. */
@Tag("X5")
@Tag("X9")
@Tag("X10")
class WholeLifeTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final Life life = Life.of(aPlan().make());

  @Test
  void healthyCanaryReachesEverybodyAndFinishes() {
    List<Integer> shares = new ArrayList<>();
    life.started().goesOn();
    while (!(life.state() instanceof Finished)) {
      shares.add(life.real().percent());
      life.heldWell().goesOn();
    }
    assertEquals(List.of(5, 25, 100, 100), shares, "three stages, then observation");
    assertEquals(Weight.ALL, life.state().desired().weight());
    assertFalse(life.state().isMoving());
    assertEquals(0, life.pages());
  }

  @Test
  void brokenLimitAtAQuarterGoesBackAndIsVerified() {
    life.baking(2).checked(anAssessment().broken(1));
    assertInstanceOf(Shifting.class, life.state(), "one break is not enough");
    life.checked(anAssessment().broken(2));
    RollingBack back = assertInstanceOf(RollingBack.class, life.state());
    assertEquals(Weight.NONE, back.desired().weight());
    assertEquals(new Weight(25), back.reached());
    life.goesOn();
    assertEquals(Weight.NONE, life.real());
    life.heldWell().goesOn();
    RolledBack end = assertInstanceOf(RolledBack.class, life.state());
    assertEquals(new Verification.Verified(), end.verification());
    assertEquals(Code.LIMIT_BROKEN, end.cause().code());
    assertEquals(Optional.empty(), end.remains());
  }

  @Test
  void oneBreakAmongHealthyChecksNeverCompletesAStage() {
    life.baking(1).checked(anAssessment().broken(1)).checked(anAssessment().passing());
    assertEquals(0, assertInstanceOf(Shifting.class, life.state()).stage());
  }

  @Test
  void rollbackDuringStartingWaitsForNothingAndCleansUp() {
    life.started().tell(life.happening().rollback());
    assertInstanceOf(
        RollingBack.Leg.Traffic.class, assertInstanceOf(RollingBack.class, life.state()).leg());
    life.tell(life.happening().stepDone("checkpoint", 1));
    assertInstanceOf(Decision.Late.class, life.last());
    life.goesOn().heldWell();
    assertEquals("remove-new", life.work().orElseThrow().step().id());
    life.goesOn();
    assertEquals(Weight.NONE, assertInstanceOf(RolledBack.class, life.state()).reached());
  }

  @Test
  void completingThatBreaksRestoresTheOldSideBeforeItGetsTraffic() {
    life.completing().works().checked(anAssessment().broken(2));
    assertEquals("restore-old", life.work().orElseThrow().step().id());
    assertEquals(
        new Desired(Weight.ALL, false),
        life.state().desired(),
        "users stay until there is room for them");
    life.works();
    assertEquals(Weight.NONE, life.state().desired().weight());
    life.goesOn().heldWell().goesOn();
    assertInstanceOf(RolledBack.class, life.state());
  }

  @Test
  void nothingOfTheOldFleetGoesWhileTheTargetHasLostTheShare() {
    life.completing().gives(Weight.NONE).tell(life.happening().lost());
    assertEquals(
        Optional.empty(), life.work(), "everybody is back on the old fleet for the moment");
    life.traffic();
    assertEquals(Weight.ALL, life.real());
    assertEquals("replace-1", life.work().orElseThrow().step().id());
  }

  @Test
  void aWayBackThatIsStuckIsTriedAgainUntilItSucceeds() {
    life.baking(2).checked(anAssessment().broken(2)).tell(life.happening().trafficFailed());
    assertInstanceOf(RollbackFailed.class, life.state());
    assertTrue(life.state().isMoving(), "the service stays closed to others");
    assertEquals(1, life.pages());
    life.waits(Duration.ofSeconds(9));
    assertInstanceOf(RollbackFailed.class, life.state());
    life.waits(Duration.ofSeconds(1));
    assertEquals(2, assertInstanceOf(RollingBack.class, life.state()).attempt());
    life.goesOn().heldWell().goesOn();
    assertEquals(
        new Verification.Verified(),
        assertInstanceOf(RolledBack.class, life.state()).verification());
  }

  @Test
  void usersLeftOnTheNewVersionDuringTheCheckAfterwardsAreNotForgotten() {
    life.baking(2).gives(new Weight(3)).tell(life.happening().lowered(new Weight(3)));
    assertInstanceOf(
        RollingBack.Leg.Verify.class, assertInstanceOf(RollingBack.class, life.state()).leg());
    life.tell(life.happening().trafficFailed());
    assertInstanceOf(RollbackFailed.class, life.state());
    assertEquals(1, life.pages());
    life.waits(MINUTE).goesOn().heldWell().goesOn();
    assertEquals(Weight.NONE, life.real());
    assertInstanceOf(RolledBack.class, life.state());
  }

  @Test
  void breakGlassIsRespected() {
    life.baking(2).gives(Weight.NONE).tell(life.happening().lowered(Weight.NONE));
    RollingBack back = assertInstanceOf(RollingBack.class, life.state());
    assertInstanceOf(RollingBack.Leg.Verify.class, back.leg());
    assertEquals(Code.TAKEN_BACK_OUTSIDE, back.cause().code());
    life.goesOn().heldWell().goesOn();
    assertEquals(Weight.NONE, life.real());
    assertInstanceOf(RolledBack.class, life.state());
  }

  @Test
  void breakGlassIsRespectedEvenWhileTheFirstMoveIsPaused() {
    life.started().works().works().works();
    assertInstanceOf(Phase.Moving.class, assertInstanceOf(Shifting.class, life.state()).phase());
    life.tell(life.happening().pause()).tell(life.happening().lowered(Weight.NONE));
    assertInstanceOf(RollingBack.class, life.state());
  }

  @Test
  void aRestartedTargetGetsItsShareBackTwiceThenPeopleAreAsked() {
    life.baking(2);
    for (int i = 0; i < 2; i++) {
      life.gives(Weight.NONE).tell(life.happening().lost());
      assertEquals(new Desired(new Weight(25), true), life.state().desired());
      life.traffic();
      assertEquals(new Desired(new Weight(25), false), life.state().desired());
    }
    life.gives(Weight.NONE).tell(life.happening().lost());
    assertEquals(Set.of(Hold.TARGET_LOST_STATE), holds());
    life.traffic().tell(life.happening().resume());
    assertEquals(new Weight(25), life.real());
    assertInstanceOf(Shifting.class, life.state());
  }

  @Test
  void anOldConfirmationDoesNotEndAReApply() {
    life.observing()
        .gives(Weight.NONE)
        .tell(life.happening().lost())
        .tell(life.happening().settled(new Weight(25)));
    assertTrue(life.state().desired().mayRaise(), "everybody is still to be brought back");
  }

  @Test
  void leavingOutStagesBringsUpWhatTheyWouldHaveBroughtUp() {
    Life one =
        Life.of(aPlan().withStages(5, 25, 50, 100).withInstances(1, 2, 8, 8).make()).baking(1);
    one.tell(one.happening().skipTo(4));
    assertEquals(
        "deploy-stage-4",
        one.work().orElseThrow().step().id(),
        "one instance cannot carry everybody");
    assertEquals(new Weight(5), one.state().desired().weight());
  }

  @Test
  void theLastStageIsNeverLeftOut() {
    life.baking(1).tell(life.happening().skipTo(4));
    assertInstanceOf(Decision.Refused.class, life.last());
    life.tell(life.happening().skipTo(3)).goesOn();
    assertEquals(Weight.ALL, life.real());
  }

  private Set<Hold> holds() {
    return paused().holds();
  }

  private Paused paused() {
    return assertInstanceOf(Paused.class, life.state());
  }
}
