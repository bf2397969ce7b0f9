package dev.slipway.gate;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of a checklist, as declared.
 *
 * @param id the word people type: "tests-green"
 * @param group "code", "testing", "database", "infrastructure", "monitoring", "communication"
 * @param why what goes wrong without it, in plain words
 * @param binding what a confirmation is tied to; when that changes, the item opens again
 * @param asked how it is to be shown, of what a plan asks for by itself
 */
public record Item(
    String id,
    String group,
    Phase phase,
    By by,
    Binding binding,
    String title,
    String why,
    Optional<Asked> asked) {
  /** One that every release has. */
  public Item(
      String id, String group, Phase phase, By by, Binding binding, String title, String why) {
    this(id, group, phase, by, binding, title, why, Optional.empty());
  }

  /**
   * @param role who may say that it holds; empty: a machine does
   * @param link whether a link has to show it
   * @param until when people are called; empty as long as its time has not begun
   */
  public record Asked(Optional<String> role, boolean link, Optional<Instant> until) {}

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
