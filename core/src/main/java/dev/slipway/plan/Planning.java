package dev.slipway.plan;

import java.util.List;

/** What comes of planning: a plan, or why there is none. */
public sealed interface Planning {
  record Made(Plan plan) implements Planning {}

  /**
   * @param code stable code of the error, such as "E-PLAN-03"
   * @param what the refusal in one sentence
   * @param why the facts behind it, with figures
   * @param fix what to do instead; a line that can be pasted where there is one
   */
  record CannotPlan(String code, String what, List<String> why, List<String> fix)
      implements Planning {
    /** The target cannot carry out what is asked for or needed. */
    public static final String NOT_EXECUTABLE = "E-PLAN-01";

    /** A person asks for less care than the risk does, without a waiver. */
    public static final String TOO_WEAK = "E-PLAN-02";

    /** The target has no room for the new version beside the old one. */
    public static final String NO_ROOM = "E-PLAN-03";

    /** Nobody declared how much one instance carries. */
    public static final String CAPACITY_UNKNOWN = "E-PLAN-04";

    /** Nothing would be judged. */
    public static final String NO_LIMITS = "E-PLAN-05";

    /** The old version has no ready instance: nothing to compare with, nowhere to go back to. */
    public static final String NO_WAY_BACK = "E-PLAN-06";

    /** The version to be released is the one that serves. */
    public static final String ALREADY_RUNS = "E-PLAN-07";

    /** A migration that has to wait stands before one that cannot. */
    public static final String MIGRATION_ORDER = "E-PLAN-08";

    /** What is measured could never be enough for a verdict. */
    public static final String NOT_MEASURABLE = "E-PLAN-11";

    public CannotPlan {
      why = List.copyOf(why);
      fix = List.copyOf(fix);
    }
  }
}
