package dev.slipway.rollout;

/** Why something moved, stayed or was refused. Shown to people. */
public record Reason(Code code, String words) {
  public enum Code {
    LIMIT_BROKEN,
    CAUGHT_BY_ALERT,
    TOO_LITTLE_DATA,
    METRICS_SILENT,
    PERSON_ASKED,
    STANDING_MISSING,
    TAKEN_BACK_OUTSIDE,
    FOREIGN_CHANGE,
    TARGET_LOST_STATE,
    STEP_EXHAUSTED,
    STEP_UNKNOWN,
    NO_WAY_BACK,
    HOLD_RAN_OUT,
    STORE_AWAY,
    GATES_CLOSED,
    PLAN_OUTDATED,
    WRONG_STATE,
    ALREADY_DONE,
    NOT_ALLOWED,
    WOULD_LOSE_DATA,
    /** What has to be shown of a new version was not. */
    PROOF_MISSING,
    /** The way back was what was wanted. */
    REHEARSED,
    /** The ordinary way forward. */
    AS_PLANNED,
    /** A fact that arrived after it could matter. */
    TOO_LATE
  }

  static Reason of(Code code, String words) {
    return new Reason(code, words);
  }
}
