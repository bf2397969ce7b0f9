package dev.slipway.plan;

import dev.slipway.release.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is particular about a dark launch: whether a flag is turned, whom it shows what is new, and
 * whether the two kinds of users can be told apart.
 */
final class DarkLaunch {
  private static final List<Integer> USUAL = List.of(1, 10, 50, 100);

  /** A few meet the code itself first, where that can be and a fault would be dear. */
  private static final Weight FEW = new Weight(5);

  private DarkLaunch() {}

  /** The flag that is turned; empty where the target turns none, or the change names none. */
  static Optional<String> flag(PlanFacts facts) {
    List<String> named = Flags.of(facts.change());
    return facts.environment().target().turnsFlags() && named.size() == 1
        ? Optional.of(named.getFirst())
        : Optional.empty();
  }

  /** Everybody on the new version with the flag off, then more and more who are shown it. */
  static List<Weight> exposures(PlanFacts facts) {
    List<Weight> exposures = new ArrayList<>();
    if (StrategyChoice.isCareful(facts) && sharesTraffic(facts)) {
      exposures.add(FEW.showing(0));
    }
    exposures.add(Weight.ALL.showing(0));
    Policy.Treatment treatment = facts.treatment();
    // The shares of a canary are of traffic; those of a dark launch are written for it.
    boolean own = treatment.strategy() == StrategyKind.DARK_LAUNCH;
    List<Integer> shown =
        own && !treatment.weights().isEmpty()
            ? treatment.weights().stream().map(Weight::percent).toList()
            : USUAL;
    shown.forEach(percent -> exposures.add(Weight.ALL.showing(percent)));
    return exposures;
  }

  /** Whether part of the traffic can be on the new version. */
  static boolean sharesTraffic(PlanFacts facts) {
    return facts.target().executable().contains(StrategyKind.CANARY);
  }

  /** Whether what was measured says who was shown what is new. */
  static boolean tellsFlagApart(PlanFacts facts) {
    return facts.environment().target().tellsFlagApart();
  }

  /** Several flags at once cannot be shown to the same users. */
  static Optional<Planning.CannotPlan> severalFlags(PlanFacts facts, StrategyKind strategy) {
    List<String> named = Flags.of(facts.change());
    boolean several =
        strategy == StrategyKind.DARK_LAUNCH
            && facts.environment().target().turnsFlags()
            && named.size() > 1;
    return several
        ? Optional.of(
            new Planning.CannotPlan(
                Planning.CannotPlan.NOT_EXECUTABLE,
                "A dark launch turns one flag, and this change names " + named.size() + ".",
                List.of(
                    "it names " + String.join(", ", named),
                    "two flags at 10 % each show their news to different users, and a fault could"
                        + " be either's"),
                List.of(
                    "put what is new behind one flag, or into a release for each",
                    "slipway plan " + facts.release() + " --strategy canary")))
        : Optional.empty();
  }

  /** What a person should know about the choice. */
  static String remarks(PlanFacts facts, StrategyKind strategy) {
    if (strategy != StrategyKind.DARK_LAUNCH) {
      return "";
    }
    Optional<String> flag = flag(facts);
    if (flag.isEmpty()) {
      String why =
          facts.environment().target().turnsFlags()
              ? "the change names no flag"
              : "this target turns no flags";
      return "; " + why + ", so nobody is on it until a person goes on";
    }
    return tellsFlagApart(facts)
        ? "; who sees " + flag.get() + " is compared with who does not"
        : "; nothing measured says who sees "
            + flag.get()
            + ", so everybody is judged together, by absolute limits";
  }
}
