package dev.slipway.rollout;

import java.util.Optional;

/**
 * Names what is watched in a state. A check says which stretch it was made for, so that one that
 * arrives late counts for no other.
 */
public final class Watched {
  public static final String BEFORE = "before";
  public static final String TO_FIRST_STAGE = "to-stage-1";
  public static final String AFTER_ROLLBACK = "after-rollback";

  private static final String STAGE = "stage-";
  private static final String OBSERVING = "observing";

  private Watched() {}

  /** Whether users have just got another share when this begins. */
  public static boolean isStage(String key) {
    return key.startsWith(STAGE);
  }

  /**
   * Whether it ends only when no limit was broken for as long as it takes: before a release is
   * called a success, its signals have been clean for that long.
   */
  public static boolean endsCleanOnly(String key) {
    return key.equals(OBSERVING);
  }

  /** "stage-2", "observing"; empty where nothing is watched. */
  public static Optional<String> in(State state) {
    return switch (state) {
      case Underway underway -> Optional.of(in(underway));
      case Paused paused -> Optional.of(in(paused.inside()));
      case RollingBack back ->
          back.leg() instanceof RollingBack.Leg.Verify
              ? Optional.of(AFTER_ROLLBACK)
              : Optional.empty();
      case Draft draft -> Optional.empty();
      case Planned planned -> Optional.empty();
      case RollbackFailed failed -> Optional.empty();
      case Finished finished -> Optional.empty();
      case RolledBack rolledBack -> Optional.empty();
      case Cancelled cancelled -> Optional.empty();
    };
  }

  public static String in(Underway underway) {
    return switch (underway) {
      case Starting starting -> BEFORE;
      case Deploying deploying -> BEFORE;
      case Shifting shifting ->
          (shifting.phase() instanceof Phase.Baking ? STAGE : "to-stage-") + (shifting.stage() + 1);
      case Verifying verifying -> "verifying";
      case Observing observing -> OBSERVING;
      case Completing completing -> "completing";
    };
  }
}
