package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect.News;
import dev.slipway.rollout.Reason.Code;
import java.time.Instant;
import java.util.Optional;

/**
 * Serves everybody, and the old version is gone. An end: undoing it is a new release that names it.
 *
 * @param planned empty for a version that ran before Slipway knew the service, and was adopted
 */
public record Finished(Optional<Plan> planned, Instant finishedAt) implements State {
  @Override
  public Desired desired() {
    return new Desired(Weight.ALL, false);
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.FinishRequested finish -> Answers.stay(Code.ALREADY_DONE, "it is finished");
      case Happening.TimePassed passed -> Answers.stay("it is over");
      case Happening.Checked checked ->
          checked.assessment().isBroken()
              ? Answers.stay(
                  Code.LIMIT_BROKEN,
                  checked.assessment().judgement().words(),
                  new Effect.Announce(News.NOTICED, checked.assessment().judgement().words()))
              : Answers.late(this);
      case Happening.AlertFired alert ->
          Answers.stay(
              Code.CAUGHT_BY_ALERT,
              "alert " + alert.alert(),
              new Effect.Announce(News.NOTICED, "alert " + alert.alert()));
      case Happening.Drifted drifted ->
          switch (drifted.drift()) {
            case LOWERED, FOREIGN_VERSION ->
                Answers.stay(
                    Code.FOREIGN_CHANGE,
                    drifted.words(),
                    new Effect.Announce(News.NOTICED, drifted.words()));
            case LOST, RAISED -> Answers.late(this);
          };
      case Happening.TakenBackUnrecorded back ->
          Answers.stay(
              Code.STORE_AWAY, back.words(), new Effect.Announce(News.NOTICED, back.words()));
      case Happening.RollbackRequested back ->
          Answers.refuse(
              Code.WRONG_STATE,
              "a finished release never changes again; its undo is a new release");
      case Happening.StartRequested start -> Answers.refuseHere(this, "started again");
      case Happening.StandingLost lost -> Answers.late(this);
      case Happening.StepDone done -> Answers.late(this);
      case Happening.StepFailed failed -> Answers.late(this);
      case Happening.TrafficSettled settled -> Answers.late(this);
      case Happening.TrafficFailed failed -> Answers.late(this);
      case Happening.Request request -> Refusals.of(this, request);
    };
  }
}
