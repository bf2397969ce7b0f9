package dev.slipway.health;

/** The door to every way of judging. It only reads what it is given. */
public interface Judge {
  /** Whom a check is about. */
  enum Question {
    /** The new version against limits and baseline. */
    CANARY_AGAINST_BASELINE,
    /** The new version alone: nothing else serves any more, only absolute bounds count. */
    CANARY_ALONE,
    /** The old version alone, after a rollback: are users well again? */
    BASELINE_ALONE
  }

  Judgement judge(Limits limits, Question question, Snapshot snapshot);
}
