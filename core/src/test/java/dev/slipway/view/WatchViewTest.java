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
import org.junit.jupiter.api.Test;

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
  private final List<Store.Check> checks = new ArrayList<>();
  private final List<ReleaseRecord.Told> story = new ArrayList<>();

  private WatchView frame(State state) {
    return frame(state, Optional.empty());
  }

  private WatchView frame(State state, Optional<Assessment> assessment) {
    ReleaseRecord release =
        new ReleaseRecord(OPENED, state, List.of(), new Weight(5), story.size(), story);
    return WatchView.of(
        release, checks, assessment, new People(Map.of("ada", "Ada Okafor")), minutesLater(1));
  }

  private void measured(double baseline, double canary) {
    List<Measure> measures =
        List.of(measure(Side.BASELINE, baseline), measure(Side.CANARY, canary));
    Verdict verdict = canary > 0.02 ? Verdict.FAIL : Verdict.PASS;
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
            "stage-1",
            TEN.plusSeconds(checks.size()),
            Duration.ofSeconds(1),
            REQUESTS,
            new Judgement(verdict, REQUESTS, 0, List.of(signal), "error rate"),
            measures));
  }

  private static Measure measure(Side side, double value) {
    return new Measure(
        Signal.ERROR_RATE, side, OptionalDouble.of(value), Math.round(value * REQUESTS), REQUESTS);
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
  void offersWhatTheMachineWouldNotRefuse() {
    assertEquals(List.of(), frame(aRelease().planned()).actions());
    assertEquals(
        List.of(Action.PAUSE, Action.ADVANCE, Action.EXTEND, Action.ROLL_BACK),
        frame(aRelease().shifting(1).baking()).actions());
    assertEquals(
        List.of(Action.RESUME, Action.ROLL_BACK),
        frame(Situations.paused(aRelease().shifting(1).baking(), Hold.PERSON_ASKED)).actions());
    assertEquals(
        List.of(Action.PAUSE, Action.EXTEND, Action.ROLL_BACK),
        frame(aRelease().observing()).actions());
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
