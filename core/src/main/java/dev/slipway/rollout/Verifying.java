package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect.News;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Everybody is on the new version; the checks after a deploy run. */
public record Verifying(Plan plan, int attempt, Share share) implements Underway {
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

  @Override
  public Optional<Effect.Perform> work() {
    return Optional.of(new Effect.Perform(plan.verification(), attempt));
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.StepDone done -> done(done);
      case Happening.StepFailed failed ->
          isCurrent(failed.step(), failed.attempt())
              ? Answers.back(
                  new Verifying(plan, attempt + 1, share),
                  failed.at(),
                  Code.STEP_EXHAUSTED,
                  Answers.because("checks after deploy failed", failed.fault()))
              : Answers.late(this);
      case Happening.TrafficSettled settled ->
          share.reapply() && settled.weight().equals(Weight.ALL)
              ? Answers.move(
                  new Verifying(plan, attempt, share.settled()),
                  Code.AS_PLANNED,
                  "the share is back at " + settled.weight())
              : Answers.late(this);
      case Happening.Checked checked when checked.isOfAnother(this) -> Answers.late(this);
      case Happening.Checked checked -> {
        Optional<Decision> harmed = Exposed.checked(this, checked);
        yield harmed.isPresent()
            ? harmed.get()
            : checked.assessment().overdue()
                ? Exposed.overdue(this, checked)
                : Answers.stay("checks are running");
      }
      case Happening.TrafficFailed failed -> Exposed.trafficFailed(this, share, failed);
      case Happening.AlertFired alert -> Exposed.alert(this, alert);
      case Happening.Drifted drifted ->
          Exposed.drifted(this, share, new Verifying(plan, attempt, share.lost()), drifted);
      case Happening.PauseRequested pause ->
          Answers.pause(
              this,
              Hold.PERSON_ASKED,
              pause.at(),
              Code.PERSON_ASKED,
              Answers.said(pause.by(), "asked", pause.reason()));
      case Happening.RollbackRequested back -> Answers.requestedRollback(this, back);
      case Happening.HideRequested hide -> Hiding.of(this, Set.of(), hide);
      case Happening.StandingLost lost -> Answers.stay(Code.STANDING_MISSING, lost.what());
      case Happening.TakenBackUnrecorded back -> Answers.unrecorded(this, back);
      case Happening.TimePassed passed -> Answers.stay("nothing is due");
      case Happening.StartRequested start ->
          Answers.stay(Code.ALREADY_DONE, "it has already started");
      case Happening.FinishRequested finish ->
          Answers.refuseHere(this, "finished before its checks have run");
      case Happening.Request request -> Refusals.of(this, request);
    };
  }

  private Decision done(Happening.StepDone done) {
    if (!isCurrent(done.step(), done.attempt())) {
      return Answers.late(this);
    }
    return Answers.move(
        new Observing(plan, done.at(), done.at(), Duration.ZERO, share, attempt),
        Code.AS_PLANNED,
        Answers.because(done.step() + " done", done.evidence()),
        new Effect.Announce(
            News.OBSERVING,
            "everybody is on " + plan.to() + "; it is watched before the old one goes"));
  }

  private boolean isCurrent(String step, int of) {
    return plan.verification().id().equals(step) && attempt == of;
  }
}
