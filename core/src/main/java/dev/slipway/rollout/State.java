package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import java.util.Optional;

/**
 * Where a release is in its life. One small record per state; each answers every happening in one
 * exhaustive switch.
 *
 * <p>States hold only what exists in that situation. From {@link Planned} on they carry their plan.
 */
public sealed interface State
    permits Draft,
        Planned,
        Underway,
        Paused,
        RollingBack,
        RollbackFailed,
        Finished,
        RolledBack,
        Cancelled {

  /** The machine's answer in this state. */
  Decision on(Happening happening);

  /** What the target should look like. */
  Desired desired();

  Optional<Plan> planned();

  /** Whether a flag was asked to be off, and is not known to be yet. */
  default boolean isHiding() {
    return Hiding.isUnderWay(this);
  }

  /** The state's name: "Shifting". */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Whether the release holds its service's lock. */
  default boolean isMoving() {
    return switch (this) {
      case Underway underway -> true;
      case Paused paused -> true;
      case RollingBack rollingBack -> true;
      case RollbackFailed failed -> true;
      case Draft draft -> false;
      case Planned planned -> false;
      case Finished finished -> false;
      case RolledBack rolledBack -> false;
      case Cancelled cancelled -> false;
    };
  }

  default boolean isEnd() {
    return switch (this) {
      case Finished finished -> true;
      case RolledBack rolledBack -> true;
      case Cancelled cancelled -> true;
      case Draft draft -> false;
      case Planned planned -> false;
      case Underway underway -> false;
      case Paused paused -> false;
      case RollingBack rollingBack -> false;
      case RollbackFailed failed -> false;
    };
  }
}
