package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.plan.Proofs;
import java.util.List;
import java.util.Optional;

/**
 * What nobody has shown yet of what a plan asks for before its release is a success.
 *
 * @param items as they stand in the checklist
 */
public record Unshown(List<String> items) {
  public Unshown {
    items = List.copyOf(items);
  }

  /** Where a happening says nothing about it, nothing was shown. */
  static List<String> of(Plan plan, Optional<Unshown> told) {
    return told.map(Unshown::items)
        .orElseGet(() -> plan.proofs().map(Proofs::items).orElse(List.of()));
  }

  /** What of it keeps a state from going on; empty where nothing does. */
  static List<String> holding(Underway state, Optional<Unshown> told) {
    List<String> all = of(state.plan(), told);
    return switch (state) {
      case Observing observing -> all;
      case Verifying verifying -> verifying.suite() ? suite(all) : List.of();
      case Shifting shifting -> shifting.phase() instanceof Phase.Proving ? suite(all) : List.of();
      case Starting starting -> List.of();
      case Deploying deploying -> List.of();
      case Completing completing -> List.of();
    };
  }

  private static List<String> suite(List<String> all) {
    return all.stream().filter(Proofs.SUITE::equals).toList();
  }

  static String words(List<String> items) {
    return String.join(", ", items) + (items.size() == 1 ? " is" : " are") + " not shown yet";
  }
}
