package dev.slipway.parity;

import dev.slipway.gate.Checklist;
import dev.slipway.gate.Item;
import dev.slipway.gate.Need;
import dev.slipway.plan.Policy;
import dev.slipway.plan.StrategyKind;
import dev.slipway.release.Weight;
import dev.slipway.risk.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How much care a release meets: more than before may be, less may not. */
final class CareParity {
  private static final String MORE = "more care than before";

  private CareParity() {}

  static List<Difference> of(Configured before, Configured after) {
    List<Difference> all = new ArrayList<>();
    items(before, after, all);
    for (Level level : Level.values()) {
      treatment(level, before.policy().of(level), after.policy().of(level), all);
    }
    return all;
  }

  private static void items(Configured before, Configured after, List<Difference> all) {
    Set<String> earlier = ids(before);
    Set<String> later = ids(after);
    for (Item item : Checklist.items()) {
      if (earlier.contains(item.id()) && !later.contains(item.id())) {
        all.add(Difference.unexpected("checklist " + item.id(), "asked", "not asked", item.why()));
      } else if (later.contains(item.id()) && !earlier.contains(item.id())) {
        all.add(Difference.expected("checklist " + item.id(), "not asked", "asked", MORE));
      }
    }
  }

  private static Set<String> ids(Configured configured) {
    return Checklist.applying(configured.environment().items()).stream()
        .map(Item::id)
        .collect(Collectors.toSet());
  }

  private static void treatment(
      Level level, Policy.Treatment before, Policy.Treatment after, List<Difference> all) {
    String risk = " at " + level.name().toLowerCase(Locale.ROOT) + " risk";
    if (before.strategy() != after.strategy()) {
      all.add(
          judged(
              "strategy" + risk,
              before.strategy().words(),
              after.strategy().words(),
              strength(after.strategy()) < strength(before.strategy()),
              "a release meets users more carefully before than it does here"));
    } else if (!before.weights().equals(after.weights())) {
      all.add(
          judged(
              "stages" + risk,
              shares(before),
              shares(after),
              first(after).isAbove(first(before)),
              "more users meet a new version first than before"));
    }
    if (!before.approvals().equals(after.approvals())) {
      all.add(
          judged(
              "approvals" + risk,
              approvals(before.approvals()),
              approvals(after.approvals()),
              people(after.approvals()) < people(before.approvals()),
              "fewer people look at it than before"));
    }
    if (!before.observe().equals(after.observe())) {
      all.add(
          judged(
              "observation" + risk,
              before.observe().toMinutes() + " min",
              after.observe().toMinutes() + " min",
              after.observe().compareTo(before.observe()) < 0,
              "it is looked at for a shorter time than before"));
    }
  }

  private static Difference judged(
      String what, String before, String after, boolean less, String because) {
    return less
        ? Difference.unexpected(what, before, after, because)
        : Difference.expected(what, before, after, "not less care than before");
  }

  /** A dark launch takes no less care than a canary. */
  private static int strength(StrategyKind strategy) {
    return switch (strategy) {
      case ROLLING -> 0;
      case BLUE_GREEN -> 1;
      case CANARY, DARK_LAUNCH -> 2;
    };
  }

  /** Everybody at once where there are no stages. */
  private static Weight first(Policy.Treatment treatment) {
    return treatment.weights().isEmpty() ? Weight.ALL : treatment.weights().getFirst();
  }

  private static String shares(Policy.Treatment treatment) {
    return treatment.weights().isEmpty()
        ? "100 %"
        : treatment.weights().stream()
            .map(weight -> Integer.toString(weight.percent()))
            .collect(Collectors.joining(" → ", "", " %"));
  }

  private static String approvals(List<Need> needs) {
    return needs.isEmpty()
        ? "none"
        : needs.stream()
            .map(need -> need.count() + " " + need.role())
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private static int people(List<Need> needs) {
    return needs.stream().mapToInt(Need::count).sum();
  }
}
