package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Going half the way back: the flags are turned off, so that nobody is shown what is new, and
 * everybody stays on the new version until a person goes on or takes it back whole. Whoever goes on
 * begins with the first percent again, and the checks after the deploy are made once more.
 */
final class Hiding {
  private Hiding() {}

  static Decision of(Underway from, Set<Hold> holds, Happening.HideRequested hide) {
    Plan plan = from.plan();
    if (plan.hidden().isEmpty()) {
      return Answers.refuse(
          Code.WRONG_STATE, "this release turns no flag; it is paused, or taken back");
    }
    Optional<Shifting> hidden = hidden(from);
    if (hidden.isEmpty() && from instanceof Completing) {
      return Answers.refuse(
          Code.WRONG_STATE,
          "the old version is being retired, and nobody could be sent back to it from a pause; take"
              + " it back whole, or turn "
              + plan.namedFlags()
              + " off once it is finished");
    }
    if (hidden.isEmpty() || !shows(from)) {
      return Answers.stay(Code.ALREADY_DONE, "nobody is shown what is new");
    }
    EnumSet<Hold> all = EnumSet.of(Hold.PERSON_ASKED);
    all.addAll(holds);
    String words = Answers.said(hide.by(), "turned " + plan.namedFlags() + " off", hide.reason());
    return Answers.pause(hidden.get(), all, hide.at(), Code.PERSON_ASKED, words);
  }

  /**
   * Where there is no way back any more, the flags are as far as it goes: nobody is shown what is
   * new.
   */
  static Underway asFarAsItGoes(Underway from) {
    return shows(from) ? hidden(from).<Underway>map(shifting -> shifting).orElse(from) : from;
  }

  private static boolean shows(Underway from) {
    return from.held().showsAny() || from.target().showsAny();
  }

  /** The stage in which nobody is shown anything, as if it had just been confirmed. */
  private static Optional<Shifting> hidden(Underway from) {
    if (from.plan().hidden().isEmpty()) {
      return Optional.empty();
    }
    int stage = from.plan().hidden().getAsInt();
    return switch (from) {
      case Starting starting -> Optional.empty();
      case Deploying deploying -> Optional.empty();
      case Shifting shifting when shifting.stage() <= stage -> Optional.empty();
      case Shifting shifting ->
          at(stage, shifting, shifting.share(), shifting.holdAtEnd(), shifting.checksFrom());
      case Verifying verifying ->
          at(stage, verifying, verifying.share(), false, verifying.attempt() + 1);
      case Observing observing ->
          at(stage, observing, observing.share(), false, observing.checks() + 1);
      case Completing completing -> Optional.empty();
    };
  }

  private static Optional<Shifting> at(
      int stage, Underway from, Share share, boolean holdAtEnd, int checksFrom) {
    return Optional.of(
        new Shifting(
            from.plan(),
            stage,
            new Phase.Moving(),
            share.confirmedAt(from.plan().stage(stage).weight()),
            Duration.ZERO,
            holdAtEnd,
            checksFrom));
  }

  /** Whether the flags were asked to be off, and are not known to be. */
  static boolean isUnderWay(State state) {
    return state instanceof Paused paused
        && paused.inside() instanceof Shifting shifting
        && shifting.phase() instanceof Phase.Moving
        && shifting.plan().hidden().equals(OptionalInt.of(shifting.stage()))
        && shifting.held().equals(shifting.plan().stage(shifting.stage()).weight());
  }
}
