package dev.slipway.evidence;

import dev.slipway.gate.GateRecord;
import dev.slipway.health.Limits;
import dev.slipway.health.Reading;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Stage;
import dev.slipway.plan.Step;
import dev.slipway.plan.VerificationChecklist;
import dev.slipway.plan.WatchList;
import dev.slipway.risk.Classification;
import dev.slipway.rollout.Planned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What changes, how careful the release is and why, in what steps, and who watches what. */
final class ReleasePlanPage {
  private final Subject subject;
  private final Plan plan;
  private final Page page;

  private ReleasePlanPage(Subject subject, Page page) {
    this.subject = subject;
    this.plan = subject.plan();
    this.page = page;
  }

  static String of(Subject subject, KeptText kept) {
    return new ReleasePlanPage(subject, new Page(kept)).write();
  }

  private String write() {
    page.frontMatter(subject.frontMatter("release-plan/1"))
        .title(subject.heading("Release plan"))
        .says(Subject.legend())
        .section("1. In two sentences")
        .says(subject.record().opened().title())
        .keep("summary", "✎ What changes for users, and why now, in two sentences.")
        .section("2. Contents");
    subject.contents(page);
    risk();
    strategy();
    limits();
    migrations();
    page.section("7. Configuration and flags")
        .says(
            plan.rollback()
                .flagOff()
                .map(off -> "The way off without moving traffic: " + off)
                .orElse("The change names no flag."))
        .section("8. Dependencies and order with other services")
        .keep("dependencies", "✎ What has to be there before, and who has to follow.");
    steps();
    people();
    when();
    page.section("12. Communication")
        .keep("communication", "✎ Who is told what, and when.")
        .section("13. Watch list")
        .list(WatchList.of(plan))
        .section("14. Verification checklist")
        .boxes(VerificationChecklist.of(plan))
        .section("15. Open questions")
        .keep("open-questions", "✎ What is not known yet, and who finds out.");
    return page.finish();
  }

  private void risk() {
    Classification risk = plan.risk();
    page.section("3. Risk")
        .says(
            "The level is "
                + Plain.lowerCase(risk.level())
                + ": the rules say "
                + Plain.lowerCase(risk.computed())
                + " with "
                + Figures.count(risk.points(), "point")
                + " (medium from "
                + risk.mediumFrom()
                + ", high from "
                + risk.highFrom()
                + ").");
    if (risk.findings().isEmpty()) {
      page.says("No rule fired.");
    } else {
      page.table(
          List.of("Rule", "Kind", "Points", "Where", "Reason"),
          risk.findings().stream()
              .map(finding ->
                  List.of(
                      finding.rule(),
                      finding.kind().map(kind -> kind.words()).orElse("the change as a whole"),
                      Integer.toString(finding.points()),
                      Plain.line(finding.where(), 200),
                      Plain.line(finding.reason(), 300)))
              .toList());
    }
    risk.override()
        .ifPresent(word ->
            page.says(
                "Set to "
                    + Plain.lowerCase(word.to())
                    + " by "
                    + subject.naming().people(word.people())
                    + Telling.because(word.reason())
                    + (word.to() == risk.level() ? "" : " (this does not hold)")));
    List<String> said =
        subject.record().gateRecords().stream()
            .filter(record -> record instanceof GateRecord.RiskSet)
            .map(record -> (GateRecord.RiskSet) record)
            .map(set ->
                subject.naming().person(set.by())
                    + " said "
                    + set.level()
                    + " at "
                    + Figures.moment(set.at())
                    + " UTC"
                    + Telling.because(set.reason()))
            .toList();
    if (!said.isEmpty()) {
      page.list(said);
    }
    if (!risk.quietRules().isEmpty()) {
      page.says("Rules that looked and found nothing:").list(risk.quietRules());
    }
  }

  private void strategy() {
    page.section("4. Strategy and stages")
        .says(
            "The strategy is " + plan.strategy().words() + Telling.because(plan.strategyBecause()));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < plan.stages().size(); i++) {
      Stage stage = plan.stage(i);
      rows.add(
          List.of(
              Integer.toString(i + 1),
              stage.weight().toString(),
              reach(stage),
              Integer.toString(stage.instances()),
              Figures.planned(stage.bake())));
    }
    page.table(
            List.of("Stage", "Share of the new version", "Of", "New instances", "Watched for"),
            rows)
        .says(
            plan.batches().map(batches -> "It goes in " + batches.words() + ". ").orElse("")
                + "After the last stage everybody is watched on "
                + plan.to()
                + " for "
                + Figures.planned(plan.observe())
                + ". A pause nobody answers ends after "
                + Figures.planned(plan.hold())
                + ": below 100 % the release goes back, at 100 % people are called.");
  }

  private String reach(Stage stage) {
    return switch (stage) {
      case Stage.WeightStage weight -> "requests";
      case Stage.BatchStage batch -> "instances, batch " + batch.batch() + " of " + batch.of();
      case Stage.SwitchStage all -> "requests, switched at once";
      case Stage.RehearsalStage rehearsal -> reach(rehearsal.first()) + ", left at once";
      case Stage.DarkStage dark -> "nobody, until a person goes on";
      case Stage.ExposureStage exposure when !exposure.weight().showsAny() ->
          "requests, with " + plan.namedFlags() + " off";
      case Stage.ExposureStage exposure ->
          "users who see flag " + exposure.flag() + "; everybody is on the new version";
    };
  }

  private void limits() {
    Limits limits = plan.limits();
    page.section("5. Abort limits")
        .says(
            "Fixed before the start. When one breaks the release goes back at once; nobody is asked.")
        .table(
            List.of("Signal", "Broken when"),
            limits.limits().stream()
                .map(limit -> List.of(limit.signal().words(), Reading.broken(limit, subject.old())))
                .toList())
        .facts(
            List.of(
                Page.fact(
                    "Breaks needed", Figures.count(limits.breaksInARow(), "check") + " in a row"),
                Page.fact(
                    "Looked at",
                    "every "
                        + Figures.planned(limits.interval())
                        + ", over the last "
                        + Figures.planned(limits.window())),
                Page.fact(
                    "Least data",
                    Figures.count(limits.minimumRequests(), "request")
                        + ", for the error rate "
                        + Figures.count(limits.minimumFailures(), "failure")),
                Page.fact(
                    "Silent metrics",
                    "pause after "
                        + Figures.planned(limits.grace())
                        + ", back after "
                        + Figures.planned(limits.blindLimit())
                        + " while a stage runs")));
  }

  private void migrations() {
    page.section("6. Migrations");
    if (plan.migrations().isEmpty()) {
      page.says("None.");
      return;
    }
    page.table(
        List.of("Id", "File", "Phase", "When", "Why this phase", "Checksum"),
        plan.migrations().stream()
            .map(migration ->
                List.of(
                    migration.id(),
                    Plain.line(migration.path(), 200),
                    Plain.lowerCase(migration.phase()),
                    isPlanned(new Step.RunMigration(migration))
                        ? "before any new instance"
                        : "not in this release",
                    Plain.line(String.join("; ", migration.reasons()), 400),
                    Telling.brief(migration.checksum())))
            .toList());
  }

  private boolean isPlanned(Step step) {
    return Stream.concat(plan.starting().stream(), plan.completing().stream())
        .anyMatch(planned -> planned.id().equals(step.id()));
  }

  private void steps() {
    List<List<String>> rows = new ArrayList<>();
    plan.starting().forEach(step -> add(rows, step.id(), step.words()));
    if (plan.isInPlace()) {
      add(rows, plan.firstDeploy().id(), plan.firstDeploy().words());
    }
    for (int i = 0; i < plan.stages().size(); i++) {
      Stage stage = plan.stage(i);
      if (i == 0 || plan.needsMoreCapacity(i)) {
        add(rows, plan.capacityFor(i).id(), plan.capacityFor(i).words());
      }
      if (i == 0 && plan.isDark()) {
        add(rows, plan.checkUnserved().id(), plan.checkUnserved().words());
      }
      add(rows, "stage-" + (i + 1), moves(stage));
    }
    add(rows, plan.verification().id(), plan.verification().words());
    if (plan.observe().compareTo(Duration.ZERO) > 0) {
      add(rows, "observe", "watch everybody for " + Figures.planned(plan.observe()));
    }
    plan.completing().forEach(step -> add(rows, step.id(), step.words()));
    page.section("9. Steps").table(List.of("No.", "Step", "What"), rows);
  }

  private static String moves(Stage stage) {
    return stage instanceof Stage.DarkStage
        ? "nobody is on it until a person goes on"
        : "share to " + stage.weight() + ", watch for " + Figures.planned(stage.bake());
  }

  private static void add(List<List<String>> rows, String id, String words) {
    rows.add(List.of(Integer.toString(rows.size() + 1), id, words));
  }

  private void people() {
    Naming naming = subject.naming();
    List<String> approvers =
        plan.approvals().stream().map(need -> need.count() + " × " + need.role()).toList();
    page.section("10. People")
        .facts(
            List.of(
                Page.fact("Opened by", naming.person(subject.record().opened().owner())),
                Page.fact("Owner", naming.person(plan.owner())),
                Page.fact(
                    "Approvals asked for",
                    approvers.isEmpty() ? "none, by policy" : String.join(", ", approvers)),
                Page.fact("Follows up after a rollback", naming.person(plan.rollback().owner()))))
        .keep("people", "✎ Who watches during and after the release, and who is informed.");
  }

  private void when() {
    String scheduled =
        subject.record().state() instanceof Planned planned
            ? Figures.moment(planned.due())
            : Figures.NONE;
    page.section("11. When")
        .facts(
            List.of(
                Page.fact(
                    "Opened",
                    Figures.moment(subject.record().story().getFirst().entry().at()) + " UTC"),
                Page.fact("Scheduled", scheduled),
                Page.fact("Started", Figures.moment(subject.startedAt())),
                Page.fact("Ended", Figures.moment(subject.story().endedAt()))))
        .keep("window", "✎ The window, and what must not happen at the same time.");
  }
}
