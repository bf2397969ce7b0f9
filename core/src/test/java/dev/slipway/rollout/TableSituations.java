package dev.slipway.rollout;

import static dev.slipway.rollout.Situations.CLOSED;
import static dev.slipway.rollout.Situations.TEN;
import static dev.slipway.rollout.Situations.aPlan;
import static dev.slipway.rollout.Situations.aRelease;
import static dev.slipway.rollout.Situations.anAssessment;
import static dev.slipway.rollout.Situations.at;
import static dev.slipway.rollout.Situations.minutesLater;
import static dev.slipway.rollout.Situations.paused;

import dev.slipway.gate.GateVerdict;
import dev.slipway.health.Verdict;
import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening.Changed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What stands behind the words of {@link TheTable}: the situations of each column and the happening
 * of each row.
 */
final class TableSituations {
  private static final Plan ORDINARY = aPlan().make();
  private static final Plan OTHER = aPlan().hashed('b').make();
  private static final Plan KEEPING = aPlan().keepingOld(Duration.ofHours(24)).make();
  private static final Plan LOSING = aPlan().losingData().make();
  private static final Plan NO_WAY_BACK = aPlan().withoutWayBackAfterMigration().make();
  private static final Weight ANOTHER_SHARE = new Weight(3);

  /**
   * @param given what the row says of the release before anything happens
   */
  record Row(UnaryOperator<GivenRelease> given, Function<State, Happening> happening) {}

  private TableSituations() {}

  /**
   * By column, then by the word a cell may use: the state, once it is known what the row says of
   * the release.
   */
  static Map<String, Map<String, State>> columns(Row row) {
    Supplier<GivenRelease> it = () -> row.given().apply(aRelease());
    Map<String, Map<String, State>> columns = new LinkedHashMap<>();
    columns.put("Draft", Map.of("draft", it.get().draft()));
    columns.put(
        "Planned",
        Map.of("plain", it.get().planned(), "due", it.get().scheduledFor(minutesLater(60))));
    columns.put("Starting", Map.of("first", it.get().starting(1), "last", it.get().starting(2)));
    columns.put("Deploying", Map.of("deploying", it.get().deploying()));
    columns.put(
        "Shifting",
        Map.of(
            "first", it.get().shifting(1).moving(),
            "preparing", it.get().shifting(2).preparing(),
            "moving", it.get().shifting(2).moving(),
            "baking", it.get().shifting(2).baking(),
            "hold", it.get().holdingAtEnd().shifting(2).baking(),
            "last", it.get().shifting(3).baking()));
    columns.put("Verifying", Map.of("verifying", it.get().verifying()));
    columns.put("Observing", Map.of("observing", it.get().observing()));
    columns.put(
        "Completing", Map.of("first", it.get().completing(1), "last", it.get().completing(2)));
    Map<String, State> waiting = new LinkedHashMap<>();
    waiting.put("starting", waits(it.get().starting(1)));
    waiting.put("deploying", waits(it.get().deploying()));
    waiting.put("first", waits(it.get().shifting(1).moving()));
    waiting.put("preparing", waits(it.get().shifting(2).preparing()));
    waiting.put("moving", waits(it.get().shifting(2).moving()));
    waiting.put("baking", waits(it.get().shifting(2).baking()));
    waiting.put("last", waits(it.get().shifting(3).baking()));
    waiting.put("verifying", waits(it.get().verifying()));
    waiting.put("observing", waits(it.get().observing()));
    waiting.put("completing", waits(it.get().completing(1)));
    waiting.put("ending", waits(it.get().completing(2)));
    columns.put("Paused", waiting);
    columns.put(
        "RollingBack",
        Map.of(
            "restoring", it.get().rollingBack().restoring(),
            "traffic", it.get().rollingBack().traffic(),
            "verify", it.get().rollingBack().verifying(),
            "sick", it.get().rollingBack().verifying(Verdict.FAIL),
            "cleaning", it.get().rollingBack().cleaningUp()));
    columns.put(
        "Finished",
        Map.of("finished", it.get().finished(), "adopted", new Finished(Optional.empty(), TEN)));
    columns.put(
        "RolledBack",
        Map.of(
            "verified", it.get().rolledBack(new Verification.Verified()),
            "unverified",
                it.get().rolledBack(new Verification.Unverified("could not be measured"))));
    columns.put(
        "RollbackFailed",
        Map.of(
            "restoring", it.get().stuck(it.get().rollingBack().restoring()),
            "traffic", it.get().stuck(it.get().rollingBack().traffic())));
    columns.put("Cancelled", Map.of("cancelled", it.get().cancelled()));
    return columns;
  }

  private static State waits(Underway inside) {
    return paused(inside, Hold.TOO_LITTLE_DATA);
  }

  static Row row(String happening) {
    return Optional.ofNullable(rows().get(happening)).orElseThrow();
  }

  static Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    requestsBeforeAStart(rows);
    outcomes(rows);
    checks(rows);
    drifts(rows);
    requestsUnderWay(rows);
    return rows;
  }

  private static void requestsBeforeAStart(Map<String, Row> rows) {
    GivenHappening now = at(TEN);
    rows.put("PlanMade, another plan", plain(now.planMade(OTHER)));
    rows.put("PlanMade, the same plan", plain(now.planMade(ORDINARY)));
    rows.put("StartRequested, gates open", plain(now.start(ORDINARY)));
    rows.put("StartRequested, gates closed", plain(now.start(ORDINARY, CLOSED)));
    rows.put("StartRequested, other hash", plain(now.start(OTHER)));
    rows.put("StartScheduled", plain(now.startScheduled(minutesLater(90))));
    rows.put("TimePassed, nothing due", plain(now.timePassed(GateVerdict.OPEN)));
    rows.put("TimePassed, all due, gates open", plain(later().timePassed(GateVerdict.OPEN)));
    rows.put(
        "TimePassed, an hour on, gates open",
        plain(at(minutesLater(61)).timePassed(GateVerdict.OPEN)));
    rows.put(
        "TimePassed, an hour on, gates closed", plain(at(minutesLater(61)).timePassed(CLOSED)));
    rows.put(
        "TimePassed, all due, loses data",
        new Row(it -> it.of(LOSING), state -> later().timePassed(GateVerdict.OPEN)));
    rows.put(
        "TimePassed, clock set back", plain(at(minutesLater(-180)).timePassed(GateVerdict.OPEN)));
    rows.put("TimePassed, all due, gates closed", plain(later().timePassed(CLOSED)));
    rows.put("CancelRequested", plain(now.cancel()));
  }

  private static void outcomes(Map<String, Row> rows) {
    GivenHappening now = at(TEN);
    Function<State, Happening> done = state -> now.stepDone(work(state));
    rows.put("StepDone", new Row(TableSituations::ordinary, done));
    rows.put(
        "StepDone, pause asked",
        new Row(it -> it.of(ORDINARY).pausingAtBoundary(Hold.PERSON_ASKED), done));
    rows.put("StepDone, standing lost", new Row(it -> it.of(ORDINARY).holdingAtEnd(), done));
    rows.put(
        "StepDone, other attempt",
        new Row(
            TableSituations::ordinary,
            state -> now.stepDone(work(state).step().id(), work(state).attempt() + 1)));
    rows.put("StepDone, other step", plain(now.stepDone("replace-7", 1)));
    Function<State, Happening> settled = state -> now.settled(wanted(state));
    rows.put("TrafficSettled, as wanted", new Row(TableSituations::ordinary, settled));
    rows.put("TrafficSettled, another share", plain(now.settled(ANOTHER_SHARE)));
    rows.put(
        "TrafficSettled, share was lost", new Row(it -> it.of(ORDINARY).withShareLost(), settled));
    rows.put(
        "TrafficSettled, share was lost, another share",
        new Row(it -> it.of(ORDINARY).withShareLost(), state -> now.settled(ANOTHER_SHARE)));
    rows.put("TrafficFailed", plain(now.trafficFailed()));
    rows.put(
        "TrafficFailed, share was lost",
        new Row(it -> it.of(ORDINARY).withShareLost(), state -> now.trafficFailed()));
    rows.put("StepFailed NO", failed(TableSituations::ordinary, Changed.NO));
    rows.put(
        "StepFailed NO, attempts spent", failed(it -> it.of(ORDINARY).onAttempt(3), Changed.NO));
    rows.put("StepFailed YES", failed(TableSituations::ordinary, Changed.YES));
    rows.put("StepFailed UNKNOWN", failed(TableSituations::ordinary, Changed.UNKNOWN));
    rows.put("StepFailed YES, no way back", failed(it -> it.of(NO_WAY_BACK), Changed.YES));
    rows.put(
        "StepFailed NO, other attempt",
        new Row(
            TableSituations::ordinary,
            state ->
                now.stepFailed(work(state).step().id(), work(state).attempt() + 1, Changed.NO)));
  }

  private static void checks(Map<String, Row> rows) {
    GivenHappening now = at(TEN);
    rows.put("Checked pass, incomplete", checked(now, GivenAssessment::passing));
    rows.put("Checked pass, complete", checked(now, it -> it.passing().complete()));
    rows.put(
        "Checked pass, complete, of another stretch",
        plain(now.checkedElsewhere(anAssessment().passing().complete())));
    rows.put("Checked broken 1 of 2", checked(now, it -> it.broken(1)));
    rows.put("Checked broken 2 of 2", checked(now, it -> it.broken(2)));
    rows.put("AlertFired", plain(now.alert()));
    rows.put("Checked broken 2 of 2, no way back", checked(NO_WAY_BACK, now, it -> it.broken(2)));
    rows.put("Checked broken 2 of 2, loses data", checked(LOSING, now, it -> it.broken(2)));
    rows.put("AlertFired, no way back", noWayBack(now.alert()));
    rows.put("Checked inconclusive", checked(now, GivenAssessment::inconclusive));
    rows.put(
        "Checked inconclusive at the deadline",
        checked(later(), it -> it.inconclusive().atTheDeadline()));
    rows.put(
        "Checked unmeasurable within grace",
        checked(now, it -> it.silentFor(Duration.ofSeconds(30))));
    rows.put("Checked unmeasurable past grace", checked(now, GivenAssessment::silentPastGrace));
    rows.put(
        "Checked unmeasurable past grace, long after",
        checked(later(), it -> it.silentPastGrace().atTheDeadline()));
    String blind = "Checked unmeasurable past the blind limit";
    rows.put(blind, checked(now, GivenAssessment::silentPastBlindLimit));
    rows.put(
        blind + ", no way back", checked(NO_WAY_BACK, now, GivenAssessment::silentPastBlindLimit));
    rows.put(blind + ", loses data", checked(LOSING, now, GivenAssessment::silentPastBlindLimit));
  }

  private static void drifts(Map<String, Row> rows) {
    GivenHappening now = at(TEN);
    rows.put("Drifted LOST", plain(now.lost()));
    rows.put(
        "Drifted LOST, third time",
        new Row(it -> it.of(ORDINARY).afterLosses(2), state -> now.lost()));
    rows.put("Drifted LOWERED", plain(now.lowered(Weight.NONE)));
    rows.put("Drifted LOWERED, not to nothing", plain(now.lowered(ANOTHER_SHARE)));
    rows.put("Drifted LOWERED, no way back", noWayBack(now.lowered(Weight.NONE)));
    rows.put("Drifted RAISED", plain(now.raised()));
    rows.put("Drifted FOREIGN_VERSION", plain(now.foreignVersion()));
    rows.put("TakenBackUnrecorded", plain(now.takenBack()));
    rows.put("TakenBackUnrecorded, no way back", noWayBack(now.takenBack()));
  }

  private static void requestsUnderWay(Map<String, Row> rows) {
    GivenHappening now = at(TEN);
    rows.put("PauseRequested", plain(now.pause()));
    rows.put("ResumeRequested", plain(now.resume()));
    rows.put("AdvanceRequested, enough data", plain(now.advance(anAssessment().passing())));
    rows.put(
        "AdvanceRequested, too little data", plain(now.advance(anAssessment().inconclusive())));
    rows.put("AdvanceRequested, skip", plain(now.skip()));
    rows.put(
        "AdvanceRequested, skip while a limit is past",
        plain(
            now.advance(OptionalInt.empty(), true, Optional.of(anAssessment().broken(1).at(TEN)))));
    rows.put("AdvanceRequested, skip past the last stage", plain(now.skipTo(4)));
    rows.put("ExtendRequested", plain(now.extend(Duration.ofMinutes(15))));
    rows.put("ExtendRequested, by nothing", plain(now.extend(Duration.ZERO)));
    rows.put("ExtendRequested, by less", plain(now.extend(Duration.ofMinutes(-5))));
    rows.put("ExtendRequested, for ever", plain(now.extend(Duration.ofSeconds(Long.MAX_VALUE))));
    rows.put("RollbackRequested", plain(now.rollback()));
    rows.put(
        "RollbackRequested, loses data", new Row(it -> it.of(LOSING), state -> now.rollback()));
    rows.put(
        "RollbackRequested, loses data, accepted",
        new Row(it -> it.of(LOSING), state -> now.rollbackAcceptingLoss()));
    rows.put("RollbackRequested, no way back", noWayBack(now.rollback()));
    rows.put("FinishRequested", plain(now.finish()));
    rows.put("FinishRequested, no reason", plain(at(TEN).because(" ").finish()));
    rows.put("HideRequested, no flag is turned", plain(now.hide()));
    rows.put("RetireRequested", plain(now.retire()));
    rows.put(
        "RetireRequested, old side kept", new Row(it -> it.of(KEEPING), state -> now.retire()));
    rows.put("StandingLost", plain(now.standingLost()));
    rows.put("ResolvedByHand", plain(now.resolvedByHand()));
  }

  private static GivenRelease ordinary(GivenRelease it) {
    return it.of(ORDINARY);
  }

  private static Row plain(Happening happening) {
    return new Row(TableSituations::ordinary, state -> happening);
  }

  private static Row noWayBack(Happening happening) {
    return new Row(it -> it.of(NO_WAY_BACK), state -> happening);
  }

  private static Row checked(GivenHappening when, UnaryOperator<GivenAssessment> how) {
    return checked(ORDINARY, when, how);
  }

  private static Row checked(Plan plan, GivenHappening when, UnaryOperator<GivenAssessment> how) {
    return new Row(it -> it.of(plan), state -> when.checked(state, how.apply(anAssessment())));
  }

  private static Row failed(UnaryOperator<GivenRelease> given, Changed changed) {
    return new Row(given, state -> at(TEN).stepFailed(work(state), changed));
  }

  /** When every pause, deadline, retry and schedule of these situations is long over. */
  private static GivenHappening later() {
    return at(TEN.plus(Duration.ofDays(3)));
  }

  /** The step a state waits for; where it waits for none, one of its plan. */
  static Effect.Perform work(State state) {
    Optional<Effect.Perform> work =
        switch (state) {
          case Underway underway -> underway.work();
          case Paused paused -> paused.inside().work();
          case RollingBack back -> back.work();
          case RollbackFailed failed -> failed.back().work();
          case Draft draft -> Optional.empty();
          case Planned planned -> Optional.empty();
          case Finished finished -> Optional.empty();
          case RolledBack rolledBack -> Optional.empty();
          case Cancelled cancelled -> Optional.empty();
        };
    return work.orElse(new Effect.Perform(ORDINARY.capacityFor(1), 1));
  }

  /** The share whose confirmation a state would wait for. */
  private static Weight wanted(State state) {
    return switch (state) {
      case Underway underway -> underway.target();
      case Paused paused -> paused.inside().target();
      case RollbackFailed failed -> Weight.NONE;
      case Draft draft -> Weight.NONE;
      case Planned planned -> Weight.NONE;
      case RollingBack back -> back.desired().weight();
      case Finished finished -> Weight.ALL;
      case RolledBack rolledBack -> Weight.NONE;
      case Cancelled cancelled -> Weight.NONE;
    };
  }
}
