package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect.News;
import dev.slipway.rollout.Reason.Code;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The old fleet is replaced in batches. The way back from here first brings the old side up again.
 *
 * @param index which of the plan's completing steps is performed
 */
public record Completing(Plan plan, int index, int attempt, Set<Hold> pauseAtBoundary, Share share)
    implements Underway {
  public Completing {
    pauseAtBoundary = Set.copyOf(pauseAtBoundary);
  }

  @Override
  public Weight target() {
    return Weight.ALL;
  }

  @Override
  public Weight held() {
    return Weight.ALL;
  }

  @Override
  public boolean mayRaise() {
    return share.reapply();
  }

  /**
   * Nothing while the target has lost the share: for that moment everybody is on what would be
   * retired.
   */
  @Override
  public Optional<Effect.Perform> work() {
    return share.reapply()
        ? Optional.empty()
        : Optional.of(new Effect.Perform(plan.completing().get(index), attempt));
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.StepDone done -> done(done);
      case Happening.StepFailed failed -> failed(failed);
      case Happening.TrafficSettled settled ->
          share.reapply() && settled.weight().equals(Weight.ALL)
              ? Answers.move(
                  with(share.settled()),
                  Code.AS_PLANNED,
                  "the share is back at " + settled.weight())
              : Answers.late(this);
      case Happening.TrafficFailed failed -> Exposed.trafficFailed(this, share, failed);
      case Happening.Checked checked when checked.isOfAnother(this) -> Answers.late(this);
      case Happening.Checked checked ->
          Exposed.checked(this, checked)
              .orElseGet(() -> Answers.stay("the old fleet is being replaced"));
      case Happening.AlertFired alert -> Exposed.alert(this, alert);
      case Happening.Drifted drifted -> Exposed.drifted(this, share, with(share.lost()), drifted);
      case Happening.PauseRequested pause -> {
        EnumSet<Hold> holds = EnumSet.of(Hold.PERSON_ASKED);
        holds.addAll(pauseAtBoundary);
        yield Answers.within(
            this,
            new Completing(plan, index, attempt, holds, share),
            Code.PERSON_ASKED,
            Answers.said(pause.by(), "asked", pause.reason())
                + "; pauses when this step has ended");
      }
      case Happening.RollbackRequested back -> Answers.requestedRollback(this, back);
      case Happening.TakenBackUnrecorded back -> Answers.unrecorded(this, back);
      case Happening.FinishRequested finish ->
          Answers.stay(Code.ALREADY_DONE, "it is being completed");
      case Happening.HideRequested hide -> Hiding.of(this, Set.of(), hide);
      case Happening.StandingLost lost -> Answers.stay(Code.STANDING_MISSING, lost.what());
      case Happening.TimePassed passed -> Answers.stay("nothing is due");
      case Happening.StartRequested start ->
          Answers.stay(Code.ALREADY_DONE, "it has already started");
      case Happening.Request request -> Refusals.of(this, request);
    };
  }

  private Decision done(Happening.StepDone done) {
    if (!isCurrent(done.step(), done.attempt())) {
      return Answers.late(this);
    }
    if (index == plan.completing().size() - 1) {
      return Answers.move(
          new Finished(Optional.of(plan), done.at()),
          Code.AS_PLANNED,
          plan.to()
              + (plan.endsOldInstances()
                  ? " serves everybody; the old version is gone"
                  : " serves everybody; the old version stays, without users"),
          new Effect.WriteDocuments(),
          new Effect.Announce(News.FINISHED, plan.to() + " serves everybody"));
    }
    return Boundary.pass(
        new Completing(plan, index + 1, 1, Set.of(), share), pauseAtBoundary, done);
  }

  private Decision failed(Happening.StepFailed failed) {
    if (!isCurrent(failed.step(), failed.attempt())) {
      return Answers.late(this);
    }
    return Answers.pause(
        new Completing(plan, index, attempt + 1, Set.of(), share),
        Hold.STEP_UNCLEAR,
        failed.at(),
        Code.STEP_EXHAUSTED,
        Answers.because(failed.step() + " failed", failed.fault()));
  }

  Completing with(Share next) {
    return new Completing(plan, index, attempt, pauseAtBoundary, next);
  }

  private boolean isCurrent(String step, int of) {
    return plan.completing().get(index).id().equals(step) && attempt == of;
  }
}
