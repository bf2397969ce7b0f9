package dev.slipway.view;

import dev.slipway.control.GateKeeper;
import dev.slipway.control.Stretch;
import dev.slipway.gate.Approvals;
import dev.slipway.gate.GateVerdict;
import dev.slipway.gate.ItemState;
import dev.slipway.gate.Need;
import dev.slipway.gate.Phase;
import dev.slipway.health.Judge.Question;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.migration.Migration;
import dev.slipway.plan.Plan;
import dev.slipway.plan.RollbackPlan;
import dev.slipway.plan.Stage;
import dev.slipway.release.ChangeRecord;
import dev.slipway.risk.Classification;
import dev.slipway.risk.Finding;
import dev.slipway.risk.Kind;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Shifting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pieces that several views share. */
final class Parts {
  private Parts() {}

  static RiskPart risk(Classification risk, People people) {
    return new RiskPart(
        lower(risk.level()),
        lower(risk.computed()),
        risk.points(),
        risk.mediumFrom(),
        risk.highFrom(),
        risk.findings().stream().map(Parts::finding).toList(),
        Plain.lines(risk.quietRules()),
        risk.override().map(word -> override(word, people)));
  }

  private static RiskPart.Finding finding(Finding finding) {
    return new RiskPart.Finding(
        finding.points(),
        finding.rule(),
        finding.kind().map(Kind::words).orElse(""),
        Plain.line(finding.where(), 120),
        Plain.line(finding.reason(), 300));
  }

  private static String override(Classification.Override word, People people) {
    String who = word.people().stream().map(people::name).collect(Collectors.joining(", "));
    return Plain.line(
        who
            + (word.people().size() == 1 ? " says " : " say ")
            + lower(word.to())
            + ": "
            + word.reason(),
        300);
  }

  /** What its registry tells of the artifact, and by which name it is pulled. */
  static Optional<String> image(ChangeRecord change) {
    return change
        .image()
        .map(image -> Plain.line(image.at(change.artifact()) + ", " + image.words(), 500));
  }

  static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  static ApprovalPart approvals(GateKeeper.Status status) {
    if (status.facts().planHash().isBlank()) {
      return new ApprovalPart(0, List.of(), List.of(), List.of());
    }
    Approvals approvals = Approvals.of(status.facts());
    return new ApprovalPart(
        status.facts().needs().stream().mapToInt(Need::count).sum(),
        approvals.given().stream()
            .map(g ->
                new ApprovalPart.Given(
                    Plain.line(g.name()), g.role(), g.at(), Plain.line(g.surface())))
            .toList(),
        approvals.missing().stream()
            .map(m -> new ApprovalPart.Missing(m.role(), m.open(), Plain.lines(m.can())))
            .toList(),
        Plain.lines(approvals.ignored()));
  }

  static ItemCounts counts(List<ItemState> items, Phase phase) {
    return counts(items.stream().filter(state -> state.item().phase() == phase).toList());
  }

  /** By group, in the checklist's order. */
  static List<ShowView.Group> groups(List<ItemState> items, Phase phase) {
    Map<String, List<ItemState>> groups = new LinkedHashMap<>();
    for (ItemState state : items) {
      if (state.item().phase() == phase) {
        groups.computeIfAbsent(state.item().group(), name -> new ArrayList<>()).add(state);
      }
    }
    return groups.entrySet().stream()
        .map(group -> new ShowView.Group(Plain.line(group.getKey()), counts(group.getValue())))
        .toList();
  }

  private static ItemCounts counts(List<ItemState> mine) {
    return new ItemCounts(
        (int) mine.stream().filter(ItemState::isClosed).count(),
        mine.size(),
        (int) mine.stream().filter(state -> state.standing() == ItemState.Standing.WAIVED).count(),
        (int) mine.stream().filter(state -> state.standing() == ItemState.Standing.FAILED).count());
  }

  /** What people have to do something about; checks that the start itself will run are left out. */
  static List<Block> blocks(GateVerdict verdict) {
    return verdict.blocks().stream()
        .filter(block -> !NextStep.closesByItself(block))
        .map(b -> new Block(b.code(), b.what(), Plain.line(b.why()), Plain.line(b.fix())))
        .toList();
  }

  static List<MigrationPart> migrations(ReleaseRecord release) {
    Set<String> applied =
        release.story().stream()
            .filter(told ->
                told.fact() instanceof Fact.Happened h
                    && h.happening() instanceof Happening.StepDone)
            .map(told -> ((Happening.StepDone) ((Fact.Happened) told.fact()).happening()).step())
            .collect(Collectors.toSet());
    return release.plan().map(Plan::migrations).orElse(List.of()).stream()
        .map(migration -> migration(migration, applied.contains("migrate-" + migration.id())))
        .toList();
  }

  private static MigrationPart migration(Migration migration, boolean applied) {
    boolean later = migration.phase() == dev.slipway.migration.Phase.CONTRACT;
    return new MigrationPart(
        Plain.line(migration.id()),
        Plain.line(migration.path(), 200),
        Plain.line(migration.description(), 120),
        lower(migration.phase()),
        applied ? Role.GOOD : later ? Role.NONE : Role.LATER,
        applied ? "applied" : later ? "not part of this release" : "not yet",
        Plain.lines(migration.reasons()));
  }

  /** "canary 5 → 25 → 100 %, 15 min each". */
  static String strategy(Plan plan) {
    List<Duration> bakes = plan.stages().stream().map(Stage::bake).distinct().toList();
    String each =
        bakes.size() == 1
            ? Figures.duration(bakes.getFirst()) + (plan.stages().size() == 1 ? "" : " each")
            : plan.stages().stream()
                .map(stage -> Figures.duration(stage.bake()))
                .collect(Collectors.joining(", "));
    return plan.strategy().words()
        + " "
        + shares(plan)
        + " %"
        + exposure(plan)
        + ", "
        + each
        + against(plan);
  }

  /**
   * "stage 2 of 5"; with whom users of it are compared, where that is not all of the old version.
   */
  static String stage(Shifting shifting) {
    boolean group =
        Stretch.of(shifting)
            .filter(stretch -> stretch.question() == Question.CANARY_AGAINST_GROUP)
            .isPresent();
    return "stage "
        + (shifting.stage() + 1)
        + " of "
        + shifting.plan().stages().size()
        + (group ? ", against the baseline group" : "");
  }

  /** What a canary is compared with is said where it is not what serves anyhow. */
  private static String against(Plan plan) {
    return plan.hasGroup() ? ", against a baseline group" : "";
  }

  /** " by flag coupon_ui, then by dark_mode"; "" where the share is one of traffic. */
  static String exposure(Plan plan) {
    return plan.flags().isEmpty()
        ? ""
        : " by flag "
            + plan.flags().stream()
                .map(flag -> Plain.line(flag, 80))
                .collect(Collectors.joining(", then by "));
  }

  static String shares(Plan plan) {
    return joined(plan.stages().stream().map(stage -> stage.weight().users()));
  }

  /** To how many each flag shows what is new, beginning where it is off. */
  static String exposures(Plan plan) {
    return joined(
        plan.stages().stream()
            .filter(stage -> stage.weight().percent() == 100)
            .map(stage -> stage.weight().byFlag()));
  }

  /** The shares of traffic, or of instances, without what flags show. */
  static String moves(Plan plan) {
    return joined(plan.stages().stream().map(stage -> stage.weight().percent()));
  }

  private static String joined(Stream<Integer> percents) {
    return percents
        .distinct()
        .map(percent -> Integer.toString(percent))
        .collect(Collectors.joining(" → "));
  }

  /** "traffic switch to v1, about 12 s, no data lost". */
  static String wayBack(RollbackPlan back) {
    return back.method()
        + ", about "
        + Figures.duration(back.computed())
        + (back.losesData() ? ", loses data" : ", no data lost")
        + back.pointOfNoReturn().map(step -> ", none after " + Plain.line(step)).orElse("");
  }

  static Optional<ShowView.PlanPart> plan(ReleaseRecord release, People people) {
    return release
        .plan()
        .map(plan ->
            new ShowView.PlanPart(
                plan.hash().value(),
                plan.hash().brief(),
                risk(plan.risk(), people),
                strategy(plan),
                wayBack(plan.rollback()),
                plan.rollback().losesData()));
  }
}
