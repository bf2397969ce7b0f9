package dev.slipway.plan;

import dev.slipway.risk.Kind;
import dev.slipway.risk.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The simplest strategy that is safe enough for the risk and that the target can carry out, with
 * the reason.
 */
sealed interface StrategyChoice {
  record Chosen(StrategyKind strategy, String because) implements StrategyChoice {}

  record None(Planning.CannotPlan cannot) implements StrategyChoice {}

  static StrategyChoice of(PlanFacts facts) {
    StrategyKind needed = needed(facts);
    return facts
        .requested()
        .map(requested -> requested(facts, requested, needed))
        .orElseGet(() -> simplest(facts, needed));
  }

  /** The policy says the least; what cannot be taken back, or is risky, meets a few users first. */
  private static StrategyKind needed(PlanFacts facts) {
    StrategyKind treated = facts.treatment().strategy();
    return isCareful(facts) && isWeaker(facts, treated, StrategyKind.CANARY)
        ? StrategyKind.CANARY
        : treated;
  }

  static boolean isCareful(PlanFacts facts) {
    return facts.risk().level() == Level.HIGH || facts.risk().has(Kind.ROLLBACK_HOSTILE);
  }

  private static StrategyChoice requested(
      PlanFacts facts, StrategyKind requested, StrategyKind needed) {
    if (!facts.target().executable().contains(requested)) {
      return notExecutable(facts, requested, "a person asked for " + requested.words());
    }
    if (!isWeaker(facts, requested, needed)) {
      return new Chosen(
          requested,
          requested == needed
              ? asks(facts, needed) + ", and a person asked for it"
              : "a person asked for " + requested.words() + "; " + asks(facts, needed));
    }
    Optional<PlanFacts.Waiver> waiver = facts.waiver();
    if (waiver.isPresent()) {
      return new Chosen(
          requested,
          requested.words()
              + " although "
              + asks(facts, needed)
              + ": waived by "
              + waiver.get().person()
              + " ("
              + waiver.get().reason()
              + ")");
    }
    return new None(
        new Planning.CannotPlan(
            Planning.CannotPlan.TOO_WEAK,
            facts.release() + " needs more care than " + requested.words() + ".",
            List.of(
                asks(facts, needed),
                "a weaker strategy needs a waiver: a person and a reason, shown in every report"),
            List.of(
                "slipway plan " + facts.release(),
                "slipway plan "
                    + facts.release()
                    + " --strategy "
                    + requested.key()
                    + " --reason \"<why it is safe>\"")));
  }

  private static StrategyChoice simplest(PlanFacts facts, StrategyKind needed) {
    Optional<StrategyKind> chosen =
        facts.target().executable().contains(needed)
            ? Optional.of(needed)
            : facts.target().executable().stream()
                .filter(strategy -> !isWeaker(facts, strategy, needed))
                // It waits for a person, or for a flag that somebody has to have put there.
                .filter(strategy -> strategy != StrategyKind.DARK_LAUNCH)
                .min(
                    Comparator.<StrategyKind>comparingInt(strategy -> strength(facts, strategy))
                        .thenComparing(Comparator.naturalOrder()));
    if (chosen.isEmpty()) {
      return notExecutable(facts, needed, asks(facts, needed));
    }
    if (chosen.get() == needed) {
      return new Chosen(needed, asks(facts, needed) + ": " + benefit(needed));
    }
    String than = isWeaker(facts, needed, chosen.get()) ? "which is safer" : "which is as careful";
    return new Chosen(
        chosen.get(),
        needed.words()
            + " would do; this target carries out "
            + executable(facts)
            + " only, "
            + than);
  }

  private static None notExecutable(PlanFacts facts, StrategyKind wanted, String why) {
    String executable = executable(facts);
    return new None(
        new Planning.CannotPlan(
            Planning.CannotPlan.NOT_EXECUTABLE,
            "This target cannot carry out " + wanted.words() + ".",
            List.of(why, "it carries out: " + (executable.isEmpty() ? "nothing" : executable)),
            facts.target().executable().stream()
                .sorted()
                .map(strategy -> instead(facts, strategy))
                .toList()));
  }

  /** A strategy weaker than the risk asks for is planned only with somebody's reason. */
  private static String instead(PlanFacts facts, StrategyKind strategy) {
    return "slipway plan "
        + facts.release()
        + " --strategy "
        + strategy.key()
        + (isWeaker(facts, strategy, needed(facts)) ? " --reason \"<why it is safe>\"" : "");
  }

  private static String executable(PlanFacts facts) {
    return facts.target().executable().stream()
        .sorted()
        .map(StrategyKind::words)
        .collect(Collectors.joining(", "));
  }

  private static String asks(PlanFacts facts, StrategyKind needed) {
    String who =
        facts.treatment().strategy() == needed || facts.risk().level() == Level.HIGH
            ? facts.risk().level().name().toLowerCase(Locale.ROOT) + " risk"
            : "a " + Kind.ROLLBACK_HOSTILE.words();
    return who + " asks for " + needed.words();
  }

  private static String benefit(StrategyKind strategy) {
    return switch (strategy) {
      case ROLLING -> "instances are replaced one batch after another";
      case BLUE_GREEN -> "everybody is switched at once, and back as fast";
      case CANARY -> "a small share of users meets the new version first";
      case DARK_LAUNCH -> "the code is there before anybody sees it";
    };
  }

  private static boolean isWeaker(PlanFacts facts, StrategyKind one, StrategyKind other) {
    return strength(facts, one) < strength(facts, other);
  }

  /**
   * A dark launch takes no less care than a canary; it shows the new behaviour to a share of users,
   * too. Where neither a flag nor traffic can be shared, it ends in a switch like any other.
   */
  private static int strength(PlanFacts facts, StrategyKind strategy) {
    return switch (strategy) {
      case ROLLING -> 0;
      case BLUE_GREEN -> 1;
      case CANARY -> 2;
      case DARK_LAUNCH ->
          !DarkLaunch.flags(facts).isEmpty() || DarkLaunch.sharesTraffic(facts) ? 2 : 1;
    };
  }
}
