package dev.slipway.plan;

import dev.slipway.release.Weight;
import java.time.Duration;

/**
 * One stage of a rollout. Every stage names the capacity it needs on the new side and deploys up to
 * it first.
 */
public sealed interface Stage {
  /** The new version's share of traffic, or of updated instances, in this stage. */
  Weight weight();

  /** Instances of the new version that must be healthy before the share is raised. */
  int instances();

  /** How long users are watched in this stage before the next. */
  Duration bake();

  /** Without what is only tried about it. */
  default Stage itself() {
    return this;
  }

  /** A share of requests. */
  record WeightStage(Weight weight, int instances, Duration bake) implements Stage {}

  /** A batch of a rolling update; the share is that of updated instances. */
  record BatchStage(Weight weight, int instances, Duration bake, int batch, int of)
      implements Stage {}

  /** The switch of blue-green. */
  record SwitchStage(Weight weight, int instances, Duration bake) implements Stage {}

  /**
   * The first stage of a rollout, entered to be left at once: as soon as its share is real,
   * everybody goes back.
   */
  record RehearsalStage(Stage first) implements Stage {
    @Override
    public Weight weight() {
      return first.weight();
    }

    @Override
    public int instances() {
      return first.instances();
    }

    @Override
    public Duration bake() {
      return first.bake();
    }

    @Override
    public Stage itself() {
      return first;
    }
  }

  /** The new version is there and is checked, and nobody meets it until a person goes on. */
  record DarkStage(int instances) implements Stage {
    @Override
    public Weight weight() {
      return Weight.NONE;
    }

    @Override
    public Duration bake() {
      return Duration.ZERO;
    }
  }

  /**
   * Everybody of a share is on the new version, and a flag decides who of them meets what is new.
   *
   * @param compared whether who is shown it is judged against who is not; otherwise everybody is
   *     judged together
   */
  record ExposureStage(Weight weight, int instances, Duration bake, String flag, boolean compared)
      implements Stage {}
}
