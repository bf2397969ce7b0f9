package dev.slipway.view;

import static dev.slipway.rollout.Situations.ADA;
import static dev.slipway.rollout.Situations.TEN;
import static dev.slipway.rollout.Situations.aPlan;
import static dev.slipway.rollout.Situations.aRelease;
import static dev.slipway.rollout.Situations.anAssessment;
import static dev.slipway.rollout.Situations.minutesLater;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Assessment;
import dev.slipway.health.Judgement;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Entry;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.plan.Plan;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Hold;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Situations;
import dev.slipway.rollout.State;
import dev.slipway.view.WatchView.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a frame says of a release in one of its states. */
class WatchViewTest {
  private static final Plan PLAN = aPlan().make();
  private static final Fact.Opened OPENED =
      new Fact.Opened(
          PLAN.release(),
          PLAN.environment(),
          "ada",
          "shop v2",
          "",
          Optional.empty(),
          new ChangeRecord(
              PLAN.from(),
              PLAN.to(),
              PLAN.fromCommit(),
              PLAN.toCommit(),
              PLAN.artifact(),
              List.of(),
              List.of(),
              List.of()));
  private static final long REQUESTS = 1000;
  private Weight reached = new Weight(5);
  private final List<Store.Check> checks = new ArrayList<>();
  private final List<ReleaseRecord.Told> story = new ArrayList<>();

  private WatchView frame(State state) {
    return frame(state, Optional.empty());
  }

  private WatchView frame(State state, Optional<Assessment> assessment) {
    ReleaseRecord release =
        new ReleaseRecord(OPENED, state, List.of(), reached, story.size(), story);
    return WatchView.of(
        release, checks, assessment, new People(Map.of("ada", "Ada Okafor")), minutesLater(1));
  }

  private void measured(double baseline, double canary) {
    measured("stage-1", canary > 0.02 ? Verdict.FAIL : Verdict.PASS, REQUESTS, baseline, canary);
  }

  private void measured(
      String stretch, Verdict verdict, long requests, double baseline, double canary) {
    List<Measure> measures =
        List.of(measure(Side.BASELINE, requests, baseline), measure(Side.CANARY, requests, canary));
    Judgement.OfSignal signal =
        new Judgement.OfSignal(
            Signal.ERROR_RATE,
            verdict,
            OptionalDouble.of(baseline),
            OptionalDouble.of(canary),
            OptionalDouble.of(0.02),
            "error rate");
    checks.add(
        new Store.Check(
            stretch,
            TEN.plusSeconds(checks.size()),
            Duration.ofSeconds(1),
            requests,
            new Judgement(verdict, requests, 0, List.of(signal), "error rate"),
            measures));
  }

  private static Measure measure(Side side, long requests, double value) {
    return new Measure(
        Signal.ERROR_RATE, side, OptionalDouble.of(value), Math.round(value * requests), requests);
  }

  @BeforeEach
  void isOpened() {
    story.add(new ReleaseRecord.Told(entry("opened"), OPENED));
  }

  private void happened(Happening happening) {
    Fact fact =
        new Fact.Happened(
            happening,
            Fact.Answer.MOVED,
            new Reason(Reason.Code.AS_PLANNED, "as planned"),
            "Starting",
            List.of());
    story.add(new ReleaseRecord.Told(entry("happened"), fact));
  }

  private Entry entry(String kind) {
    return new Entry(
        StreamName.of(PLAN.release()), story.size() + 1L, kind, 1, TEN, ADA, "test", "", "", "");
  }

  @Test
  @Tag("S1")
  void saysThatAValueIsWorthAWord() {
    measured(0.003, 0.014);

    WatchView.Signal signal = frame(aRelease().shifting(1).baking()).signals().getFirst();

    assertEquals("a warning: above 1 %", signal.verdict());
    assertEquals("warning", signal.brief());
    assertEquals(Role.WAITING, signal.role());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metrics do not answer: Prometheus: requests and failures: no answer within 2000 ms",
        "metrics do not answer: Prometheus: requests and failures: answers 502 and no JSON",
        "error rate is not measured: finds no series {job=\"shop\"}",
        "error rate is not measured: its newest sample of {job=\"shop\"} is 12 s old",
        "saturation is not measured: finds 2 series, not one: put sum(…) or max(…) around the query",
        "latency p95 is not measured: is NaN, no number"
      })
  void saysWhyNothingCountsAndWhatComesOfIt(String why) {
    Assessment blind = anAssessment().unmeasurable(why, Duration.ofSeconds(20)).at(TEN);
    Shifting baking = aRelease().shifting(2).baking();

    assertTrue(
        frame(baking, Optional.of(blind))
            .happensNext()
            .startsWith("Nothing counts: " + why + ". It pauses in about 40 s of it. "),
        () -> frame(baking, Optional.of(blind)).happensNext());
    assertEquals(
        "cannot be measured now", frame(baking, Optional.of(blind)).headline().health().words());

    WatchView paused = frame(Situations.paused(baking, Hold.METRICS_SILENT), Optional.of(blind));
    assertEquals("paused: health cannot be measured", paused.headline().state().words());
    assertTrue(
        paused
            .happensNext()
            .startsWith("It goes on by itself when it can be measured; otherwise it goes back in "),
        paused::happensNext);
  }

  @Test
  void offersWhatTheMachineWouldNotRefuse() {
    assertEquals(List.of(), frame(aRelease().planned()).actions());
    assertEquals(
        List.of(Action.PAUSE, Action.ADVANCE, Action.EXTEND, Action.ROLL_BACK),
        frame(aRelease().shifting(1).baking()).actions());
    assertEquals(
        List.of(Action.RESUME, Action.EXTEND, Action.ROLL_BACK),
        frame(Situations.paused(aRelease().shifting(1).baking(), Hold.PERSON_ASKED)).actions());
    assertEquals(
        List.of(Action.PAUSE, Action.EXTEND, Action.FINISH, Action.ROLL_BACK),
        frame(aRelease().observing()).actions());
    assertEquals(
        List.of(Action.RESUME, Action.EXTEND, Action.FINISH, Action.ROLL_BACK),
        frame(Situations.paused(aRelease().observing(), Hold.PERSON_ASKED)).actions());
    assertEquals(List.of(), frame(aRelease().finished()).actions());
  }

  @Test
  void drawsBothVersionsOverTheLastChecksOldestFirst() {
    measured(0.001, 0.002);
    measured(0.003, 0.004);
    WatchView.Signal signal = frame(aRelease().shifting(1).baking()).signals().getFirst();
    assertEquals(List.of(0.001, 0.003), signal.baselineRecent());
    assertEquals(List.of(0.002, 0.004), signal.recent());
    for (int i = 0; i < 30; i++) {
      measured(0.001, 0.002);
    }
    assertEquals(20, frame(aRelease().shifting(1).baking()).signals().getFirst().recent().size());
  }

  @Test
  void warnsFromNineTenthsOfALimitOn() {
    measured(0.001, 0.0179);
    WatchView.Signal far = frame(aRelease().shifting(1).baking()).signals().getFirst();
    assertEquals("warning", far.brief());
    measured(0.001, 0.0099);
    WatchView.Signal within = frame(aRelease().shifting(1).baking()).signals().getFirst();
    assertEquals("within", within.brief());
    assertEquals(Role.GOOD, within.role());
    measured(0.001, 0.0181);
    WatchView.Signal near = frame(aRelease().shifting(1).baking()).signals().getFirst();
    assertEquals("near", near.brief());
    assertEquals(Role.WAITING, near.role());
    measured(0.001, 0.021);
    WatchView.Signal broken =
        frame(aRelease().shifting(1).baking(), Optional.of(anAssessment().broken(1).at(TEN)))
            .signals()
            .getFirst();
    assertEquals("broken", broken.brief());
    assertEquals(1, broken.breaks());
  }

  @Test
  void keepsWhatBrokeWhileTheOldVersionIsChecked() {
    measured(0.001, 0.118);
    measured(0.001, 0.118);
    assertEquals("11.8 % broken 2", row(aRelease().rollingBack().traffic()));
    measured("after-rollback", Verdict.PASS, REQUESTS, 0.002, 0.0);
    for (State state :
        List.of(
            aRelease().rollingBack().verifying(),
            aRelease().rollingBack().cleaningUp(),
            aRelease().stuck(aRelease().rollingBack().cleaningUp()))) {
      assertEquals("11.8 % broken 2", row(state));
      assertEquals("0.20 %", frame(state).signals().getFirst().baselineText());
    }
    measured("after-rollback", Verdict.FAIL, REQUESTS, 0.05, 0.0);
    assertEquals("11.8 % old broken 0", row(aRelease().rollingBack().verifying()));
  }

  @Test
  void givesAValueThatNobodyJudgedNoVerdict() {
    measured("after-rollback", Verdict.PASS, REQUESTS, 0.002, 0.118);
    assertEquals("11.8 % not judged 0", row(aRelease().rollingBack().verifying()));
  }

  private String row(State state) {
    WatchView.Signal signal = frame(state).signals().getFirst();
    assertEquals(
        signal.brief().endsWith("broken"), signal.role() == Role.BAD, signal.role()::toString);
    return signal.canaryText() + " " + signal.brief() + " " + signal.breaks();
  }

  @Test
  void saysWhyASignalIsUnclear() {
    measured("stage-1", Verdict.INCONCLUSIVE, 12, 0.001, 0.25);
    WatchView.Signal few = frame(aRelease().shifting(1).baking()).signals().getFirst();
    assertEquals("few in window", few.brief());
    assertEquals("unclear: 12 of 40 requests in the window", few.verdict());
    measured("stage-1", Verdict.INCONCLUSIVE, 44, 0.001, 0.025);
    Assessment enough = anAssessment().inconclusive().withRequests(44).at(TEN);
    WatchView frame = frame(aRelease().shifting(1).baking(), Optional.of(enough));
    assertEquals("may be chance", frame.signals().getFirst().brief());
    assertEquals("unclear: chance may explain it", frame.signals().getFirst().verdict());
    assertEquals("not clear yet", frame.headline().health().words());
    assertEquals("not clear yet", frame.evidence().orElseThrow().verdict());
  }

  @Test
  void leavesAStageThatHeldItsMarkOnTheWayBack() {
    reached = PLAN.stage(1).weight();
    State back = aRelease().rollingBack().verifying();
    assertEquals(List.of("GOOD held", "BAD taken back", "NONE not reached"), stages(back));
    happened(
        new Happening.Checked(TEN, ADA, "stage-2", anAssessment().passing().complete().at(TEN)));
    assertEquals(List.of("GOOD held", "GOOD held", "NONE not reached"), stages(back));
  }

  private List<String> stages(State state) {
    return frame(state).stages().stream().map(one -> one.role() + " " + one.words()).toList();
  }

  @Test
  void promisesNoStageBeforeItsRequestsHaveCome() {
    // 3 of 15 minutes are watched, and 40 requests are needed.
    assertTrue(next(40).startsWith("In about 12 min stage 2 begins: "), next(40));
    assertTrue(
        next(5).startsWith("When 35 more requests have come, in about 21 min, stage 2 begins: "),
        next(5));
    assertTrue(
        next(39).startsWith("When 1 more request has come, in about 12 min, stage 2"), next(39));
    assertTrue(
        next(0).startsWith("When 40 more requests have come, in 12 min at the earliest, stage 2"),
        next(0));
    Assessment slow = anAssessment().withRequests(5).at(TEN);
    assertEquals(
        Optional.of(Duration.ofMinutes(21)),
        frame(aRelease().shifting(1).baking(), Optional.of(slow)).left());
  }

  private String next(long requests) {
    return frame(
            aRelease().shifting(1).baking(),
            Optional.of(anAssessment().withRequests(requests).at(TEN)))
        .happensNext();
  }

  @Test
  void tellsWhetherADifferenceCouldBeChance() {
    assertTrue(frame(aRelease().shifting(1).baking()).difference().isEmpty());
    measured(0.003, 0.005);
    WatchView.Difference small = frame(aRelease().shifting(1).baking()).difference().orElseThrow();
    assertEquals(0.2, small.points(), 1e-9);
    assertEquals("error rate of v2 0.20 points higher, could be chance (p = 0.73)", small.words());
    measured(0.003, 0.118);
    assertEquals(
        "error rate of v2 11.50 points higher, hardly chance (p < 0.001)",
        frame(aRelease().shifting(1).baking()).difference().orElseThrow().words());
    measured(0.004, 0.004);
    assertEquals(
        "error rates are the same",
        frame(aRelease().shifting(1).baking()).difference().orElseThrow().words());
    assertTrue(frame(aRelease().finished()).difference().isEmpty());
  }

  @Test
  void tellsFromTheJournalWhichMigrationsWereApplied() {
    assertEquals(List.of("V58 not yet"), migrations());
    happened(Situations.at(TEN).stepDone("migrate-V58", 1));
    assertEquals(List.of("V58 applied"), migrations());
  }

  private List<String> migrations() {
    return frame(aRelease().shifting(1).baking()).migrations().stream()
        .map(migration -> migration.id() + " " + migration.state())
        .toList();
  }
}
