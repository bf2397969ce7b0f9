package dev.slipway.rollout;

import dev.slipway.rollout.Reason.Code;
import java.util.Set;

/** Between two steps: where a release that is to pause while a step runs does so. */
final class Boundary {
  private Boundary() {}

  /** On to {@code next}, or paused before it when holds were laid down meanwhile. */
  static Decision pass(Underway next, Set<Hold> holds, Happening.StepDone done) {
    String words = Answers.because(done.step() + " done", done.evidence());
    if (holds.isEmpty()) {
      return Answers.move(next, Code.AS_PLANNED, words);
    }
    if (holds.contains(Hold.PERSON_ASKED)) {
      return Answers.pause(
          next, holds, done.at(), Code.PERSON_ASKED, words + "; pauses here as asked");
    }
    return holds.contains(Hold.LIMIT_BROKEN)
        ? Answers.pause(
            next, holds, done.at(), Code.LIMIT_BROKEN, words + "; a limit broke meanwhile")
        : Answers.pause(
            next,
            holds,
            done.at(),
            Code.STANDING_MISSING,
            words + "; what the start rested on is gone");
  }
}
