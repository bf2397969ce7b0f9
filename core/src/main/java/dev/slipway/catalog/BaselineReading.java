package dev.slipway.catalog;

import dev.slipway.plan.Baseline;
import dev.slipway.plan.ExecSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a canary is compared with, and where a group for that is started. */
final class BaselineReading {
  private static final String CHOICE = "baseline";
  private static final String PLACES = "baseline-group";

  private BaselineReading() {}

  /** Of the treatment at {@code path}. */
  static Key key(String path) {
    return new Key(
        path + "." + CHOICE,
        ValueType.CHOICE,
        Optional.of(Baseline.STABLE.key()),
        false,
        Arrays.stream(Baseline.values()).map(Baseline::key).toList(),
        "Of a canary: what it is compared with. stable: the old version as it runs; group: as many"
            + " instances of it, started with the canary and with the same share of users.");
  }

  /** Of a policy: for whenever a canary is what a release gets. */
  static Baseline chosen(Section treatment) {
    if (!treatment.has(CHOICE)) {
      return Baseline.STABLE;
    }
    String word = treatment.choice(CHOICE);
    return Arrays.stream(Baseline.values())
        .filter(baseline -> baseline.key().equals(word))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Of a target.
   *
   * @param sides of the same target; one where there are none
   */
  static Optional<ExecSpec.Group> places(Section target, List<ExecSpec.Group> sides) {
    if (!target.has(PLACES)) {
      return Optional.empty();
    }
    if (sides.size() != 2) {
      target.problem(
          PLACES,
          "is compared with a second side, and there is none",
          "write sides: { blue: [one], green: [two] } instead of instances, or remove it");
      return Optional.empty();
    }
    Set<String> taken = new HashSet<>();
    sides.forEach(side -> taken.addAll(side.instances()));
    List<String> places = ExecReading.instances(target, PLACES, taken);
    if (sides.stream().anyMatch(side -> side.name().equals(ExecSpec.BASELINE))) {
      target.problem(
          "sides",
          "have one that is called " + ExecSpec.BASELINE + ", as the group for comparison is",
          "call it otherwise");
      return Optional.empty();
    }
    int size = sides.getFirst().instances().size();
    if (places.size() != size) {
      target.problem(
          PLACES,
          "has "
              + places.size()
              + " of "
              + size
              + ": it is as large as the side it is compared with",
          "name " + size);
      return Optional.empty();
    }
    return Optional.of(new ExecSpec.Group(ExecSpec.BASELINE, places));
  }
}
