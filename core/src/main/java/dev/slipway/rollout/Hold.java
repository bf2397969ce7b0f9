package dev.slipway.rollout;

/** Why a release waits for somebody. Holds form a set; each is cleared in its own way. */
public enum Hold {
  PERSON_ASKED,
  TOO_LITTLE_DATA,
  METRICS_SILENT,
  STANDING_MISSING,
  FOREIGN_CHANGE,
  TARGET_LOST_STATE,
  LIMIT_BROKEN,
  STEP_UNCLEAR,
  TRAFFIC_STUCK,
  NO_WAY_BACK,
  PROOF_MISSING
}
