package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Reason.Code;
import java.util.Optional;

/** Opened, not planned yet. */
public record Draft(ChangeRecord change) implements State {
  @Override
  public Optional<Plan> planned() {
    return Optional.empty();
  }

  @Override
  public Desired desired() {
    return new Desired(Weight.NONE, false);
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.PlanMade made ->
          Answers.move(
              new Planned(made.plan(), Optional.empty()),
              Code.AS_PLANNED,
              "plan " + made.plan().hash().brief() + " was made");
      case Happening.CancelRequested cancel -> Cancelled.because(this, cancel);
      case Happening.TimePassed passed -> Answers.stay("a draft waits");
      case Happening.StandingLost lost -> Answers.stay("nothing rests on it yet");
      case Happening.StartRequested start -> Answers.refuse(Code.WRONG_STATE, "it has no plan yet");
      case Happening.StartScheduled start -> Answers.refuse(Code.WRONG_STATE, "it has no plan yet");
      case Happening.RollbackRequested back ->
          Answers.refuse(Code.WRONG_STATE, "nothing moved yet; cancel it instead");
      case Happening.StepDone done -> Answers.late(this);
      case Happening.StepFailed failed -> Answers.late(this);
      case Happening.TrafficSettled settled -> Answers.late(this);
      case Happening.TrafficFailed failed -> Answers.late(this);
      case Happening.Checked checked -> Answers.late(this);
      case Happening.AlertFired alert -> Answers.late(this);
      case Happening.Drifted drifted -> Answers.late(this);
      case Happening.TakenBackUnrecorded back -> Answers.late(this);
      case Happening.Request request -> Refusals.of(this, request);
    };
  }
}
