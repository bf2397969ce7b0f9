package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Reason.Code;
import java.util.Optional;

/** Given up before anything moved. An end. */
public record Cancelled(Optional<Plan> planned, String why) implements State {
  static Decision because(State from, Happening.CancelRequested cancel) {
    String words = Answers.said(cancel.by(), "cancelled it", cancel.reason());
    return Answers.move(
        new Cancelled(from.planned(), cancel.reason()),
        Code.PERSON_ASKED,
        words,
        new Effect.Announce(Effect.News.CANCELLED, words));
  }

  @Override
  public Desired desired() {
    return new Desired(Weight.NONE, false);
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.CancelRequested cancel ->
          Answers.stay(Code.ALREADY_DONE, "it is already cancelled");
      case Happening.TimePassed passed -> Answers.stay("it is over");
      case Happening.StandingLost lost -> Answers.late(this);
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
