package dev.slipway.gate;

/**
 * The stable codes of everything that can stand in the way of a start, with the words of {@code
 * slipway help CODE}.
 */
public enum GateCode {
  APPROVAL(
      "E-GATE-01",
      "approval",
      "The plan asks for people of certain roles who did not write the change, and some of them have not approved exactly this"
          + " plan. One person fills one role. A changed plan needs its approvals again."),
  ITEM_OPEN(
      "E-GATE-02",
      "checklist",
      "A checklist item has not been checked or confirmed for this commit, artifact or plan, or what was said about it no longer"
          + " holds: it expired, was withdrawn, or was for something else."),
  ITEM_FAILED(
      "E-GATE-03",
      "checklist",
      "A check found an item not fulfilled. Repair what it found and run the check again; a waiver needs a reason and an end."),
  TAKEN_BACK(
      "E-GATE-04",
      "history",
      "This version was rolled back before. It does not come back by itself: somebody has to say what is different now."),
  NO_PLAN(
      "E-GATE-05",
      "plan",
      "There is no plan yet, so there is nothing to approve and no way back to follow."),
  MOVED(
      "E-GATE-06",
      "running version",
      "Another release changed what runs since this one was planned. Its change, its limits and its way back were worked out"
          + " from a version that users no longer have: open a new release from what runs now."),
  LOCK(
      "E-LOCK-01",
      "lock",
      "Another release of this service is moving or being watched. Two changes at once cannot be told apart.");

  private final String code;
  private final String what;
  private final String meaning;

  GateCode(String code, String what, String meaning) {
    this.code = code;
    this.what = what;
    this.meaning = meaning;
  }

  public String code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }

  GateVerdict.Block block(String why, String fix) {
    return new GateVerdict.Block(code, what, why, fix);
  }
}
