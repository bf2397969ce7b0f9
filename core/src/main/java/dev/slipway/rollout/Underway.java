package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.plan.Step;
import dev.slipway.release.Weight;
import java.util.Optional;

/** A release on its way forward. Whatever stands here may be paused and taken back. */
public sealed interface Underway extends State
    permits Starting, Deploying, Shifting, Verifying, Observing, Completing {

  Plan plan();

  /** The share this state goes for. */
  Weight target();

  /** The share to keep when it may not go on: the last one that was confirmed. */
  Weight held();

  /**
   * Whether a share below the wanted one may be raised: a move in progress, or a restarted target.
   */
  boolean mayRaise();

  /** The step whose outcome this state waits for. */
  Optional<Effect.Perform> work();

  @Override
  default Optional<Plan> planned() {
    return Optional.of(plan());
  }

  @Override
  default Desired desired() {
    return new Desired(target(), mayRaise());
  }

  /**
   * Whether going back loses what was written meanwhile: for harm it goes back, for caution not.
   */
  default boolean losesDataOnTheWay() {
    return plan().rollback().losesData();
  }

  /**
   * Whether the step after which there is no way back may have happened. Such steps stand in the
   * plan's beginning.
   */
  default boolean isPastPointOfNoReturn() {
    Optional<String> point = plan().rollback().pointOfNoReturn();
    if (point.isEmpty()) {
      return false;
    }
    if (this instanceof Starting starting) {
      for (int i = 0; i <= starting.index(); i++) {
        Step step = plan().starting().get(i);
        if (step.id().equals(point.get())) {
          return true;
        }
      }
      return false;
    }
    return true;
  }
}
