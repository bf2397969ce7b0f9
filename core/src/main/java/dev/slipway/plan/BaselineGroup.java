package dev.slipway.plan;

import dev.slipway.health.Side;
import dev.slipway.release.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A group of the old version for a canary to be compared with. It is started when the canary is, on
 * as many instances, and gets as large a share of the users: what differs between the two is the
 * version, not how long they have run, how full their caches are, or how much each of them carries.
 */
public final class BaselineGroup {
  /** Two equal shares are at most everybody. */
  private static final int MOST = 50;

  private BaselineGroup() {}

  /** What the group gets while the canary has a share: as much; once more than half, nothing. */
  public static Weight share(Weight canary) {
    return isShared(canary) ? new Weight(canary.percent()) : Weight.NONE;
  }

  static boolean isShared(Weight canary) {
    return canary.percent() <= MOST;
  }

  /** Nobody compares where nothing ran before, or where everybody goes back at once. */
  static boolean isAsked(PlanFacts facts, StrategyKind strategy) {
    return facts.treatment().baseline() == Baseline.GROUP
        && strategy == StrategyKind.CANARY
        && !facts.isFirstRelease()
        && !facts.goesBack();
  }

  /** What an earlier release may have left there would be older than the canary. */
  static Step clear() {
    return new Step.RemoveInstances("clear-group", Side.GROUP);
  }

  static Step remove() {
    return new Step.RemoveInstances("remove-group", Side.GROUP);
  }

  /** Said of whatever is compared: "v1", "the group of v1". */
  static String compared(PlanFacts facts, StrategyKind strategy) {
    return isAsked(facts, strategy)
        ? "the baseline group of " + facts.oldWords()
        : facts.oldWords();
  }

  static String remark(PlanFacts facts, StrategyKind strategy) {
    return isAsked(facts, strategy)
        ? "; compared with a group of "
            + facts.oldWords()
            + " that is started with it, of the same size and with the same share"
        : "";
  }

  /** Why there can be no group here, and what to do about it. */
  static Optional<Planning.CannotPlan> impossible(
      PlanFacts facts, StrategyKind strategy, List<Stage> stages) {
    if (!isAsked(facts, strategy)) {
      return Optional.empty();
    }
    return unequal(facts, stages)
        .or(() ->
            switch (facts.environment().target()) {
              case TargetSpec.Practice practice -> noRoom(facts, stages);
              case ExecSpec exec -> missing(facts, exec);
            });
  }

  private static Optional<Planning.CannotPlan> unequal(PlanFacts facts, List<Stage> stages) {
    return stages.stream()
        .map(Stage::weight)
        .filter(weight -> !isShared(weight) && weight.isBelow(Weight.ALL))
        .findFirst()
        .map(weight ->
            refusal(
                "At "
                    + weight
                    + " no baseline group could have as many users as "
                    + facts.change().to()
                    + ".",
                List.of("two equal shares of " + weight + " are more than everybody"),
                List.of(
                    "leave " + weight.percent() + " out of the stages: after 50 comes 100",
                    stable(facts))));
  }

  private static Optional<Planning.CannotPlan> noRoom(PlanFacts facts, List<Stage> stages) {
    int group = 0;
    int most = 0;
    for (Stage stage : stages) {
      group = isShared(stage.weight()) ? Math.max(group, stage.instances()) : group;
      most = Math.max(most, stage.instances() + group);
    }
    int needed = most + facts.target().readyOld();
    if (needed <= facts.target().maximum()) {
      return Optional.empty();
    }
    return Optional.of(
        new Planning.CannotPlan(
            Planning.CannotPlan.NO_ROOM,
            "There is no room for a baseline group.",
            List.of(
                needed
                    + " instances are needed: "
                    + facts.target().readyOld()
                    + " of "
                    + facts.oldWords()
                    + ", the new version's and the group's; there are "
                    + facts.target().maximum()
                    + " places"),
            List.of("raise the target's maximum to " + needed, stable(facts))));
  }

  private static Optional<Planning.CannotPlan> missing(PlanFacts facts, ExecSpec exec) {
    List<String> why = new ArrayList<>();
    List<String> fix = new ArrayList<>();
    if (exec.baseline().isEmpty()) {
      why.add("no places are configured where it could be started");
      fix.add(
          "add baseline-group: [<"
              + exec.serving()
              + (exec.serving() == 1 ? " instance>]" : " instances>]")
              + " to the target");
    }
    if (exec.stop().isEmpty()) {
      why.add("it could not be taken away again: no stop command is configured");
      fix.add("add stop: { run: [\"./stop.sh\", \"{instance}\"] } to the target");
    }
    boolean three =
        exec.traffic()
            .filter(traffic ->
                traffic instanceof HaproxySpec haproxy
                    && haproxy.layout() instanceof HaproxySpec.Layout.OneBackend)
            .isPresent();
    if (!three) {
      why.add("its traffic is divided in two, and a group needs a share of its own");
      fix.add("put all servers into one backend of HAProxy: traffic: { haproxy: { backend: … } }");
    }
    if (exec.metrics().filter(metrics -> !metrics.tellsSidesApart()).isPresent()) {
      why.add("Prometheus could not tell the group from the rest of " + facts.oldWords());
      fix.add(
          "put {side} or {instances} into metrics.prometheus.select, and into every query without"
              + " {select}");
    }
    if (why.isEmpty()) {
      return Optional.empty();
    }
    fix.add(stable(facts));
    return Optional.of(
        refusal("This target cannot have a baseline group of " + facts.oldWords() + ".", why, fix));
  }

  private static String stable(PlanFacts facts) {
    return "or write baseline: stable in policies."
        + facts.policy().name()
        + "."
        + facts.risk().level().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static Planning.CannotPlan refusal(String what, List<String> why, List<String> fix) {
    return new Planning.CannotPlan(Planning.CannotPlan.NOT_EXECUTABLE, what, why, fix);
  }
}
