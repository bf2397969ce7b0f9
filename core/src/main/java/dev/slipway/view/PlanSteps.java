package dev.slipway.view;

import dev.slipway.plan.Batches;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Proofs;
import dev.slipway.plan.Stage;
import dev.slipway.plan.Step;
import dev.slipway.release.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The steps of a plan with what each takes, how it is undone, and what happens when it fails. */
final class PlanSteps {
  private static final String HARMLESS = "stop; no user has noticed";
  private static final String BACK = "back by itself";

  private final List<PlanView.Step> steps = new ArrayList<>();

  private PlanSteps() {}

  static List<PlanView.Step> of(Plan plan) {
    PlanSteps made = new PlanSteps();
    made.starting(plan);
    made.traffic(plan);
    return List.copyOf(made.steps);
  }

  private void add(String name, String what, String takes, String undo, String ifItFails) {
    steps.add(
        new PlanView.Step(steps.size() + 1, name, Plain.line(what, 200), takes, undo, ifItFails));
  }

  private void starting(Plan plan) {
    for (Step step : plan.starting()) {
      if (step instanceof Step.TakeBackup) {
        add("backup", step.words(), "", "not needed", HARMLESS);
      } else if (step instanceof Step.RunMigration run) {
        boolean only = run.migration().phase() == dev.slipway.migration.Phase.EXPAND;
        add(
            "migrate",
            run.migration().id()
                + " "
                + Parts.lower(run.migration().phase())
                + ", "
                + run.migration().description(),
            "",
            only
                ? "not needed: the old version works on it"
                : "none by itself; see the rollback plan",
            only ? HARMLESS : "people are called");
      } else if (step instanceof Step.RemoveInstances) {
        add("clear", step.words() + " from before", "", "not needed", HARMLESS);
      } else {
        add("checkpoint", step.words(), "", "not needed", HARMLESS);
      }
    }
  }

  private void traffic(Plan plan) {
    Duration bakes = plan.stages().stream().map(Stage::bake).reduce(Duration.ZERO, Duration::plus);
    String atLeast = "at least " + Figures.duration(bakes);
    String back = plan.isInPlace() ? plan.rollback().method() : switchBack(plan);
    String undo = back + ", about " + Figures.duration(plan.rollback().computed());
    if (plan.isInPlace()) {
      add("look", plan.firstDeploy().words(), "", "not needed", HARMLESS);
      add(
          "deploy",
          plan.to()
              + " "
              + plan.artifact().brief()
              + " in the place of "
              + plan.from().map(Version::label).orElse("nothing")
              + ", "
              + plan.batches().map(Batches::words).orElse("")
              + ", "
              + Parts.moves(plan)
              + " %"
              + off(plan),
          atLeast,
          undo,
          BACK);
    } else {
      add(
          "deploy",
          Figures.count(plan.stage(0).instances(), "instance")
              + " of "
              + plan.to()
              + " "
              + plan.artifact().brief()
              + group(plan),
          "",
          "remove the instances",
          HARMLESS);
      if (plan.isDark()) {
        add("check", plan.checkUnserved().words(), "", "remove the instances", HARMLESS);
      }
      if (plan.runsSuite(Proofs.Moment.BEFORE_USERS)) {
        suite(plan, ", before anybody is on it", "remove the instances");
      }
      if (plan.flags().isEmpty()) {
        add("traffic", Parts.shares(plan) + " %", atLeast, undo, BACK);
      } else {
        add("traffic", "everybody to " + plan.to() + off(plan), "", undo, BACK);
      }
    }
    if (!plan.flags().isEmpty()) {
      String flags = Plain.line(plan.namedFlags(), 200);
      add(
          "exposure",
          flags
              + " "
              + Parts.exposures(plan)
              + " %"
              + (plan.flags().size() > 1 ? ", one after another" : ""),
          atLeast,
          flags + " off, at once; then " + undo,
          BACK);
    }
    add(
        "verify",
        Figures.count(plan.checksAfter().size(), "check") + " after deploy",
        "",
        undo,
        BACK);
    if (plan.runsSuite(Proofs.Moment.EVERYBODY)) {
      suite(plan, ", with everybody on " + plan.to(), undo);
    }
    add(
        "observe",
        "everybody on " + plan.to() + ", closed to other releases",
        Figures.duration(plan.observe()),
        undo,
        BACK);
    shown(plan, undo);
    String group = plan.hasGroup() ? "end the baseline group; " : "";
    add("complete", group + completing(plan), "", undoCompleting(plan, undo, back), BACK);
  }

  private static String group(Plan plan) {
    return plan.hasGroup()
        ? ", and as many of "
            + plan.from().map(Version::label).orElse("nothing")
            + " beside it to compare with"
        : "";
  }

  private void suite(Plan plan, String when, String undo) {
    Proofs.Suite suite = plan.proofs().flatMap(Proofs::suite).orElseThrow();
    boolean back =
        suite.onFailure() == Proofs.Consequence.ROLL_BACK && !plan.rollback().losesData();
    add(
        "suite",
        plan.suite().words() + when,
        "at most " + Figures.duration(suite.within()),
        undo,
        back ? BACK : "it pauses, and people are called");
  }

  /** What success waits for, and nobody at Slipway's place can do. */
  private void shown(Plan plan, String undo) {
    Proofs proofs = plan.proofs().orElse(Proofs.NONE);
    proofs
        .suite()
        .filter(suite -> suite.source() == Proofs.Source.PIPELINE)
        .ifPresent(suite ->
            add(
                "prove",
                Proofs.SUITE + ": a pipeline sends that it passed",
                "within " + Figures.duration(suite.within()),
                undo,
                "people are called"));
    for (Proofs.Journey journey : proofs.journeys()) {
      add(
          "prove",
          journey.item() + " (" + journey.role() + "): " + journey.words(),
          "within " + Figures.duration(journey.within()),
          undo,
          "people are called");
    }
  }

  /** Also for as long as the old side is kept, by a release of its own. */
  private static String undoCompleting(Plan plan, String undo, String back) {
    if (plan.isInPlace()) {
      return undo;
    }
    return plan.endsOldInstances() || plan.from().isEmpty()
        ? "bring the old version up again, then " + back
        : "slipway rollback: " + back + " at once, nothing is deployed";
  }

  private static String switchBack(Plan plan) {
    return plan.from().map(old -> "switch to " + old).orElse("out of service");
  }

  private static String completing(Plan plan) {
    if (plan.isInPlace()) {
      return "see that every instance runs " + plan.to() + "; nothing is left to retire";
    }
    String old = plan.from().map(Version::label).orElse("");
    if (plan.keepsOld().isPresent()) {
      return old
          + " stays up for "
          + Figures.duration(plan.keepsOld().get())
          + ", without users; then it is stopped";
    }
    if (!old.isEmpty() && !plan.endsOldInstances()) {
      return "see that every instance is up; " + old + " stays, without users";
    }
    return old.isEmpty()
        ? "nothing to retire"
        : "retire " + old + ", " + Figures.count(batches(plan), "step");
  }

  private static long batches(Plan plan) {
    return plan.completing().stream().filter(Step.ReplaceBaseline.class::isInstance).count();
  }

  /** ", with flag coupon_ui off"; "" where nothing is hidden. */
  private static String off(Plan plan) {
    return plan.flags().isEmpty() ? "" : ", with " + Plain.line(plan.namedFlags(), 200) + " off";
  }
}
