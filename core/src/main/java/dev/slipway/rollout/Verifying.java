package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.plan.Proofs;
import dev.slipway.plan.Step;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect.News;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Everybody is on the new version; the checks after a deploy run, and then the tests of the service
 * as a whole.
 *
 * @param attempt counted on through checks and tests, so that each of them is performed once
 * @param suite whether those tests are what runs
 */
public record Verifying(Plan plan, int attempt, Share share, boolean suite) implements Underway {
  /** Where the checks come first. */
  public Verifying(Plan plan, int attempt, Share share) {
    this(plan, attempt, share, false);
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

  @Override
  public Optional<Effect.Perform> work() {
    return Optional.of(new Effect.Perform(step(), attempt));
  }

  private Step step() {
    return suite ? plan.suite() : plan.verification();
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.StepDone done -> done(done);
      case Happening.StepFailed failed ->
          isCurrent(failed.step(), failed.attempt()) ? failed(failed) : Answers.late(this);
      case Happening.TrafficSettled settled ->
          share.reapply() && settled.weight().equals(Weight.ALL)
              ? Answers.move(
                  with(share.settled()),
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
      case Happening.Drifted drifted -> Exposed.drifted(this, share, with(share.lost()), drifted);
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
    String words = Answers.because(done.step() + " done", done.evidence());
    if (!suite && plan.runsSuite(Proofs.Moment.EVERYBODY)) {
      return Answers.move(new Verifying(plan, attempt, share, true), Code.AS_PLANNED, words);
    }
    return Answers.move(
        observed(done.at()),
        Code.AS_PLANNED,
        words,
        new Effect.Announce(
            News.OBSERVING,
            "everybody is on " + plan.to() + "; it is watched before the old one goes"));
  }

  private Decision failed(Happening.StepFailed failed) {
    Verifying again = new Verifying(plan, attempt + 1, share, suite);
    return suite
        ? Suite.failed(again, failed)
        : Answers.back(
            again,
            failed.at(),
            Code.STEP_EXHAUSTED,
            Answers.because("checks after deploy failed", failed.fault()));
  }

  Observing observed(Instant since) {
    return new Observing(plan, since, since, Duration.ZERO, share, attempt);
  }

  private Verifying with(Share next) {
    return new Verifying(plan, attempt, next, suite);
  }

  private boolean isCurrent(String step, int of) {
    return step().id().equals(step) && attempt == of;
  }
}
