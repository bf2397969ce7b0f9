package dev.slipway.rollout;

import dev.slipway.plan.Stage;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Going half the way back: the flag is turned off, so that nobody is shown what is new, and
 * everybody stays on the new version until a person goes on or takes it back whole. Only as long as
 * its stages last: checks that were made after them are not made a second time.
 */
final class Hiding {
  private Hiding() {}

  static Decision of(Shifting from, Set<Hold> holds, Happening.HideRequested hide) {
    OptionalInt hidden = from.plan().hidden();
    if (hidden.isEmpty()) {
      return Answers.refuse(
          Code.WRONG_STATE, "this release turns no flag; it is paused, or taken back");
    }
    if (!shows(from)) {
      return Answers.stay(Code.ALREADY_DONE, "nobody is shown what is new");
    }
    EnumSet<Hold> all = EnumSet.of(Hold.PERSON_ASKED);
    all.addAll(holds);
    Shifting back = at(from, hidden.getAsInt());
    String words =
        Answers.said(
            hide.by(), "turned flag " + from.plan().flag().orElse("") + " off", hide.reason());
    return Answers.pause(back, all, hide.at(), Code.PERSON_ASKED, words);
  }

  /**
   * Where there is no way back any more, the flag is as far as it goes: nobody is shown what is
   * new.
   */
  static Underway asFarAsItGoes(Underway from) {
    OptionalInt hidden = from.plan().hidden();
    return from instanceof Shifting shifting && hidden.isPresent() && shows(shifting)
        ? at(shifting, hidden.getAsInt())
        : from;
  }

  private static boolean shows(Shifting shifting) {
    return shifting.held().shown() > 0 || shifting.target().shown() > 0;
  }

  /** The stage in which nobody is shown anything, as if it had just been confirmed. */
  private static Shifting at(Shifting from, int stage) {
    Weight hidden = from.plan().stage(stage).weight();
    return new Shifting(
        from.plan(),
        stage,
        new Phase.Moving(),
        from.share().confirmedAt(hidden),
        Duration.ZERO,
        from.holdAtEnd());
  }

  /** Whether the flag was asked to be off, and is not known to be. */
  static boolean isUnderWay(State state) {
    return state instanceof Paused paused
        && paused.inside() instanceof Shifting shifting
        && shifting.phase() instanceof Phase.Moving
        && shifting.plan().stage(shifting.stage()) instanceof Stage.ExposureStage stage
        && shifting.held().equals(stage.weight());
  }
}
