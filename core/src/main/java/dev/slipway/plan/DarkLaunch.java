package dev.slipway.plan;

import dev.slipway.release.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is particular about a dark launch: whether a flag is turned, whom it shows what is new, and
 * whether the two kinds of users can be told apart.
 */
final class DarkLaunch {
  private static final List<Integer> USUAL = List.of(1, 10, 50, 100);

  /** Each has stages of its own; whoever needs more of them hides more than one change. */
  private static final int MOST_FLAGS = 5;

  private static final Weight FEW = new Weight(5);

  private DarkLaunch() {}

  /** The flags that are turned; none where the target turns none, or the change names none. */
  static List<String> flags(PlanFacts facts) {
    return facts.environment().target().turnsFlags() ? Flags.of(facts.change()) : List.of();
  }

  /**
   * Everybody on the new version with every flag off, then more and more who are shown what is
   * behind the first one, and when that is wholly on, behind the next.
   *
   * @param moves the shares with which everybody gets to the new version, one stage each
   */
  static List<Stage> exposures(PlanFacts facts, List<Weight> moves, int instances, Duration bake) {
    List<String> flags = flags(facts);
    boolean compared = tellsFlagApart(facts);
    List<Stage> stages = new ArrayList<>();
    moves.forEach(move ->
        stages.add(
            new Stage.ExposureStage(move.hidden(), instances, bake, flags.getFirst(), compared)));
    for (int i = 0; i < flags.size(); i++) {
      for (int percent : percents(facts)) {
        stages.add(
            new Stage.ExposureStage(
                shown(i, percent, flags.size()), instances, bake, flags.get(i), compared));
      }
    }
    return stages;
  }

  /** A few meet the code itself first, where that can be and a fault would be dear. */
  static List<Weight> moves(PlanFacts facts) {
    return StrategyChoice.isCareful(facts) && sharesTraffic(facts)
        ? List.of(FEW, Weight.ALL)
        : List.of(Weight.ALL);
  }

  private static Weight shown(int flag, int percent, int flags) {
    if (percent < 100) {
      return Weight.ALL.showing(flag, percent);
    }
    return flag == flags - 1 ? Weight.ALL : Weight.ALL.showing(flag + 1, 0);
  }

  private static List<Integer> percents(PlanFacts facts) {
    Policy.Treatment treatment = facts.treatment();
    // The shares of a canary are of traffic; those of a dark launch are written for it.
    boolean own = treatment.strategy() == StrategyKind.DARK_LAUNCH;
    return own && !treatment.weights().isEmpty()
        ? treatment.weights().stream().map(Weight::percent).toList()
        : USUAL;
  }

  /** Whether part of the traffic can be on the new version. */
  static boolean sharesTraffic(PlanFacts facts) {
    return facts.target().executable().contains(StrategyKind.CANARY);
  }

  /**
   * Whether what was measured says who was shown what is new. Of several flags only where the words
   * for it name the flag.
   */
  private static boolean tellsFlagApart(PlanFacts facts) {
    TargetSpec target = facts.environment().target();
    return flags(facts).size() == 1 ? target.tellsFlagApart() : target.tellsEachFlagApart();
  }

  /** Why the flags of this change cannot be what its users are shown or not. */
  static Optional<Planning.CannotPlan> misfit(PlanFacts facts, StrategyKind strategy) {
    return noFlag(facts, strategy).or(() -> tooManyFlags(facts, strategy));
  }

  private static Optional<Planning.CannotPlan> noFlag(PlanFacts facts, StrategyKind strategy) {
    return strategy == StrategyKind.DARK_LAUNCH && InPlace.is(facts) && flags(facts).isEmpty()
        ? Optional.of(
            new Planning.CannotPlan(
                Planning.CannotPlan.NOT_EXECUTABLE,
                "A dark launch needs a flag here, and this change names none.",
                List.of(
                    "instances are replaced one after another, so whoever is on a new one would meet"
                        + " what is new"),
                List.of(
                    "name the flag in a commit of the change: Flag: <name>",
                    "slipway plan " + facts.release() + " --strategy rolling")))
        : Optional.empty();
  }

  private static Optional<Planning.CannotPlan> tooManyFlags(
      PlanFacts facts, StrategyKind strategy) {
    List<String> flags = flags(facts);
    return strategy == StrategyKind.DARK_LAUNCH && flags.size() > MOST_FLAGS
        ? Optional.of(
            new Planning.CannotPlan(
                Planning.CannotPlan.NOT_EXECUTABLE,
                "A dark launch turns at most "
                    + MOST_FLAGS
                    + " flags, and this change names "
                    + flags.size()
                    + ".",
                List.of(
                    "it names " + String.join(", ", flags),
                    "each is shown to more and more users in stages of its own, one flag after"
                        + " another"),
                List.of(
                    "put what belongs together behind one flag, or into a release of its own",
                    "slipway plan " + facts.release() + " --strategy canary")))
        : Optional.empty();
  }

  /** What a person should know about the choice. */
  static String remarks(PlanFacts facts, StrategyKind strategy) {
    if (strategy != StrategyKind.DARK_LAUNCH) {
      return "";
    }
    List<String> flags = flags(facts);
    if (flags.isEmpty()) {
      String why =
          facts.environment().target().turnsFlags()
              ? "the change names no flag"
              : "this target turns no flags";
      return "; " + why + ", so nobody is on it until a person goes on";
    }
    String each = flags.size() == 1 ? flags.getFirst() : "each flag";
    String order = flags.size() == 1 ? "" : "; one flag after another, in the order of their names";
    return order
        + (tellsFlagApart(facts)
            ? "; who sees " + each + " is compared with who does not"
            : "; nothing measured says who sees "
                + each
                + ", so everybody is judged together, by absolute limits");
  }
}
