package dev.slipway.rollout;

import dev.slipway.rollout.Reason.Code;
import java.util.Set;

/** Between two steps: where a release that is to pause while a step runs does so. */
final class Boundary {
  private Boundary() {}

  /** On to {@code next}, or paused before it when holds were laid down meanwhile. */
  static Decision pass(Underway next, Set<Hold> holds, Happening.StepDone done) {
    String words = done.step() + " done: " + done.evidence();
    if (holds.isEmpty()) {
      return Answers.move(next, Code.AS_PLANNED, words);
    }
    return Answers.pause(
        next, holds, done.at(), holds.contains(Hold.PERSON_ASKED) ? Code.PERSON_ASKED : Code.LIMIT_BROKEN, words);
  }
}
