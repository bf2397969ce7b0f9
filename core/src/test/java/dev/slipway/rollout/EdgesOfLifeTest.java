package dev.slipway.rollout;

import static dev.slipway.rollout.Situations.CLOSED;
import static dev.slipway.rollout.Situations.aPlan;
import static dev.slipway.rollout.Situations.aRelease;
import static dev.slipway.rollout.Situations.anAssessment;
import static dev.slipway.rollout.Situations.minutesLater;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Beginnings and ends: starts that fail or are missed, the point of no return, data that would be
 * lost, ends that stay open.
 */
class EdgesOfLifeTest {
  private final Life life = Life.of(aPlan().make());

  @Test
  void aScheduledStartBeginsWhenItIsDue() {
    life.planned().tell(life.happening().startScheduled(minutesLater(30)));
    life.waits(Duration.ofMinutes(29));
    assertInstanceOf(Planned.class, life.state());
    life.waits(Duration.ofMinutes(1));
    assertInstanceOf(Starting.class, life.state());
  }

  @Test
  void aScheduledStartWithClosedGatesIsMissedAndToldOnce() {
    life.planned()
        .tell(life.happening().startScheduled(minutesLater(30)))
        .after(Duration.ofMinutes(30));
    life.tell(life.happening().timePassed(CLOSED));
    assertEquals(aRelease().planned(), life.state());
    assertEquals(Code.GATES_CLOSED, life.last().because().code());
    assertEquals(2, Features.effects(life.last()).size(), "told, and somebody called");
    life.waits(Duration.ofMinutes(30));
    assertInstanceOf(Planned.class, life.state(), "open gates later do not start what was missed");
  }

  @Test
  void aScheduleFallsWithTheApprovalItRestsOn() {
    life.planned()
        .tell(life.happening().startScheduled(minutesLater(30)))
        .tell(life.happening().standingLost());
    life.waits(Duration.ofMinutes(31));
    assertInstanceOf(Planned.class, life.state());
  }

  @Test
  void aScheduleSurvivesBeingPlannedAgainOnlyUnchanged() {
    life.planned().tell(life.happening().startScheduled(minutesLater(30)));
    life.tell(life.happening().planMade(aPlan().make()));
    assertEquals(aRelease().scheduledFor(minutesLater(30)), life.state());
    life.tell(life.happening().planMade(aPlan().hashed('b').make()));
    assertEquals(Optional.empty(), assertInstanceOf(Planned.class, life.state()).due());
  }

  @Test
  void aStartAfterAFailedOneUsesNoAttemptTwice() {
    life.started().works().fails(Changed.NO);
    assertInstanceOf(Planned.class, life.state());
    life.tell(life.happening().start(life.plan()));
    assertEquals(2, life.work().orElseThrow().attempt(), "the first step, which had ended well");
    life.works();
    assertEquals(2, life.work().orElseThrow().attempt(), "the step that had failed");
  }

  @Test
  void whatHasNotStartedCanBeCancelledAndStaysCancelled() {
    life.planned().tell(life.happening().cancel()).tell(life.happening().start(life.plan()));
    assertInstanceOf(Cancelled.class, life.state());
    assertInstanceOf(Decision.Refused.class, life.last());
    life.tell(life.happening().cancel());
    assertEquals(Code.ALREADY_DONE, life.last().because().code());
  }

  @Test
  void aStartThatChangedNothingIsPlannedAgain() {
    life.started().fails(Changed.NO);
    assertEquals(new Planned(life.plan(), Optional.empty(), 1), life.state());
    assertFalse(life.state().isMoving(), "the service is open to others");
    life.tell(life.happening().start(life.plan())).goesOn();
    assertInstanceOf(Shifting.class, life.state());
  }

  @Test
  void aStartThatMayHaveChangedSomethingWaitsForAPerson() {
    life.started().fails(Changed.UNKNOWN);
    assertInstanceOf(Paused.class, life.state());
    life.tell(life.happening().resume());
    assertEquals(
        2, life.work().orElseThrow().attempt(), "a failed attempt is never performed again");
  }

  @Test
  void aDeployIsTriedThreeTimes() {
    life.started().works().works().fails(Changed.NO).fails(Changed.NO);
    assertEquals(3, life.work().orElseThrow().attempt());
    life.fails(Changed.NO);
    assertInstanceOf(RollingBack.class, life.state());
  }

  @Test
  void pastThePointOfNoReturnABreakHoldsAndCallsPeopleOnce() {
    Life one = Life.of(aPlan().withoutWayBackAfterMigration().make()).baking(2);
    one.checked(anAssessment().broken(2)).checked(anAssessment().broken(3));
    assertEquals(Set.of(Hold.NO_WAY_BACK), assertInstanceOf(Paused.class, one.state()).holds());
    assertEquals(1, one.pages());
    assertEquals(new Weight(25), one.state().desired().weight());
    one.waits(Duration.ofHours(2));
    assertInstanceOf(Paused.class, one.state(), "nor does it go back when nobody answers");
    assertEquals(2, one.pages());
  }

  @Test
  void pastThePointOfNoReturnAPersonStillMayGoBack() {
    Life one = Life.of(aPlan().withoutWayBackAfterMigration().make()).baking(2);
    one.checked(anAssessment().broken(2)).tell(one.happening().rollback());
    assertInstanceOf(RollingBack.class, one.state());
  }

  @Test
  void pastThePointOfNoReturnTrafficTakenBackOutsideStaysBack() {
    Life one = Life.of(aPlan().withoutWayBackAfterMigration().make()).baking(2);
    one.gives(Weight.NONE).tell(one.happening().lowered(Weight.NONE));
    assertInstanceOf(RollingBack.class, one.state());
  }

  @Test
  void pastThePointOfNoReturnAFailedStepGetsANewAttemptAndACall() {
    Life one = Life.of(aPlan().withoutWayBackAfterMigration().make());
    one.started().works().works().fails(Changed.YES);
    assertEquals(1, one.pages());
    one.tell(one.happening().resume());
    assertEquals(2, one.work().orElseThrow().attempt());
  }

  @Test
  void aStepThatFailsWhilePausedPastThePointOfNoReturnCallsPeopleToo() {
    Life one = Life.of(aPlan().withoutWayBackAfterMigration().make()).baking(1).heldWell();
    Effect.Perform deploy = one.work().orElseThrow();
    one.tell(one.happening().pause()).tell(one.happening().stepFailed(deploy, Changed.YES));
    assertEquals(
        Set.of(Hold.PERSON_ASKED, Hold.NO_WAY_BACK),
        assertInstanceOf(Paused.class, one.state()).holds());
    assertEquals(1, one.pages());
  }

  @Test
  void beforeThePointOfNoReturnThereIsAWayBack() {
    Life one = Life.of(aPlan().withoutWayBackAfterMigration().make());
    one.started().fails(Changed.YES);
    assertInstanceOf(RollingBack.class, one.state(), "the migration has not run yet");
  }

  @Test
  void whoLosesDataSaysSo() {
    Life one = Life.of(aPlan().losingData().make()).baking(2);
    one.tell(one.happening().rollback());
    assertEquals(Code.WOULD_LOSE_DATA, one.last().because().code());
    assertEquals("v1 cannot read what v2 wrote to orders", one.words());
    assertInstanceOf(Shifting.class, one.state());
    one.tell(one.happening().rollbackAcceptingLoss());
    assertInstanceOf(RollingBack.class, one.state());
  }

  @Test
  void aRollbackNobodyCouldVerifyIsResolvedByHand() {
    life.baking(2).checked(anAssessment().broken(2)).goesOn();
    life.checked(anAssessment().silentPastGrace()).waits(Duration.ofMinutes(3)).goesOn();
    assertEquals(
        new Verification.Unverified("could not be measured"),
        assertInstanceOf(RolledBack.class, life.state()).verification());
    life.tell(life.happening().resolvedByHand());
    assertEquals(
        new Verification.ByHand("curl shows v1 everywhere"),
        assertInstanceOf(RolledBack.class, life.state()).verification());
    life.tell(life.happening().resolvedByHand());
    assertInstanceOf(Decision.Refused.class, life.last());
  }

  @Test
  void anOldVersionThatIsUnwellTooIsSaidToBe() {
    life.baking(2).checked(anAssessment().broken(2)).goesOn();
    life.checked(anAssessment().broken(1)).waits(Duration.ofMinutes(3)).goesOn();
    assertEquals(
        new Verification.StillUnhealthy(),
        assertInstanceOf(RolledBack.class, life.state()).verification());
    assertEquals(1, life.pages());
  }

  @Test
  void goodChecksThatWereTooFewAreNotCalledAFault() {
    life.baking(2).checked(anAssessment().broken(2)).goesOn();
    life.checked(anAssessment().passing()).waits(Duration.ofMinutes(3)).goesOn();
    assertEquals(
        "not verified: within limits, but not watched long enough",
        assertInstanceOf(RolledBack.class, life.state()).verification().words());
  }

  @Test
  void whatCannotBeCleanedUpIsNamed() {
    life.baking(2).checked(anAssessment().broken(2)).goesOn().heldWell();
    life.fails(Changed.NO).fails(Changed.UNKNOWN).fails(Changed.YES);
    assertTrue(assertInstanceOf(RolledBack.class, life.state()).remains().isPresent());
  }

  @Test
  void aWayBackThatStaysStuckIsResolvedByHand() {
    life.baking(2).checked(anAssessment().broken(2)).tell(life.happening().trafficFailed());
    life.tell(life.happening().resolvedByHand());
    assertInstanceOf(
        Verification.ByHand.class, assertInstanceOf(RolledBack.class, life.state()).verification());
  }

  /** It called again at every try, three times a minute, until somebody switched the calls off. */
  @Test
  void aWayBackThatStaysStuckCallsAtWideningIntervals() {
    life.baking(2).checked(anAssessment().broken(2));
    List<Integer> called = new ArrayList<>();
    for (int attempt = 1; attempt <= 400; attempt++) {
      long before = life.pages();
      life.tell(life.happening().trafficFailed());
      assertInstanceOf(RollbackFailed.class, life.state());
      if (life.pages() > before) {
        called.add(attempt);
      }
      life.waits(Duration.ofSeconds(20));
    }
    assertEquals(List.of(1, 4, 16, 64, 192, 256, 384), called);
  }

  @Test
  void harmIsTakenBackAlthoughDataIsLostAndPeopleAreCalled() {
    Life one = Life.of(aPlan().losingData().make()).baking(2);
    one.checked(anAssessment().broken(2));
    assertInstanceOf(RollingBack.class, one.state());
    assertEquals(1, one.pages());
  }

  @Test
  void noDataIsLostForCautionOrBecauseNobodyAnswered() {
    Life one = Life.of(aPlan().losingData().make()).baking(2);
    one.checked(anAssessment().silentPastGrace()).checked(anAssessment().silentPastBlindLimit());
    assertInstanceOf(Paused.class, one.state());
    assertEquals(1, one.pages());
    one.waits(Duration.ofMinutes(61));
    assertInstanceOf(Paused.class, one.state());
    assertEquals(2, one.pages());
  }

  @Test
  void aShareThatIsLostForGoodCallsPeople() {
    life.observing().tell(life.happening().lost()).tell(life.happening().trafficFailed());
    assertEquals(Set.of(Hold.TRAFFIC_STUCK), assertInstanceOf(Paused.class, life.state()).holds());
    assertTrue(life.state().desired().mayRaise(), "and it is tried on");
    life.tell(life.happening().trafficFailed());
    assertEquals(1, life.pages(), "the same trouble once more is no news");
  }

  @Test
  void whatBecomesOfAKeptOldSideIsWrittenDownAndChangesNothing() {
    Plan keeping = aPlan().keepingOld(Duration.ofHours(24)).make();
    Finished finished = aRelease().of(keeping).finished();
    GivenHappening now = Situations.at(Situations.TEN);

    Decision failed = finished.on(now.stepFailed("retire-old", 1, Changed.NO));
    Decision again = finished.on(now.stepFailed("retire-old", 2, Changed.NO));
    Decision done = finished.on(now.stepDone("retire-old", 3));
    Decision longer = finished.on(now.extend(Duration.ofHours(24)));

    assertInstanceOf(Effect.Announce.class, staysWith(failed).getFirst());
    assertEquals(List.of(), staysWith(again), "the same again is no news");
    assertEquals(List.of(new Effect.WriteDocuments()), staysWith(done));
    assertEquals(List.of(), staysWith(longer));
    assertInstanceOf(Decision.Late.class, finished.on(now.stepDone("remove-old", 1)));
    Finished nothing = aRelease().of(aPlan().make()).finished();
    assertInstanceOf(Decision.Late.class, nothing.on(now.stepDone("retire-old", 1)));
    assertInstanceOf(Decision.Refused.class, nothing.on(now.extend(Duration.ofHours(24))));
  }

  private static List<Effect> staysWith(Decision decision) {
    return assertInstanceOf(Decision.Stayed.class, decision).effects();
  }

  @Test
  void observationIsFinishedEarlyOnlyWithAReason() {
    life.observing().tell(life.happening().because("").finish());
    assertInstanceOf(Decision.Refused.class, life.last());
    life.tell(life.happening().because("month end").finish());
    assertInstanceOf(Completing.class, life.state());
  }
}
