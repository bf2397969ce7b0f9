package dev.slipway.rollout;

import dev.slipway.rollout.Reason.Code;

/** The answer to a request that means nothing where the release is in its life. */
final class Refusals {
  private Refusals() {}

  static Decision of(State state, Happening.Request request) {
    return switch (request) {
      case Happening.PlanMade made -> Answers.refuseHere(state, "planned anew");
      case Happening.StartRequested start -> Answers.refuseHere(state, "started");
      case Happening.StartScheduled start -> Answers.refuseHere(state, "scheduled");
      case Happening.CancelRequested cancel -> cancel(state);
      case Happening.PauseRequested pause -> Answers.refuseHere(state, "paused");
      case Happening.ResumeRequested resume -> Answers.refuseHere(state, "resumed");
      case Happening.AdvanceRequested advance -> Answers.refuseHere(state, "advanced");
      case Happening.ExtendRequested extend -> Answers.refuseHere(state, "extended");
      case Happening.RollbackRequested back -> Answers.refuseHere(state, "rolled back");
      case Happening.HideRequested hide -> Answers.refuseHere(state, "hidden behind its flag");
      case Happening.RetireRequested retire -> retire(state);
      case Happening.FinishRequested finish -> Answers.refuseHere(state, "finished");
      case Happening.ResolvedByHand byHand -> Answers.refuseHere(state, "resolved by hand");
    };
  }

  private static Decision retire(State state) {
    return state instanceof Finished
        ? Answers.refuse(Code.ALREADY_DONE, "no old side is kept")
        : Answers.refuse(
            Code.WRONG_STATE,
            "the old side is retired once the release is finished; it is " + Answers.words(state));
  }

  /** What has begun is not undone by giving it up. */
  private static Decision cancel(State state) {
    return state instanceof Underway
        ? Answers.refuse(Code.WRONG_STATE, "it already moves; roll it back instead")
        : Answers.refuseHere(state, "cancelled");
  }
}
