package dev.slipway.health;

import java.util.Optional;

/** The door to every way of judging. It only reads what it is given. */
public interface Judge {
  /** Whom a check is about. */
  enum Question {
    /** The new version against limits and baseline. */
    CANARY_AGAINST_BASELINE,
    /** The new version against limits and a group of the old one that is as large and as young. */
    CANARY_AGAINST_GROUP,
    /** The new version alone: nothing else serves any more, only absolute bounds count. */
    CANARY_ALONE,
    /** The old version alone, after a rollback: are users well again? */
    BASELINE_ALONE;

    /** Whose figures the judged side's are compared with; empty where only bounds count. */
    public Optional<Side> compared() {
      return switch (this) {
        case CANARY_AGAINST_BASELINE -> Optional.of(Side.BASELINE);
        case CANARY_AGAINST_GROUP -> Optional.of(Side.GROUP);
        case CANARY_ALONE, BASELINE_ALONE -> Optional.empty();
      };
    }
  }

  Judgement judge(Limits limits, Question question, Snapshot snapshot);
}
