package dev.slipway.plan;

import dev.slipway.gate.Need;
import dev.slipway.release.Weight;
import dev.slipway.risk.Kind;
import dev.slipway.risk.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What each level of risk asks for. */
public record Policy(
    String name,
    int mediumFrom,
    int highFrom,
    Set<Kind> highAtOnce,
    Map<Level, Treatment> treatments,
    Duration hold) {
  /**
   * @param weights shares of the stages, rising, ending at 100
   * @param observe how long all users are watched on the new version
   * @param rolling how instances are gone through where shares are not moved
   * @param switching how two sides take turns
   * @param baseline what a canary is compared with
   */
  public record Treatment(
      StrategyKind strategy,
      List<Weight> weights,
      Duration bake,
      List<Need> approvals,
      Duration observe,
      Rolling rolling,
      Switching switching,
      Baseline baseline) {
    public Treatment {
      weights = List.copyOf(weights);
      approvals = List.copyOf(approvals);
    }

    public Treatment(
        StrategyKind strategy,
        List<Weight> weights,
        Duration bake,
        List<Need> approvals,
        Duration observe) {
      this(strategy, weights, bake, approvals, observe, Rolling.USUAL);
    }

    public Treatment(
        StrategyKind strategy,
        List<Weight> weights,
        Duration bake,
        List<Need> approvals,
        Duration observe,
        Rolling rolling) {
      this(
          strategy,
          weights,
          bake,
          approvals,
          observe,
          rolling,
          new Switching(bake, Optional.empty()));
    }

    /** Compared with the old version as it runs. */
    public Treatment(
        StrategyKind strategy,
        List<Weight> weights,
        Duration bake,
        List<Need> approvals,
        Duration observe,
        Rolling rolling,
        Switching switching) {
      this(strategy, weights, bake, approvals, observe, rolling, switching, Baseline.STABLE);
    }
  }

  public Policy {
    highAtOnce = Set.copyOf(highAtOnce);
    treatments = Map.copyOf(treatments);
    for (Level level : Level.values()) {
      if (!treatments.containsKey(level)) {
        throw new IllegalArgumentException(
            "policy " + name + " says nothing about " + level + " risk");
      }
    }
  }

  public Treatment of(Level level) {
    Treatment treatment = treatments.get(level);
    if (treatment == null) {
      throw new IllegalStateException("policy " + name + " says nothing about " + level + " risk");
    }
    return treatment;
  }
}
