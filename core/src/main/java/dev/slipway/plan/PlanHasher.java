package dev.slipway.plan;

import dev.slipway.health.GoldenSignals;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.migration.Migration;
import dev.slipway.release.Weight;
import dev.slipway.risk.Level;

/**
 * What approvals are bound to: a hash over what a plan would do, and over the rules it was made by.
 * Whoever is in it, what figures it was estimated from and how it is worded may change without
 * asking people again; anything else may not.
 */
public final class PlanHasher {
  /** Stands in a plan until its hash is known. */
  static final PlanHash NOT_YET = new PlanHash("0".repeat(64));

  private PlanHasher() {}

  static Plan hashed(Plan plan) {
    return plan.withHash(hash(plan));
  }

  /**
   * SHA-256 over everything the plan would do; whatever hash the plan itself carries is not looked
   * at.
   */
  public static PlanHash hash(Plan plan) {
    CanonicalText text = new CanonicalText("plan 2");
    text.add("release", plan.release().toString());
    text.add("environment", plan.environment().value());
    text.add("from", plan.from());
    text.add("from artifact", plan.fromArtifact());
    text.add("from instances", plan.fromInstances());
    text.add("to", plan.to().label());
    text.add("artifact", plan.artifact().value());
    text.add("from commit", plan.fromCommit());
    text.add("to commit", plan.toCommit().value());
    text.add("level", plan.risk().level().name());
    text.add("strategy", plan.strategy().name());
    text.all("stages", plan.stages(), PlanHasher::stage);
    limits(text, plan.limits());
    text.all("migrations", plan.migrations(), PlanHasher::migration);
    text.all("starting", plan.starting(), PlanHasher::step);
    text.all("completing", plan.completing(), PlanHasher::step);
    text.all("checks after", plan.checksAfter(), (to, check) -> to.add("check", check));
    text.add("observe", plan.observe());
    text.add("verify rollback", plan.verifyRollback());
    text.add("verify deadline", plan.verifyDeadline());
    text.add("hold", plan.hold());
    text.all(
        "approvals",
        plan.approvals(),
        (to, need) -> {
          to.add("role", need.role());
          to.add("count", need.count());
        });
    rollback(text, plan.rollback());
    plan.proofs().ifPresent(proofs -> proofs.add(text));
    text.add("policy", plan.policyHash());
    return new PlanHash(text.sha256());
  }

  /**
   * SHA-256 over what the catalogue says about one service in one environment: policy, target and
   * limits.
   */
  public static String policyHash(Policy policy, Service.Environment environment) {
    CanonicalText text = new CanonicalText("policy 1");
    text.add("name", policy.name());
    text.add("medium from", policy.mediumFrom());
    text.add("high from", policy.highFrom());
    text.all(
        "high at once",
        policy.highAtOnce().stream().sorted().toList(),
        (to, kind) -> to.add("kind", kind.name()));
    for (Level level : Level.values()) {
      Policy.Treatment treatment = policy.of(level);
      text.add("level", level.name());
      text.add("strategy", treatment.strategy().name());
      text.all("weights", treatment.weights(), PlanHasher::weight);
      text.add("bake", treatment.bake());
      text.all(
          "approvals",
          treatment.approvals(),
          (to, need) -> {
            to.add("role", need.role());
            to.add("count", need.count());
          });
      text.add("observe", treatment.observe());
      // Only where somebody has written them: what was approved before there was a choice stays so.
      treatment.rolling().batch().ifPresent(size -> text.add("batch", size.words()));
      treatment.rolling().pause().ifPresent(pause -> text.add("pause", pause));
      treatment.switching().keepOld().ifPresent(kept -> text.add("keep old", kept));
      if (treatment.baseline() != Baseline.STABLE) {
        text.add("baseline", treatment.baseline().key());
      }
    }
    text.add("hold", policy.hold());
    text.add("environment", environment.name().value());
    switch (environment.target()) {
      case TargetSpec.Practice practice -> text.add("practice", practice.fleetFile().toString());
      case ExecSpec exec -> ExecText.add(text, exec);
    }
    limits(text, environment.limits());
    text.add("verify rollback", environment.verifyRollback());
    text.add("verify deadline", environment.verifyDeadline());
    text.all("items", environment.items(), (to, item) -> to.add("item", item));
    if (!environment.proving().equals(Proving.NONE)) {
      environment.proving().add(text);
    }
    environment.promotedFrom().ifPresent(from -> text.add("promoted from", from.value()));
    return text.sha256();
  }

  private static void stage(CanonicalText text, Stage stage) {
    weight(text, stage.weight());
    text.add("instances", stage.instances());
    text.add("bake", stage.bake());
    switch (stage) {
      case Stage.WeightStage weight -> text.add("kind", "weight");
      case Stage.SwitchStage through -> text.add("kind", "switch");
      case Stage.DarkStage dark -> text.add("kind", "dark");
      case Stage.BatchStage batch -> {
        text.add("kind", "batch");
        text.add("batch", batch.batch());
        text.add("of", batch.of());
        if (batch.weight().isHeldByFlag()) {
          text.add("shown", batch.weight().shown());
        }
      }
      case Stage.RehearsalStage rehearsal -> {
        text.add("kind", "rehearsal");
        stage(text, rehearsal.first());
      }
      case Stage.ExposureStage exposure -> {
        text.add("kind", "exposure");
        text.add("shown", exposure.weight().shown());
        if (exposure.weight().on() > 0) {
          text.add("on before", exposure.weight().on());
        }
        text.add("flag", exposure.flag());
        text.add("compared", Boolean.toString(exposure.compared()));
      }
    }
  }

  private static void step(CanonicalText text, Step step) {
    text.add("id", step.id());
    switch (step) {
      case Step.TakeCheckpoint checkpoint -> text.add("kind", "checkpoint");
      case Step.TurnFlagsOff off -> {
        text.add("kind", "flags off");
        off.flags().forEach(flag -> text.add("flag", flag));
      }
      case Step.TakeBackup backup -> {
        text.add("kind", "backup");
        text.add("because", backup.because());
      }
      case Step.RunMigration run -> {
        text.add("kind", "migration");
        migration(text, run.migration());
      }
      case Step.DeployInstances deploy -> {
        text.add("kind", "deploy");
        text.add("side", deploy.side().name());
        text.add("total", deploy.total());
      }
      case Step.DeployWithGroup deploy -> {
        text.add("kind", "deploy with group");
        text.add("total", deploy.total());
      }
      case Step.RunChecks run -> {
        text.add("kind", "checks");
        text.all("checks", run.checks(), (to, check) -> to.add("check", check));
      }
      case Step.CheckUnserved check -> text.add("kind", "check unserved");
      case Step.RunSuite suite -> text.add("kind", "suite");
      case Step.ReplaceBaseline replace -> {
        text.add("kind", "replace");
        text.add("batch", replace.batch());
        text.add("of", replace.of());
        text.add("keep", replace.keep());
      }
      case Step.KeepInstances keep -> {
        text.add("kind", "keep");
        text.add("side", keep.side().name());
        text.add("for", keep.howLong());
      }
      case Step.RemoveInstances remove -> {
        text.add("kind", "remove");
        text.add("side", remove.side().name());
      }
      case Step.RemoveWithGroup remove -> text.add("kind", "remove with group");
    }
  }

  private static void limits(CanonicalText text, Limits limits) {
    text.add("breaks in a row", limits.breaksInARow());
    text.add("interval", limits.interval());
    text.add("window", limits.window());
    text.add("minimum requests", limits.minimumRequests());
    text.add("minimum failures", limits.minimumFailures());
    text.add("grace", limits.grace());
    text.add("blind limit", limits.blindLimit());
    text.all("limits", limits.limits(), PlanHasher::limit);
    // What every plan has is in no plan's text: one that was approved stays the same.
    limits
        .golden()
        .filter(golden -> !golden.equals(GoldenSignals.DEFAULT))
        .ifPresent(golden -> {
          text.all("critical", golden.critical(), PlanHasher::limit);
          text.all("warning", golden.warning(), PlanHasher::limit);
        });
  }

  private static void limit(CanonicalText text, Limit limit) {
    text.add("signal", limit.signal().key());
    text.add("at most", limit.atMost());
    text.add("above baseline by", limit.aboveBaselineBy());
    text.add("at least of baseline", limit.atLeastOfBaseline());
  }

  private static void migration(CanonicalText text, Migration migration) {
    text.add("id", migration.id());
    text.add("path", migration.path());
    text.add("checksum", migration.checksum());
    text.add("phase", migration.phase().name());
  }

  private static void rollback(CanonicalText text, RollbackPlan rollback) {
    text.all("triggers", rollback.triggers(), (to, trigger) -> to.add("trigger", trigger));
    text.add("method", rollback.method());
    text.add("loses data", Boolean.toString(rollback.losesData()));
    text.add("flag off", rollback.flagOff());
    text.add("point of no return", rollback.pointOfNoReturn());
  }

  private static void weight(CanonicalText text, Weight weight) {
    text.add("weight", weight.percent());
  }
}
