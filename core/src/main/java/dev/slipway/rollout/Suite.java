package dev.slipway.rollout;

import dev.slipway.plan.Proofs;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Reason.Code;

/** What follows from the tests of the service as a whole. */
final class Suite {
  private Suite() {}

  /**
   * A test that failed is a fault until somebody shows otherwise, unless the plan lets people look
   * first. What nobody saw the end of says nothing, and so does a fault that no user has met where
   * going back would lose data.
   *
   * @param again where it is tried once more
   */
  static Decision failed(Underway again, Happening.StepFailed failed) {
    boolean seen = failed.changed() != Changed.UNKNOWN;
    boolean back =
        seen
            && !again.losesDataOnTheWay()
            && again
                .plan()
                .proofs()
                .flatMap(Proofs::suite)
                .filter(suite -> suite.onFailure() == Proofs.Consequence.ROLL_BACK)
                .isPresent();
    String words =
        Answers.because(
            seen
                ? "the integration suite failed"
                : "nobody knows how the integration suite would have ended",
            failed.fault());
    return back
        ? Answers.back(again, failed.at(), Code.PROOF_MISSING, words)
        : Answers.pauseAndPage(again, Hold.PROOF_MISSING, failed.at(), Code.PROOF_MISSING, words);
  }
}
