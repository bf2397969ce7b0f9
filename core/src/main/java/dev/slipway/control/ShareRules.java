package dev.slipway.control;

import dev.slipway.release.Weight;
import dev.slipway.rollout.Deploying;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Starting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Underway;

/** What a release's state means for the share of traffic. */
final class ShareRules {
  private ShareRules() {}

  /** Names what the lane goes for, so that another aim is known as such. */
  static String aim(State state) {
    String way =
        state instanceof RollingBack back ? back.attempt() + " " + back.leg().getClass() : "";
    return state.name() + " " + state.desired() + " " + way;
  }

  static boolean isForward(State state) {
    return state instanceof Underway || state instanceof Paused;
  }

  /** The share below which somebody else must have lowered it. */
  static Weight held(State state) {
    return switch (state) {
      case Underway underway -> underway.held();
      case Paused paused -> paused.inside().held();
      default -> Weight.NONE;
    };
  }

  /**
   * Whether a flag was on before this release put anything aside: whoever sees what is behind it
   * may need it. It stays, and the checkpoint refuses to begin.
   */
  static boolean isAnothersFlag(State state, Weight seen) {
    return state instanceof Starting starting
        && starting.index() == 0
        && !starting.plan().flags().isEmpty()
        && seen.percent() == 0;
  }

  /** Whether a target that lost the share gets it again. */
  static boolean isReapplying(State state) {
    return switch (state) {
      case Shifting shifting -> shifting.share().reapply();
      case Underway underway -> underway.mayRaise();
      case Paused paused -> paused.desired().mayRaise();
      default -> false;
    };
  }

  /** Whether the release can go on only when its share is confirmed, or given up. */
  static boolean isMove(State state) {
    return switch (state) {
      case Underway underway -> underway.mayRaise();
      case Paused paused -> paused.desired().mayRaise();
      case RollingBack back -> back.leg() instanceof RollingBack.Leg.Traffic;
      default -> false;
    };
  }

  /** A way back that is stuck is tried again in any case, but a share that arrives ends it. */
  static boolean awaitsShare(State state) {
    return isMove(state)
        || state.isHiding()
        || (state instanceof RollbackFailed failed
            && failed.back().leg() instanceof RollingBack.Leg.Traffic);
  }

  /** Where a share that cannot be put down changes what happens next. */
  static boolean hearsOfExcess(State state) {
    return switch (state) {
      case Starting starting -> true;
      case Deploying deploying -> true;
      case Shifting shifting -> true;
      case Paused paused -> hearsOfExcess(paused.inside());
      case RollingBack back -> back.leg() instanceof RollingBack.Leg.Verify;
      default -> false;
    };
  }
}
