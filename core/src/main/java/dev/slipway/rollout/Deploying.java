package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.plan.Step;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Reason.Code;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The first instances of the new version are brought up; no user meets them yet. */
public record Deploying(Plan plan, int attempt, Set<Hold> pauseAtBoundary, boolean holdAtEnd)
    implements Underway {
  public Deploying {
    pauseAtBoundary = Set.copyOf(pauseAtBoundary);
  }

  @Override
  public Weight target() {
    return Weight.NONE;
  }

  @Override
  public Weight held() {
    return Weight.NONE;
  }

  @Override
  public boolean mayRaise() {
    return false;
  }

  @Override
  public Optional<Effect.Perform> work() {
    return Optional.of(new Effect.Perform(step(), attempt));
  }

  private Step step() {
    return plan.firstDeploy();
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.StepDone done -> done(done);
      case Happening.StepFailed failed -> failed(failed);
      case Happening.Checked checked when checked.isOfAnother(this) -> Answers.late(this);
      case Happening.Checked checked -> checked(checked);
      case Happening.AlertFired alert ->
          Answers.pause(
              this, Hold.LIMIT_BROKEN, alert.at(), Code.CAUGHT_BY_ALERT, "alert " + alert.alert());
      case Happening.TrafficFailed failed ->
          Answers.back(
              this,
              failed.at(),
              Code.STEP_EXHAUSTED,
              "a share that nobody should have could not be put down: " + failed.fault());
      case Happening.PauseRequested pause -> {
        EnumSet<Hold> holds = EnumSet.of(Hold.PERSON_ASKED);
        holds.addAll(pauseAtBoundary);
        yield Answers.within(
            this,
            new Deploying(plan, attempt, holds, holdAtEnd),
            Code.PERSON_ASKED,
            Answers.said(pause.by(), "asked", pause.reason())
                + "; pauses when this step has ended");
      }
      case Happening.RollbackRequested back -> Answers.requestedRollback(this, back);
      case Happening.StandingLost lost ->
          Answers.within(
              this,
              new Deploying(plan, attempt, pauseAtBoundary, true),
              Code.STANDING_MISSING,
              lost.what());
      case Happening.Drifted drifted ->
          switch (drifted.drift()) {
            case LOST, LOWERED -> Answers.stay("no share was given yet");
            case RAISED -> Answers.stay(Code.FOREIGN_CHANGE, drifted.words() + "; it is put down");
            case FOREIGN_VERSION ->
                Answers.pause(
                    this, Hold.FOREIGN_CHANGE, drifted.at(), Code.FOREIGN_CHANGE, drifted.words());
          };
      case Happening.TakenBackUnrecorded back -> Answers.unrecorded(this, back);
      case Happening.TimePassed passed -> Answers.stay("nothing is due");
      case Happening.StartRequested start ->
          Answers.stay(Code.ALREADY_DONE, "it has already started");
      case Happening.TrafficSettled settled -> Answers.late(this);
      case Happening.Request request -> Refusals.of(this, request);
    };
  }

  private Decision done(Happening.StepDone done) {
    if (!done.step().equals(step().id()) || done.attempt() != attempt) {
      return Answers.late(this);
    }
    Set<Hold> holds = pauseAtBoundary;
    if (holdAtEnd) {
      EnumSet<Hold> more = EnumSet.of(Hold.STANDING_MISSING);
      more.addAll(pauseAtBoundary);
      holds = more;
    }
    // In place it was only looked.
    int there = plan.isInPlace() ? 0 : plan.stage(0).instances();
    return Boundary.pass(Shifting.enter(plan, 0, there, Share.none(), false), holds, done);
  }

  private Decision failed(Happening.StepFailed failed) {
    if (!failed.step().equals(step().id()) || failed.attempt() != attempt) {
      return Answers.late(this);
    }
    String words = Answers.because(failed.step() + " failed", failed.fault());
    Deploying again = new Deploying(plan, attempt + 1, Set.of(), holdAtEnd);
    return switch (failed.changed()) {
      case NO ->
          attempt < Answers.ATTEMPTS
              ? Answers.move(
                  new Deploying(plan, attempt + 1, pauseAtBoundary, holdAtEnd),
                  Code.STEP_EXHAUSTED,
                  words + "; tried again")
              : Answers.back(
                  again, failed.at(), Code.STEP_EXHAUSTED, words + ", " + attempt + " times");
      case YES -> Answers.back(again, failed.at(), Code.STEP_EXHAUSTED, words);
      case UNKNOWN ->
          Answers.pause(
              again,
              Hold.STEP_UNCLEAR,
              failed.at(),
              Code.STEP_UNKNOWN,
              words + "; what it changed could not be learnt");
    };
  }

  private Decision checked(Happening.Checked checked) {
    if (checked.assessment().isBroken()) {
      return Answers.pause(
          this,
          Hold.LIMIT_BROKEN,
          checked.at(),
          Code.LIMIT_BROKEN,
          checked.assessment().judgement().words());
    }
    if (checked.assessment().silentFor().compareTo(plan.limits().grace()) > 0) {
      return Answers.pause(
          this,
          Hold.METRICS_SILENT,
          checked.at(),
          Code.METRICS_SILENT,
          checked.assessment().judgement().words());
    }
    return Answers.stay("no user is on the new version yet");
  }
}
