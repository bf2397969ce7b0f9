package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect.News;
import dev.slipway.rollout.Reason.Code;
import java.util.Optional;

/**
 * Back on the old version. An end.
 *
 * @param reached the highest share users may have had
 * @param remains what could not be cleaned up
 * @param cause why it went back
 */
public record RolledBack(
    Plan plan, Verification verification, Weight reached, Optional<String> remains, Reason cause)
    implements State {
  @Override
  public Optional<Plan> planned() {
    return Optional.of(plan);
  }

  @Override
  public Desired desired() {
    return new Desired(Weight.NONE, false);
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.RollbackRequested back ->
          plan.rollback().losesData() && !back.acceptLoss()
              ? Answers.refuse(Code.WOULD_LOSE_DATA, plan.rollback().dataCompatibility())
              : Answers.stay(Code.ALREADY_DONE, "nothing to do: it is rolled back");
      case Happening.ResolvedByHand byHand ->
          verification instanceof Verification.Unverified
              ? Answers.move(
                  new RolledBack(
                      plan, new Verification.ByHand(byHand.evidence()), reached, remains, cause),
                  Code.PERSON_ASKED,
                  Answers.said(byHand.by(), "confirmed by hand", byHand.evidence()))
              : Answers.refuse(Code.ALREADY_DONE, "how it ended is known: " + verification.words());
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
            case LOWERED -> Answers.stay("that is how it should be");
            case LOST -> Answers.late(this);
            case RAISED ->
                Answers.stay(
                    Code.FOREIGN_CHANGE,
                    drifted.words() + "; it is put down",
                    new Effect.PageSomeone(drifted.words()));
            case FOREIGN_VERSION ->
                Answers.stay(
                    Code.FOREIGN_CHANGE,
                    drifted.words(),
                    new Effect.Announce(News.NOTICED, drifted.words()));
          };
      case Happening.TakenBackUnrecorded back -> Answers.late(this);
      case Happening.StartRequested start ->
          Answers.refuse(Code.WRONG_STATE, "it was rolled back; open a new release from it");
      case Happening.StandingLost lost -> Answers.late(this);
      case Happening.StepDone done -> Answers.late(this);
      case Happening.StepFailed failed -> Answers.late(this);
      case Happening.TrafficSettled settled -> Answers.late(this);
      case Happening.TrafficFailed failed -> Answers.late(this);
      case Happening.Request request -> Refusals.of(this, request);
    };
  }
}
