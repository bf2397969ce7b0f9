package dev.slipway.health;

import java.util.OptionalDouble;

/**
 * When one signal counts as broken. The upper bounds that are present and can be checked must be
 * broken together: "above 2 % and one point above the baseline". A lower bound breaks by itself.
 *
 * @param atMost the highest good value, in the signal's unit
 * @param aboveBaselineBy how far above the baseline is still good, in the signal's unit
 * @param atLeastOfBaseline the lowest good share of the baseline's value, 0..1
 */
public record Limit(
    Signal signal,
    OptionalDouble atMost,
    OptionalDouble aboveBaselineBy,
    OptionalDouble atLeastOfBaseline) {
  public Limit {
    if (atMost.isEmpty() && aboveBaselineBy.isEmpty() && atLeastOfBaseline.isEmpty()) {
      throw new IllegalArgumentException("a limit of " + signal + " needs a bound");
    }
    refuseNonsense(signal, atMost);
    refuseNonsense(signal, aboveBaselineBy);
    refuseNonsense(signal, atLeastOfBaseline);
  }

  private static void refuseNonsense(Signal signal, OptionalDouble bound) {
    if (bound.isPresent() && !(bound.getAsDouble() >= 0 && Double.isFinite(bound.getAsDouble()))) {
      throw new IllegalArgumentException(
          "a bound of " + signal + " is 0 or more: " + bound.getAsDouble());
    }
  }
}
