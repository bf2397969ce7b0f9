package dev.slipway.gate;

/**
 * One line of a checklist, as declared.
 *
 * @param id the word people type: "tests-green"
 * @param group "code", "testing", "database", "infrastructure", "monitoring", "communication"
 * @param why what goes wrong without it, in plain words
 * @param binding what a confirmation is tied to; when that changes, the item opens again
 */
public record Item(
    String id, String group, Phase phase, By by, Binding binding, String title, String why) {
  public enum By {
    /** Checked by the tool. */
    TOOL,
    /** Confirmed by a person, with evidence. */
    PERSON
  }

  public enum Binding {
    COMMIT,
    DIGEST,
    PLAN
  }
}
