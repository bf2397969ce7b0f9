package dev.slipway.rollout;

import static dev.slipway.rollout.Situations.CLOSED;
import static dev.slipway.rollout.Situations.aPlan;
import static dev.slipway.rollout.Situations.anAssessment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gate.GateVerdict;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Releases that wait: for data, for metrics, for people, for an approval that is gone. */
@Tag("X10")
class PausesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final Life life = Life.of(aPlan().make());

  @Test
  void tooLittleDataPausesUntilAPersonResumes() {
    life.baking(1)
        .after(Duration.ofMinutes(50))
        .checked(anAssessment().inconclusive().atTheDeadline());
    assertEquals(Set.of(Hold.TOO_LITTLE_DATA), holds());
    assertEquals(new Weight(5), life.state().desired().weight(), "what users get does not change");
    life.checked(anAssessment().inconclusive().atTheDeadline());
    assertEquals(Set.of(Hold.TOO_LITTLE_DATA), holds());
    life.after(MINUTE).tell(life.happening().resume());
    Phase.Baking baking =
        assertInstanceOf(
            Phase.Baking.class, assertInstanceOf(Shifting.class, life.state()).phase());
    assertEquals(life.now(), baking.deadlineFrom(), "too little data counts from now");
    assertTrue(baking.since().isBefore(life.now()), "the stage's time goes on");
  }

  @Test
  void saysHowManyRequestsCameTogetherWhereEnoughCameInAll() {
    life.baking(1).checked(anAssessment().inconclusive().tricklingIn(100).atTheDeadline());
    assertEquals(Set.of(Hold.TOO_LITTLE_DATA), holds());
    assertEquals(
        "too little data for a verdict: 12 of 40 requests in the last 60 s",
        life.last().because().words());
  }

  @Test
  void silentMetricsPauseAndGoOnByThemselves() {
    life.baking(2).checked(anAssessment().silentFor(Duration.ofSeconds(59)));
    assertInstanceOf(Shifting.class, life.state(), "within grace");
    life.checked(anAssessment().silentPastGrace());
    assertEquals(Set.of(Hold.METRICS_SILENT), holds());
    life.tell(life.happening().resume());
    assertInstanceOf(Decision.Refused.class, life.last(), "nobody can talk them into answering");
    life.checked(anAssessment().passing());
    assertInstanceOf(Shifting.class, life.state());
    assertEquals(new Weight(25), life.state().desired().weight());
    assertEquals(0, life.pages());
  }

  @Test
  void silentMetricsThatComeBackWithABreakAreNoReasonToGoOn() {
    life.baking(2).checked(anAssessment().silentPastGrace()).checked(anAssessment().broken(1));
    assertEquals(Set.of(Hold.METRICS_SILENT), holds());
    life.checked(anAssessment().broken(2));
    assertInstanceOf(RollingBack.class, life.state());
  }

  @Test
  void anotherHoldOutlastsSilentMetrics() {
    life.baking(2).checked(anAssessment().silentPastGrace()).tell(life.happening().pause());
    life.checked(anAssessment().passing());
    assertEquals(Set.of(Hold.PERSON_ASKED), holds());
  }

  @Test
  void blindnessPastItsLimitTakesUsersBackAsACaution() {
    life.baking(2)
        .checked(anAssessment().silentPastGrace())
        .checked(anAssessment().silentPastBlindLimit());
    RollingBack back = assertInstanceOf(RollingBack.class, life.state());
    assertEquals(Code.METRICS_SILENT, back.cause().code(), "no limit broke");
  }

  @Test
  void blindnessWithEverybodyOnTheNewVersionCallsPeopleOnce() {
    life.observing().checked(anAssessment().silentPastGrace());
    assertEquals(0, life.pages());
    life.checked(anAssessment().silentPastBlindLimit())
        .checked(anAssessment().silentPastBlindLimit());
    assertEquals(Set.of(Hold.METRICS_SILENT), holds());
    assertEquals(1, life.pages());
  }

  @Test
  void aPauseThatNobodyAnswersGoesBack() {
    life.baking(2).tell(life.happening().pause());
    life.waits(Duration.ofMinutes(59));
    assertInstanceOf(Paused.class, life.state());
    life.tell(life.happening().extend(Duration.ofMinutes(30))).waits(Duration.ofMinutes(30));
    assertInstanceOf(Paused.class, life.state(), "a person lets it wait longer");
    life.waits(MINUTE);
    assertEquals(
        Code.HOLD_RAN_OUT, assertInstanceOf(RollingBack.class, life.state()).cause().code());
  }

  @Test
  void aPauseAtEverybodyThatNobodyAnswersCallsPeople() {
    life.observing().tell(life.happening().pause()).waits(Duration.ofMinutes(61));
    assertInstanceOf(Paused.class, life.state());
    assertEquals(1, life.pages());
    life.waits(MINUTE);
    assertEquals(1, life.pages(), "not every minute");
    life.waits(Duration.ofMinutes(60));
    assertEquals(2, life.pages());
  }

  @Test
  void pausedIsNotBlind() {
    life.baking(2).tell(life.happening().pause()).checked(anAssessment().broken(2));
    assertInstanceOf(RollingBack.class, life.state());
  }

  @Test
  void aPauseDuringAStepWaitsForItsEnd() {
    life.started().tell(life.happening().pause());
    assertInstanceOf(Starting.class, life.state(), "a migration is not left half done");
    life.works();
    assertEquals(1, assertInstanceOf(Starting.class, paused().inside()).index());
    life.tell(life.happening().resume()).goesOn();
    assertInstanceOf(Shifting.class, life.state());
  }

  @Test
  void whatEndsWhilePausedIsWrittenDown() {
    life.baking(1).heldWell();
    Effect.Perform deploy = life.work().orElseThrow();
    life.tell(life.happening().pause()).tell(life.happening().stepDone(deploy));
    assertInstanceOf(
        Phase.Moving.class, assertInstanceOf(Shifting.class, paused().inside()).phase());
    assertEquals(
        new Desired(new Weight(5), false), life.state().desired(), "and still nobody is moved");
    life.tell(life.happening().resume()).goesOn();
    assertEquals(new Weight(25), life.real());
  }

  @Test
  void withdrawnApprovalHoldsAtTheEndOfTheStage() {
    life.baking(1).tell(life.happening().standingLost());
    assertInstanceOf(Shifting.class, life.state(), "users are fine");
    life.heldWell();
    assertEquals(Set.of(Hold.STANDING_MISSING), holds());
    life.tell(life.happening().resume(CLOSED, true));
    assertInstanceOf(Decision.Refused.class, life.last());
    life.tell(life.happening().resume(GateVerdict.OPEN, true)).heldWell().goesOn();
    assertEquals(new Weight(25), life.real());
  }

  @Test
  void nobodyAdvancesPastAWithdrawnApproval() {
    life.baking(1).tell(life.happening().standingLost()).tell(life.happening().skip());
    assertEquals(Code.STANDING_MISSING, life.last().because().code());
    assertEquals(new Weight(5), life.state().desired().weight());
  }

  @Test
  void approvalWithdrawnBeforeAnyUserMeetsItHoldsThereAndSaysWhy() {
    life.started().tell(life.happening().standingLost()).works().works().works();
    assertEquals(Set.of(Hold.STANDING_MISSING), holds());
    assertEquals(Code.STANDING_MISSING, life.last().because().code());
    assertEquals(Weight.NONE, life.state().desired().weight());
  }

  private Set<Hold> holds() {
    return paused().holds();
  }

  private Paused paused() {
    return assertInstanceOf(Paused.class, life.state());
  }
}
