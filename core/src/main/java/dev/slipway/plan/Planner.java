package dev.slipway.plan;

import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Side;
import dev.slipway.migration.Migration;
import dev.slipway.migration.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * From facts to the way out and the way back. Pure: the same facts give the same plan, and nothing
 * is looked up.
 *
 * <p>Contract migrations are never part of it: they remove what the old version needs as long as it
 * is the way back. Others that do not only add are planned and marked as the point of no return;
 * letting them through is the gate's and people's business.
 */
public final class Planner {
  private static final int MOST_REPLACE_BATCHES = 3;

  public Planning plan(PlanFacts facts) {
    List<Migration> started =
        facts.migrations().stream()
            .filter(migration -> migration.phase() != Phase.CONTRACT)
            .toList();
    Limits limits = limits(facts);
    Optional<Planning.CannotPlan> problem = problem(facts, limits);
    if (problem.isPresent()) {
      return problem.get();
    }
    return switch (choice(facts)) {
      case StrategyChoice.None none -> none.cannot();
      case StrategyChoice.Chosen chosen -> {
        List<Stage> stages = StageLayout.of(facts, chosen.strategy());
        Optional<Planning.CannotPlan> misfit =
            DarkLaunch.misfit(facts, chosen.strategy())
                .or(() -> StageLayout.noRoom(facts, stages))
                .or(() -> BaselineGroup.impossible(facts, chosen.strategy(), stages))
                .or(() -> InPlace.unprovable(facts, limits, stages));
        yield misfit.isPresent()
            ? misfit.get()
            : new Planning.Made(made(facts, chosen, stages, limits, started));
      }
    };
  }

  private static Plan made(
      PlanFacts facts,
      StrategyChoice.Chosen chosen,
      List<Stage> stages,
      Limits limits,
      List<Migration> started) {
    Policy.Treatment treatment = facts.treatment();
    Service.Environment environment = facts.environment();
    RollbackPlan back = WayBack.of(facts, chosen.strategy(), limits, started);
    return PlanHasher.hashed(
        new Plan(
            facts.release(),
            environment.name(),
            facts.from(),
            facts.fromArtifact(),
            facts.isFirstRelease() ? 0 : oldInstances(facts),
            facts.change().to(),
            facts.change().artifact(),
            facts.change().fromCommit(),
            facts.change().toCommit(),
            facts.risk(),
            chosen.strategy(),
            chosen.because()
                + DarkLaunch.remarks(facts, chosen.strategy())
                + InPlace.remarks(facts, limits, stages)
                + BaselineGroup.remark(facts, chosen.strategy()),
            stages,
            limits,
            facts.migrations(),
            starting(facts, chosen.strategy(), started, back),
            completing(facts, chosen.strategy()),
            facts.checksAfter(),
            treatment.observe(),
            environment.verifyRollback(),
            environment.verifyDeadline(),
            facts.policy().hold(),
            facts.goesBack() ? List.of() : treatment.approvals(),
            facts.owner(),
            back,
            Optional.of(environment.proving().proofs())
                .filter(proofs -> !proofs.isEmpty() && !facts.goesBack()),
            PlanHasher.policyHash(facts.policy(), environment),
            facts.catalogueHash(),
            PlanHasher.NOT_YET));
  }

  private static StrategyChoice choice(PlanFacts facts) {
    if (facts.rehearses().isPresent()) {
      return new StrategyChoice.Chosen(
          direct(facts),
          "rehearses the way back: a first stage that is left as soon as it is reached");
    }
    if (facts.undoes().isPresent() && InPlace.isStandingBy(facts)) {
      return new StrategyChoice.Chosen(
          StrategyKind.BLUE_GREEN,
          "takes "
              + facts.undoes().get()
              + " back: "
              + facts.change().to()
              + " is still up on the other side, so it is a switch at once; nothing is deployed, and"
              + " nobody is asked");
    }
    if (facts.undoes().isPresent()) {
      return new StrategyChoice.Chosen(
          direct(facts),
          "takes " + facts.undoes().get() + " back: everybody at once, and nobody is asked");
    }
    return facts.isFirstRelease()
        ? new StrategyChoice.Chosen(
            direct(facts),
            "nothing runs yet: one stage for everybody, judged by absolute limits alone")
        : StrategyChoice.of(facts);
  }

  /** The one that brings everybody over in as few steps as this target can. */
  private static StrategyKind direct(PlanFacts facts) {
    if (InPlace.is(facts)) {
      return StrategyKind.ROLLING;
    }
    return facts.target().executable().contains(StrategyKind.CANARY)
            || !facts.target().executable().contains(StrategyKind.BLUE_GREEN)
        ? StrategyKind.CANARY
        : StrategyKind.BLUE_GREEN;
  }

  /** In place the way back puts the old version on every instance, whatever ran on it before. */
  private static int oldInstances(PlanFacts facts) {
    return InPlace.is(facts) ? InPlace.instances(facts) : facts.target().readyOld();
  }

  /** Nothing to compare with in a first release: only what can be checked stays in its plan. */
  private static Limits limits(PlanFacts facts) {
    Limits limits = facts.environment().limits();
    if (!facts.isFirstRelease()) {
      return limits;
    }
    return limits.with(
        limits.limits().stream()
            .filter(limit -> limit.atMost().isPresent())
            .map(limit ->
                new Limit(
                    limit.signal(), limit.atMost(), OptionalDouble.empty(), OptionalDouble.empty()))
            .toList());
  }

  private static Optional<Planning.CannotPlan> problem(PlanFacts facts, Limits limits) {
    if (facts.from().isPresent() && facts.from().get().equals(facts.change().to())) {
      return refuse(
          Planning.CannotPlan.ALREADY_RUNS,
          facts.change().to() + " is what serves now.",
          "old and new version must have different labels, or their figures cannot be told apart",
          "slipway new " + facts.service().name() + " <another version>");
    }
    if (limits.limits().isEmpty()) {
      return refuse(
          Planning.CannotPlan.NO_LIMITS,
          "Nothing would be judged in this release.",
          facts.isFirstRelease()
              ? "nothing runs yet to compare with, and no limit has an absolute bound (at-most)"
              : "no limits are configured for "
                  + facts.service().name()
                  + " in "
                  + facts.environment().name(),
          "add limits to "
              + facts.service().name()
              + " in slipway.yaml, such as error-rate: { at-most: 2% }");
    }
    if (!facts.target().declaresCapacity()) {
      return refuse(
          Planning.CannotPlan.CAPACITY_UNKNOWN,
          "It is not known how much one instance carries.",
          "every stage brings up the instances it needs first, and nobody declared how many that are",
          "declare the requests per second of one instance for this target");
    }
    if (!facts.isFirstRelease() && facts.target().readyOld() < 1) {
      return refuse(
          Planning.CannotPlan.NO_WAY_BACK,
          "No instance of " + facts.oldWords() + " is ready.",
          "there is nothing to compare with and nowhere to go back to",
          "bring " + facts.oldWords() + " back, then: slipway plan " + facts.release());
    }
    return InPlace.noEnd(facts).or(() -> migrationOrder(facts));
  }

  private static Optional<Planning.CannotPlan> migrationOrder(PlanFacts facts) {
    Optional<Migration> waiting = Optional.empty();
    for (Migration migration : facts.migrations()) {
      if (migration.phase() == Phase.CONTRACT) {
        waiting = waiting.isPresent() ? waiting : Optional.of(migration);
      } else if (waiting.isPresent()) {
        return refuse(
            Planning.CannotPlan.MIGRATION_ORDER,
            migration.id() + " would overtake " + waiting.get().id() + ".",
            waiting.get().id()
                + " removes what "
                + facts.oldWords()
                + " needs, so it waits for a later release; migrations run in order",
            "move "
                + waiting.get().path()
                + " behind "
                + migration.path()
                + ", or into a release of its own");
      }
    }
    return Optional.empty();
  }

  private static Optional<Planning.CannotPlan> refuse(
      String code, String what, String why, String fix) {
    return Optional.of(new Planning.CannotPlan(code, what, List.of(why), List.of(fix)));
  }

  private static List<Step> starting(
      PlanFacts facts, StrategyKind strategy, List<Migration> started, RollbackPlan back) {
    List<Step> steps = new ArrayList<>();
    if (!facts.turnsOff().isEmpty()) {
      steps.add(new Step.TurnFlagsOff(facts.turnsOff()));
    }
    steps.add(new Step.TakeCheckpoint());
    if (facts.takesBackup(back.mayLoseData())) {
      steps.add(
          new Step.TakeBackup(
              back.mayLoseData()
                  ? "going back may lose data"
                  : "it is configured for every release here"));
    }
    started.forEach(migration -> steps.add(new Step.RunMigration(migration)));
    if (BaselineGroup.isAsked(facts, strategy)) {
      steps.add(BaselineGroup.clear());
    }
    return steps;
  }

  /**
   * The old fleet goes in thirds, so that a fault at full load shows while most of the way back
   * still stands. Where it is gone already, or cannot be ended, it is seen that the new one is
   * everywhere. A side of its own may stay for a while: then the way back stays one switch.
   */
  private static List<Step> completing(PlanFacts facts, StrategyKind strategy) {
    List<Step> steps = new ArrayList<>();
    if (BaselineGroup.isAsked(facts, strategy)) {
      steps.add(BaselineGroup.remove());
    }
    if (facts.rehearses().isPresent() && InPlace.isStandingBy(facts)) {
      steps.add(new Step.KeepInstances("keep-new", Side.CANARY, Duration.ZERO));
      return steps;
    }
    Optional<ExecSpec> exec = InPlace.exec(facts);
    if (exec.filter(e -> e.isInPlace() || e.stop().isEmpty()).isPresent()) {
      steps.add(new Step.DeployInstances("everywhere", Side.CANARY, exec.get().serving()));
      return steps;
    }
    Duration kept = facts.treatment().switching().keptAfter(strategy);
    boolean hasOldSide = exec.isPresent() && !facts.isFirstRelease() && !facts.goesBack();
    if (hasOldSide && !kept.isZero()) {
      steps.add(new Step.KeepInstances("keep-old", Side.BASELINE, kept));
      return steps;
    }
    int old = facts.isFirstRelease() ? 0 : facts.target().readyOld();
    int of = Math.min(old, MOST_REPLACE_BATCHES);
    for (int batch = 1; batch <= of; batch++) {
      steps.add(new Step.ReplaceBaseline(batch, of, old - (old * batch + of - 1) / of));
    }
    steps.add(new Step.RemoveInstances("remove-old", Side.BASELINE));
    return steps;
  }
}
