package dev.slipway.rollout;

import dev.slipway.release.Weight;

/**
 * What the target should look like in a state.
 *
 * @param weight the new version's share
 * @param mayRaise whether a share below {@code weight} may be raised to it; otherwise
 *     reconciliation only lowers
 */
public record Desired(Weight weight, boolean mayRaise) {
  public boolean isExposed() {
    return weight.isAbove(Weight.NONE);
  }
}
