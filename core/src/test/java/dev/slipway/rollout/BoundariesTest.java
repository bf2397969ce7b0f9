package dev.slipway.rollout;

import static dev.slipway.rollout.Situations.TEN;
import static dev.slipway.rollout.Situations.aPlan;
import static dev.slipway.rollout.Situations.aRelease;
import static dev.slipway.rollout.Situations.anAssessment;
import static dev.slipway.rollout.Situations.at;
import static dev.slipway.rollout.Situations.paused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exactly at a limit: the last value that still passes, and the first that does not. */
class BoundariesTest {
  private static final Duration GRACE = GivenPlan.LIMITS.grace();
  private static final Duration BLIND = GivenPlan.LIMITS.blindLimit();
  private static final Duration MORE = Duration.ofMillis(1);
  private final Shifting baking = aRelease().shifting(2).baking();

  private static State after(State state, Happening happening) {
    return Features.after(state, state.on(happening));
  }

  private static Happening silent(State state, Duration length) {
    return at(TEN).checked(state, anAssessment().silentFor(length));
  }

  @Test
  void metricsMayBeSilentForTheWholeGrace() {
    for (Underway state : List.of(baking, aRelease().deploying(), aRelease().observing())) {
      assertEquals(state, after(state, silent(state, GRACE)));
      assertInstanceOf(Paused.class, after(state, silent(state, GRACE.plus(MORE))));
    }
    Paused waits = paused(baking, Hold.PERSON_ASKED);
    assertEquals(waits, after(waits, silent(waits, GRACE)));
  }

  @Test
  void usersMayBeUnseenForTheWholeBlindLimit() {
    assertInstanceOf(Paused.class, after(baking, silent(baking, BLIND)));
    assertInstanceOf(RollingBack.class, after(baking, silent(baking, BLIND.plus(MORE))));
    Paused waits = paused(baking, Hold.METRICS_SILENT);
    assertEquals(waits, after(waits, silent(waits, BLIND)));
    assertInstanceOf(RollingBack.class, after(waits, silent(waits, BLIND.plus(MORE))));
  }

  @Test
  void theMinimumOfRequestsIsEnoughToAdvance() {
    Happening tooFew = at(TEN).advance(anAssessment().withRequests(39));
    assertEquals(baking, after(baking, tooFew));
    assertEquals("there is too little data for a verdict yet", baking.on(tooFew).because().words());
    assertEquals(
        2,
        assertInstanceOf(
                Shifting.class, after(baking, at(TEN).advance(anAssessment().withRequests(40))))
            .stage());
  }

  @Test
  void stagesGoForwardOnly() {
    for (int to : List.of(0, 1, 2)) {
      assertEquals(baking, after(baking, at(TEN).skipTo(to)), "from stage 2 to stage " + to);
    }
    assertEquals(
        "stages only go forward, and the last of 3 is never left out",
        baking.on(at(TEN).skipTo(4)).because().words());
  }

  @Test
  void onlyWhoSkipsWatchingLeavesOutStages() {
    State first = aRelease().shifting(1).baking();
    Happening plain =
        at(TEN).advance(OptionalInt.of(2), false, Optional.of(anAssessment().passing().at(TEN)));
    assertEquals(Code.TOO_LITTLE_DATA, first.on(plain).because().code());
    assertEquals("leaving out stages needs --skip-watching", first.on(plain).because().words());
    Happening next =
        at(TEN).advance(OptionalInt.of(1), false, Optional.of(anAssessment().passing().at(TEN)));
    assertEquals(1, assertInstanceOf(Shifting.class, after(first, next)).stage());
  }

  @Test
  void aMoveCountsAsReachedBeforeItIsConfirmed() {
    State back = after(aRelease().shifting(2).moving(), at(TEN).rollback());
    assertEquals(new Weight(25), assertInstanceOf(RollingBack.class, back).reached());
    State prepared = after(aRelease().shifting(2).preparing(), at(TEN).rollback());
    assertEquals(new Weight(5), assertInstanceOf(RollingBack.class, prepared).reached());
  }

  @Test
  void aLostShareIsRaisedAgainWhereverUsersMeetTheNewVersion() {
    for (Underway state :
        List.of(baking, aRelease().verifying(), aRelease().observing(), aRelease().completing(1))) {
      State lost = after(state, at(TEN).lost());
      assertEquals(new Desired(state.target(), true), lost.desired(), state.name());
      State waits = after(paused(state, Hold.PERSON_ASKED), at(TEN).lost());
      assertEquals(new Desired(state.target(), true), waits.desired(), "paused in " + state.name());
    }
  }

  @Test
  void troubleThatPeopleWereCalledForIsNotCalledTwice() {
    Plan plan = aPlan().withoutWayBackAfterMigration().make();
    Life life =
        Life.from(plan, paused(aRelease().of(plan).shifting(2).moving(), Hold.PERSON_ASKED));
    life.tell(at(TEN).trafficFailed())
        .tell(at(TEN).trafficFailed())
        .checked(anAssessment().broken(2));
    assertEquals(1, life.pages());
    assertTrue(assertInstanceOf(Paused.class, life.state()).called());
  }

  @Test
  void whoWasCalledStaysCalled() {
    Completing completing = aRelease().completing(1);
    State called =
        after(paused(completing, Hold.METRICS_SILENT), silent(completing, BLIND.plus(MORE)));
    State more =
        after(called, at(TEN).stepFailed(completing.work().orElseThrow(), Changed.UNKNOWN));
    assertEquals(
        "=",
        Features.way(more, more.on(silent(more, BLIND.plus(MORE)))),
        "not called again for the same silence");
  }

  @Test
  void deadlinesAreOverWhenTheyAreReached() {
    RollingBack watched = aRelease().rollingBack().verifying();
    assertEquals(watched, after(watched, at(TEN.plusSeconds(119)).timePassed()));
    RollingBack over =
        assertInstanceOf(RollingBack.class, after(watched, at(TEN.plusSeconds(120)).timePassed()));
    assertInstanceOf(RollingBack.Leg.CleanUp.class, over.leg());
    assertEquals(
        Code.TOO_LITTLE_DATA, watched.on(at(TEN.plusSeconds(120)).timePassed()).because().code());
  }

  static Stream<State> carryingAPlan() {
    return TableSituations.columns(TableSituations.row("AlertFired")).entrySet().stream()
        .filter(column -> !column.getKey().equals("Draft"))
        .flatMap(column -> column.getValue().values().stream())
        .filter(state -> !state.equals(new Finished(Optional.empty(), TEN)));
  }

  @ParameterizedTest
  @MethodSource("carryingAPlan")
  void everyStateFromPlannedOnCarriesItsPlan(State state) {
    assertEquals(Optional.of(aPlan().make()), state.planned());
  }

  @Test
  void attemptsAreSpentByTheThird() {
    for (int attempt : List.of(1, 2)) {
      Deploying deploying = aRelease().onAttempt(attempt).deploying();
      assertInstanceOf(
          Deploying.class,
          after(deploying, at(TEN).stepFailed(deploying.work().orElseThrow(), Changed.NO)));
    }
  }
}
