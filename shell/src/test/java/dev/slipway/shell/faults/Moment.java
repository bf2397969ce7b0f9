package dev.slipway.shell.faults;

import dev.slipway.rollout.Completing;
import dev.slipway.rollout.Deploying;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Starting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Verifying;

/**
 * When in the life of a release something goes wrong. What lasts a moment only may just be over
 * when it is seen.
 */
enum Moment {
  PLANNED("before the start"),
  STARTING("checkpoint"),
  DEPLOYING("deploying"),
  MOVING("share being raised"),
  BAKING("a quarter watched"),
  EVERYBODY("everybody watched"),
  VERIFYING("checks after the deploy"),
  OBSERVING("observing"),
  COMPLETING("completing"),
  PAUSED("paused"),
  LOWERING("share being lowered"),
  CHECKING_THE_WAY_BACK("old version watched"),
  CLEANING_UP("cleaning up after the way back");

  final String words;

  Moment(String words) {
    this.words = words;
  }

  boolean is(State state) {
    return switch (this) {
      case PLANNED -> true;
      case STARTING -> state instanceof Starting || state instanceof Deploying;
      case DEPLOYING -> state instanceof Deploying;
      case MOVING ->
          state instanceof Shifting shifting && !(shifting.phase() instanceof Phase.Preparing);
      case BAKING -> isBaking(state, 0);
      case EVERYBODY -> isBaking(state, 1);
      case VERIFYING -> state instanceof Verifying || state instanceof Observing;
      case OBSERVING -> state instanceof Observing;
      case COMPLETING -> state instanceof Completing;
      case PAUSED -> state instanceof Paused;
      case LOWERING -> state instanceof RollingBack;
      case CHECKING_THE_WAY_BACK ->
          state instanceof RollingBack back && back.leg() instanceof RollingBack.Leg.Verify;
      case CLEANING_UP ->
          state instanceof RollingBack back && back.leg() instanceof RollingBack.Leg.CleanUp;
    };
  }

  private static boolean isBaking(State state, int stage) {
    return state instanceof Shifting shifting
        && shifting.stage() == stage
        && shifting.phase() instanceof Phase.Baking;
  }
}
