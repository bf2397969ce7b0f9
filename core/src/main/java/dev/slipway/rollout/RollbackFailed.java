package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect.News;
import dev.slipway.rollout.Reason.Code;
import java.time.Instant;
import java.util.Optional;

/** The way back is stuck: people were called, and it is tried again and again. */
public record RollbackFailed(RollingBack back, String fault, Instant retryAt) implements State {
  @Override
  public Optional<Plan> planned() {
    return Optional.of(back.plan());
  }

  @Override
  public Desired desired() {
    return back.desired();
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.TimePassed passed ->
          waits(passed.at())
              ? Answers.stay("tried again at " + retryAt)
              : Answers.move(
                  again(),
                  Code.AS_PLANNED,
                  "the way back is tried again, attempt " + (back.attempt() + 1));
      case Happening.RollbackRequested request ->
          back.plan().rollback().losesData() && !request.acceptLoss()
              ? Answers.refuse(Code.WOULD_LOSE_DATA, back.plan().rollback().dataCompatibility())
              : Answers.move(
                  again(),
                  Code.PERSON_ASKED,
                  Answers.said(request.by(), "asked to try again", request.reason()));
      case Happening.TrafficSettled settled ->
          settled.weight().equals(Weight.NONE)
              ? Answers.move(
                  back.verifying(settled.at()),
                  Code.AS_PLANNED,
                  "everybody is on the old version; it is watched")
              : Answers.late(this);
      case Happening.Drifted drifted ->
          switch (drifted.drift()) {
            case LOWERED ->
                Answers.move(
                    back.verifying(drifted.at()), Code.TAKEN_BACK_OUTSIDE, drifted.words());
            case LOST -> Answers.stay("less is what is wanted");
            case RAISED ->
                Answers.stay(
                    Code.FOREIGN_CHANGE, drifted.words(), new Effect.PageSomeone(drifted.words()));
            case FOREIGN_VERSION -> Answers.stay(Code.FOREIGN_CHANGE, drifted.words());
          };
      case Happening.TakenBackUnrecorded taken ->
          Answers.move(back.verifying(taken.at()), Code.STORE_AWAY, taken.words());
      case Happening.ResolvedByHand byHand ->
          Answers.move(
              new RolledBack(
                  back.plan(),
                  new Verification.ByHand(byHand.evidence()),
                  back.reached(),
                  Optional.empty(),
                  back.cause()),
              Code.PERSON_ASKED,
              Answers.said(byHand.by(), "resolved it by hand", byHand.evidence()),
              new Effect.WriteDocuments(),
              new Effect.Announce(News.ROLLED_BACK, "resolved by hand"));
      case Happening.StepDone done -> Answers.late(this);
      case Happening.StepFailed failed -> Answers.stay("it is tried again at " + retryAt);
      case Happening.TrafficFailed failed -> Answers.stay("it is tried again at " + retryAt);
      case Happening.Checked checked -> Answers.stay("the way back is stuck");
      case Happening.AlertFired alert -> Answers.stay("the way back is stuck");
      case Happening.StandingLost lost -> Answers.late(this);
      case Happening.Request request -> Refusals.of(this, request);
    };
  }

  /** A clock that was set back must not keep users on the new version until it has caught up. */
  private boolean waits(Instant now) {
    return now.isBefore(retryAt) && !now.plus(RollingBack.RETRY_AFTER).isBefore(retryAt);
  }

  private RollingBack again() {
    return back.again();
  }
}
