package dev.slipway.control;

import dev.slipway.control.port.Checks;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Traffic;
import dev.slipway.health.Side;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Step;
import dev.slipway.release.Version;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening.Changed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Performs one step at the target. When a call breaks off, it asks the target what came of it. */
final class Performer {
  private final Plan plan;
  private final Target target;

  Performer(Plan plan, Target target) {
    this.plan = plan;
    this.target = target;
  }

  Outcome perform(Effect.Perform work) {
    String key = plan.release() + "/" + work.step().id() + "/" + work.attempt();
    try {
      return switch (work.step()) {
        case Step.TakeCheckpoint checkpoint -> checkpoint();
        case Step.RunMigration run -> target.migrator().apply(run.migration());
        case Step.DeployInstances deploy -> target.deployment().deploy(deploy.side(), deploy.total(), key);
        case Step.RunChecks checks -> checks(checks);
        case Step.ReplaceBaseline replace ->
            target.deployment().remove(Side.BASELINE, replace.keep(), key);
        case Step.RemoveInstances remove -> target.deployment().remove(remove.side(), 0, key);
      };
    } catch (OutsideFailure failure) {
      return ask(work.step(), failure);
    }
  }

  private Outcome checkpoint() {
    Deployment.Running running = target.deployment().running();
    Traffic.Reading traffic = target.traffic().read();
    int applied = target.migrator().applied().size();
    target.traffic().clearMark();
    String instances =
        running.instances().stream()
            .map(i -> i.name() + " " + i.version() + (i.ready() ? "" : " (not ready)"))
            .collect(Collectors.joining(", "));
    return new Outcome.Done(
        "running "
            + plan.from().map(Version::label).orElse("nothing")
            + plan.fromArtifact().map(a -> " " + a.brief()).orElse("")
            + " on "
            + instances
            + "; new version's share "
            + traffic.share()
            + "; "
            + applied
            + " migrations applied");
  }

  private Outcome checks(Step.RunChecks checks) {
    List<Checks.Result> results = target.checks().run(checks.checks());
    List<Checks.Result> failed = results.stream().filter(result -> !result.passed()).toList();
    if (failed.isEmpty()) {
      return new Outcome.Done(results.size() + " of " + results.size() + " checks passed");
    }
    return new Outcome.Failed(
        failed.stream().map(result -> result.name() + ": " + result.detail()).collect(Collectors.joining("; ")),
        Changed.NO);
  }

  /** The call broke off; what the target says now decides. */
  private Outcome ask(Step step, OutsideFailure failure) {
    String fault = String.valueOf(failure.getMessage());
    try {
      return switch (step) {
        case Step.TakeCheckpoint checkpoint -> new Outcome.Failed(fault, Changed.NO);
        case Step.RunChecks checks -> new Outcome.Failed(fault, Changed.NO);
        case Step.RunMigration run ->
            target.migrator().applied().stream().anyMatch(a -> a.id().equals(run.migration().id()))
                ? new Outcome.Done("applied, although the call broke off: " + fault)
                : new Outcome.Failed(fault, Changed.NO);
        case Step.DeployInstances deploy -> {
          long ready = ready(deploy.side());
          yield ready >= deploy.total()
              ? new Outcome.Done(ready + " instances are there, although the call broke off: " + fault)
              : new Outcome.Failed(fault, ready == 0 ? Changed.NO : Changed.YES);
        }
        case Step.ReplaceBaseline replace -> removed(Side.BASELINE, replace.keep(), fault);
        case Step.RemoveInstances remove -> removed(remove.side(), 0, fault);
      };
    } catch (OutsideFailure silent) {
      return new Outcome.Failed(fault + "; and asking what came of it: " + silent.getMessage(), Changed.UNKNOWN);
    }
  }

  private Outcome removed(Side side, int keep, String fault) {
    long there = ready(side);
    return there <= keep
        ? new Outcome.Done(there + " instances remain, although the call broke off: " + fault)
        : new Outcome.Failed(fault, Changed.NO);
  }

  private long ready(Side side) {
    Optional<Version> version = side == Side.CANARY ? Optional.of(plan.to()) : plan.from();
    Deployment.Running running = target.deployment().running();
    return version.map(running::ready).orElse(0L);
  }
}
