package dev.slipway.view;

import dev.slipway.control.GateKeeper;
import dev.slipway.control.Rehearsal;
import dev.slipway.gate.Need;
import dev.slipway.gate.Phase;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.CheckWords;
import dev.slipway.plan.Plan;
import dev.slipway.plan.WatchList;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The way out and the way back before anything moves.
 *
 * @param explain whether everything the rules looked at was asked for; short otherwise
 * @param checkedEvery how often limits are looked at; {@code breaksInARow} of them past a limit
 *     send it back
 * @param wayBack "traffic switch to v2.4.0", {@code wayBackTakes} long
 * @param rehearsed empty when it never was
 * @param catalogue hash of the one that it was made from, in whole
 * @param image "registry.example/team/shop@sha256:…, built from 4be1c22"; empty where no registry
 *     tells
 * @param told who outside the team will hear of it: "mail to 14 people, status-page"
 * @param blocks what stands in the way of a start
 * @param remarks what people should know although it does not block
 */
public record PlanView(
    Instant now,
    Headline headline,
    boolean explain,
    String hash,
    String hashBrief,
    String catalogue,
    RiskPart risk,
    String strategy,
    String strategyBecause,
    List<Stage> stages,
    List<Step> steps,
    List<LimitLine> limits,
    int breaksInARow,
    Duration checkedEvery,
    Duration window,
    long minimumRequests,
    long minimumFailures,
    Duration observe,
    List<String> approvals,
    List<String> triggers,
    String wayBack,
    Duration wayBackTakes,
    Optional<Rehearsed> rehearsed,
    String data,
    boolean losesData,
    Optional<String> pointOfNoReturn,
    Optional<String> flagOff,
    List<String> notUndone,
    List<MigrationPart> migrations,
    List<String> checksAfter,
    Optional<String> image,
    List<String> watchList,
    Optional<String> told,
    ApprovalPart approvalState,
    ItemCounts before,
    List<Block> blocks,
    List<String> remarks,
    String next)
    implements View {
  public record Stage(int number, int percent, int instances, Duration bake) {}

  /**
   * @param name "migrate", "deploy", "traffic", "verify", "observe" or "complete"
   * @param takes in words; "" when it cannot be told
   */
  public record Step(
      int number, String name, String what, String takes, String undo, String ifItFails) {}

  /**
   * @param words "error rate above 2 % and 1 point above v1"
   */
  public record LimitLine(String signal, String words) {}

  public PlanView {
    stages = List.copyOf(stages);
    steps = List.copyOf(steps);
    limits = List.copyOf(limits);
    approvals = List.copyOf(approvals);
    triggers = List.copyOf(triggers);
    notUndone = List.copyOf(notUndone);
    migrations = List.copyOf(migrations);
    checksAfter = List.copyOf(checksAfter);
    watchList = List.copyOf(watchList);
    blocks = List.copyOf(blocks);
    remarks = List.copyOf(remarks);
  }

  @Override
  public String schema() {
    return "release.plan/1";
  }

  /**
   * The last time the way back of this service was tried.
   *
   * @param words "rehearsed 3 d ago in staging, 12 s"
   * @param good whether it was quick enough, and users were seen to be well after it
   */
  public record Rehearsed(String words, boolean good) {}

  /**
   * @param told who outside the team will hear of it
   * @throws IllegalArgumentException when the release has no plan yet
   */
  public static PlanView of(
      ReleaseRecord release,
      GateKeeper.Status gates,
      Catalogue catalogue,
      People people,
      String viewer,
      Optional<Rehearsal> rehearsal,
      Instant now,
      boolean explain,
      Optional<String> told) {
    Plan plan =
        release
            .plan()
            .orElseThrow(() -> new IllegalArgumentException(release.id() + " has no plan yet"));
    String label = plan.from().map(Object::toString).orElse("nothing");
    String old = plan.hasGroup() ? "the baseline group of " + label : label;
    boolean before = release.state() instanceof dev.slipway.rollout.Planned;
    List<Stage> stages = new java.util.ArrayList<>();
    for (int i = 0; i < plan.stages().size(); i++) {
      dev.slipway.plan.Stage stage = plan.stage(i);
      stages.add(new Stage(i + 1, stage.weight().byFlag(), stage.instances(), stage.bake()));
    }
    return new PlanView(
        now,
        Headline.of(release, Optional.of(gates), Optional.empty(), people),
        explain,
        plan.hash().value(),
        plan.hash().brief(),
        plan.catalogueHash(),
        Parts.risk(plan.risk(), people),
        Parts.strategy(plan),
        Plain.line(plan.strategyBecause(), 300),
        stages,
        PlanSteps.of(plan),
        plan.limits().limits().stream()
            .map(limit -> new LimitLine(limit.signal().key(), Figures.limit(limit, old)))
            .toList(),
        plan.limits().breaksInARow(),
        plan.limits().interval(),
        plan.limits().window(),
        plan.limits().minimumRequests(),
        plan.limits().minimumFailures(),
        plan.observe(),
        plan.approvals().stream().map(PlanView::need).toList(),
        Plain.lines(plan.rollback().triggers()),
        Plain.line(plan.rollback().method()),
        plan.rollback().computed(),
        rehearsal.map(last -> rehearsed(last, now)),
        Plain.line(plan.rollback().dataCompatibility()),
        plan.rollback().losesData(),
        plan.rollback().pointOfNoReturn().map(Plain::line),
        plan.rollback().flagOff().map(Plain::line),
        Plain.lines(plan.rollback().notUndone()),
        Parts.migrations(release),
        Plain.lines(CheckWords.of(plan, catalogue)),
        Parts.image(release.change()),
        Plain.lines(WatchList.of(plan)),
        told.map(words -> Plain.line(words, 300)),
        Parts.approvals(gates),
        Parts.counts(gates.items(), Phase.BEFORE),
        before ? Parts.blocks(gates.verdict()) : List.of(),
        before ? Plain.lines(gates.verdict().remarks()) : List.of(),
        NextStep.next(release, gates, viewer));
  }

  private static Rehearsed rehearsed(Rehearsal last, Instant now) {
    return new Rehearsed(
        "rehearsed "
            + Figures.ago(last.at(), now)
            + " in "
            + last.environment()
            + ", "
            + Figures.duration(last.took())
            + (last.proven() ? "" : ", and not proven"),
        last.good());
  }

  private static String need(Need need) {
    return need.count() + " " + need.role();
  }
}
