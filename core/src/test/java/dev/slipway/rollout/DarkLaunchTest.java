package dev.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** X6: a version that is there and off, and what is new shown to more and more users. */
class DarkLaunchTest {
  private static final Plan BY_FLAG = Situations.aPlan().showing(0, 1, 10, 50, 100).make();
  private static final Plan DARK = Situations.aPlan().dark().make();

  private static Shifting shifting(Life life) {
    return assertInstanceOf(Shifting.class, life.state());
  }

  @Test
  void nobodyIsOnItBeforeItsInstancesWereChecked() {
    Life life = Life.of(BY_FLAG).started();
    while (!(life.state() instanceof Shifting)) {
      life.works();
    }

    assertInstanceOf(Phase.Checking.class, shifting(life).phase());
    assertEquals(Weight.NONE, life.state().desired().weight());
    assertEquals("check-unserved", shifting(life).work().orElseThrow().step().id());
  }

  @Test
  void whoseChecksFailIsTakenBackAndNobodyHasMetIt() {
    Life life = Life.of(BY_FLAG).started();
    while (!(life.state() instanceof Shifting)) {
      life.works();
    }

    life.tell(
        life.happening().stepFailed(shifting(life).work().orElseThrow(), Happening.Changed.NO));

    RollingBack back = assertInstanceOf(RollingBack.class, life.state());
    assertEquals(Weight.NONE, back.reached());
  }

  @Test
  void everybodyIsOnItWithTheFlagOffBeforeAnybodyIsShownWhatIsNew() {
    Life life = Life.of(BY_FLAG).baking(1);

    assertEquals(Weight.ALL.showing(0), life.state().desired().weight());
    assertEquals(0, shifting(life).held().users());
    life.heldWell().goesOn();
    assertEquals(Weight.ALL.showing(1), shifting(life).held());
    assertEquals("1 % by flag", shifting(life).held().toString());
  }

  @Test
  void theLastStageShowsItToEverybodyAndIsWhatIsKept() {
    Life life = Life.of(BY_FLAG).baking(5);

    assertEquals(Weight.ALL, shifting(life).held());
    life.heldWell().goesOn();
    assertEquals(Weight.ALL, life.state().desired().weight());
  }

  @Test
  void aBrokenLimitWantsTheFlagOffAndEverybodyBack() {
    Life life = Life.of(BY_FLAG).baking(3);

    life.checked(Situations.anAssessment().broken(2));

    RollingBack back = assertInstanceOf(RollingBack.class, life.state());
    assertEquals(Weight.ALL.showing(10), back.reached());
    assertEquals(Weight.NONE, back.desired().weight());
  }

  @Test
  void aFlagThatSomebodyTurnedDownIsAWayBackAndOneTurnedUpIsPutDown() {
    Life down = Life.of(BY_FLAG).baking(4);
    down.tell(down.happening().lowered(Weight.ALL.showing(0)));
    assertInstanceOf(RollingBack.class, down.state());

    Life up = Life.of(BY_FLAG).baking(4);
    up.tell(up.happening().raised());
    assertEquals(Weight.ALL.showing(50), up.state().desired().weight());
    assertEquals(false, up.state().desired().mayRaise());
  }

  @Test
  void halfTheWayBackTurnsTheFlagOffAndPausesWhereEverybodyIs() {
    Life life = Life.of(BY_FLAG).baking(4);

    life.tell(life.happening().hide());

    Paused paused = assertInstanceOf(Paused.class, life.state());
    assertEquals(Set.of(Hold.PERSON_ASKED), paused.holds());
    assertEquals(new Desired(Weight.ALL.showing(0), false), paused.desired());
    assertTrue(paused.isHiding());
    life.tell(life.happening().settled(Weight.ALL.showing(0)));
    assertFalse(life.state().isHiding());
    life.tell(life.happening().hide());
    assertEquals("nobody is shown what is new", life.words());

    life.tell(life.happening().resume()).goesOn().heldWell().goesOn();
    assertEquals(Weight.ALL.showing(1), shifting(life).held());
  }

  @Test
  void severalFlagsAreTurnedOneAfterAnotherAndOffTogether() {
    Life life = Life.of(Situations.aPlan().showing(0, 10, 100).thenShowing(10, 100).make());
    life.started().baking(4);

    assertEquals("10 % by flag 2", shifting(life).held().toString());
    assertEquals(100, shifting(life).held().users(), "everybody sees what is behind the first");
    life.tell(life.happening().hide());

    Paused paused = assertInstanceOf(Paused.class, life.state());
    assertEquals(Weight.ALL.hidden(), paused.desired().weight());
    assertTrue(life.words().contains("turned flags coupon_ui, dark_mode off"), life.words());
  }

  @Test
  void whoTurnsAnEarlierFlagOffTakesTheReleaseBack() {
    Life life = Life.of(Situations.aPlan().showing(0, 10, 100).thenShowing(10, 100).make());
    life.started().baking(4);

    life.tell(life.happening().lowered(Weight.ALL.showing(0, 99)));

    assertInstanceOf(RollingBack.class, life.state());
  }

  @Test
  void halfTheWayBackIsThereAsLongAsTheOldVersionStandsAndTheChecksAreMadeAgain() {
    Life verified = Life.of(BY_FLAG).baking(5).heldWell();
    Verifying before = assertInstanceOf(Verifying.class, verified.state());
    isHiddenAndComesBackTo(before.work().orElseThrow().attempt() + 1, verified);

    Life observed = Life.of(BY_FLAG).observing();
    isHiddenAndComesBackTo(2, observed);
    isHiddenAndComesBackTo(3, observed);
  }

  private static void isHiddenAndComesBackTo(int checks, Life life) {
    life.tell(life.happening().hide());

    Paused paused = assertInstanceOf(Paused.class, life.state());
    assertEquals(new Desired(Weight.ALL.showing(0), false), paused.desired());
    life.tell(life.happening().resume()).goesOn().heldWell().goesOn();
    assertEquals(Weight.ALL.showing(1), shifting(life).held());
    while (life.state() instanceof Shifting) {
      life.goesOn().heldWell();
    }
    Verifying again = assertInstanceOf(Verifying.class, life.state());
    assertEquals(checks, again.work().orElseThrow().attempt(), "none that was made counts again");
    life.works();
    assertInstanceOf(Observing.class, life.state());
  }

  @Test
  void whileTheOldVersionIsRetiredOnlyTheWholeWayBackIsLeftAndItHidesFirst() {
    Life life = Life.of(BY_FLAG).completing();

    life.tell(life.happening().hide());
    assertInstanceOf(Decision.Refused.class, life.last());
    assertTrue(life.words().contains("the old version is being retired"), life.words());
    life.tell(life.happening().rollback());

    RollingBack back = assertInstanceOf(RollingBack.class, life.state());
    assertInstanceOf(RollingBack.Leg.Restoring.class, back.leg());
    assertEquals(new Desired(Weight.ALL.showing(0), false), back.desired());
  }

  @Test
  void withoutAWayBackTheFlagGoesOffFromTheObservationToo() {
    Plan plan = Situations.aPlan().showing(0, 10, 100).withoutWayBackAfterMigration().make();
    Life life = Life.of(plan).observing();

    life.checked(Situations.anAssessment().broken(2));

    Paused paused = assertInstanceOf(Paused.class, life.state());
    assertEquals(new Desired(Weight.ALL.showing(0), false), paused.desired());
  }

  @Test
  void aFlagOnItsWayUpIsHiddenTooAndOneThatCannotBeTurnedOffTakesEverybodyBack() {
    Life life = Life.of(BY_FLAG).baking(1);
    life.heldWell();
    assertInstanceOf(Phase.Moving.class, shifting(life).phase());

    life.tell(life.happening().hide());
    assertEquals(Weight.ALL.showing(0), life.state().desired().weight());
    life.tell(life.happening().trafficFailed());

    assertInstanceOf(RollingBack.class, life.state());
  }

  @Test
  void withoutAWayBackTheFlagIsAsFarAsItGoes() {
    Plan plan = Situations.aPlan().showing(0, 10, 100).withoutWayBackAfterMigration().make();
    Life life = Life.of(plan).baking(2);

    life.checked(Situations.anAssessment().broken(2));

    Paused paused = assertInstanceOf(Paused.class, life.state());
    assertEquals(Set.of(Hold.NO_WAY_BACK), paused.holds());
    assertEquals(new Desired(Weight.ALL.showing(0), false), paused.desired());
  }

  @Test
  void withoutAFlagItStaysDarkHoweverLongUntilAPersonGoesOn() {
    Life life = Life.of(DARK).baking(1);

    life.waits(Duration.ofDays(3));
    life.checked(Situations.anAssessment().passing().complete());
    life.checked(Situations.anAssessment().silentFor(Duration.ofHours(1)));
    assertEquals(0, shifting(life).stage());
    assertEquals(Weight.NONE, life.state().desired().weight());

    life.tell(life.happening().advance(Situations.anAssessment().passing())).goesOn();
    assertEquals(1, shifting(life).stage());
    assertEquals(new Weight(5), shifting(life).held());
  }

  @Test
  void whatIsDarkIsNotBroughtToUsersWhileTheOldVersionBreaks() {
    Life life = Life.of(DARK).baking(1);

    life.tell(life.happening().advance(Situations.anAssessment().broken(1)));

    assertInstanceOf(Decision.Refused.class, life.last());
    assertTrue(life.words().contains("a limit is broken now"), life.words());
  }

  @Test
  void whatIsDarkIsRemovedWhenSomebodyAsks() {
    Life life = Life.of(DARK).baking(1);

    life.tell(life.happening().rollback()).goesOn();

    RollingBack back = assertInstanceOf(RollingBack.class, life.state());
    assertEquals(Weight.NONE, back.reached());
  }
}
