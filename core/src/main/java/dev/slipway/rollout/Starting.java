package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect.News;
import dev.slipway.rollout.Reason.Code;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Checkpoint and expand migrations; no user meets the new version yet.
 *
 * @param index which of the plan's starting steps is performed
 * @param pauseAtBoundary holds to pause with once this step has ended
 * @param holdAtEnd pause before any user meets the new version: what the start rested on is gone
 * @param firstAttempt where each step of this start begins to count; above what an earlier start
 *     used
 */
public record Starting(
    Plan plan,
    int index,
    int attempt,
    Set<Hold> pauseAtBoundary,
    boolean holdAtEnd,
    int firstAttempt)
    implements Underway {
  public Starting {
    pauseAtBoundary = Set.copyOf(pauseAtBoundary);
  }

  Starting(Plan plan, int index, int attempt, Set<Hold> pauseAtBoundary, boolean holdAtEnd) {
    this(plan, index, attempt, pauseAtBoundary, holdAtEnd, 1);
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
    return Optional.of(new Effect.Perform(plan.starting().get(index), attempt));
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.StepDone done -> done(done);
      case Happening.StepFailed failed -> failed(failed);
      case Happening.Checked checked when checked.isOfAnother(this) -> Answers.late(this);
      case Happening.Checked checked ->
          checked.assessment().isBroken()
              ? atBoundary(
                  Hold.LIMIT_BROKEN, Code.LIMIT_BROKEN, checked.assessment().judgement().words())
              : Answers.stay("no user is on the new version yet");
      case Happening.AlertFired alert ->
          atBoundary(Hold.LIMIT_BROKEN, Code.CAUGHT_BY_ALERT, "alert " + alert.alert());
      case Happening.TrafficFailed failed ->
          Answers.pauseAndPage(
              this,
              Hold.TRAFFIC_STUCK,
              failed.at(),
              Code.STEP_EXHAUSTED,
              "a share that nobody should have could not be put down: " + failed.fault());
      case Happening.PauseRequested pause ->
          atBoundary(
              Hold.PERSON_ASKED,
              Code.PERSON_ASKED,
              Answers.said(pause.by(), "asked", pause.reason()));
      case Happening.RollbackRequested back -> Answers.requestedRollback(this, back);
      case Happening.StandingLost lost ->
          Answers.within(
              this,
              new Starting(plan, index, attempt, pauseAtBoundary, true, firstAttempt),
              Code.STANDING_MISSING,
              lost.what());
      case Happening.Drifted drifted -> drifted(drifted);
      case Happening.TakenBackUnrecorded back -> Answers.unrecorded(this, back);
      case Happening.TimePassed passed -> Answers.stay("nothing is due");
      case Happening.StartRequested start ->
          Answers.stay(Code.ALREADY_DONE, "it is already starting");
      case Happening.TrafficSettled settled -> Answers.late(this);
      case Happening.Request request -> Refusals.of(this, request);
    };
  }

  private Decision done(Happening.StepDone done) {
    if (!isCurrent(done.step(), done.attempt())) {
      return Answers.late(this);
    }
    boolean last = index == plan.starting().size() - 1;
    Underway next =
        last
            ? new Deploying(plan, 1, Set.of(), holdAtEnd)
            : new Starting(plan, index + 1, firstAttempt, Set.of(), holdAtEnd, firstAttempt);
    return Boundary.pass(next, pauseAtBoundary, done);
  }

  private Decision failed(Happening.StepFailed failed) {
    if (!isCurrent(failed.step(), failed.attempt())) {
      return Answers.late(this);
    }
    String words = Answers.because(failed.step() + " failed", failed.fault());
    Starting again = new Starting(plan, index, attempt + 1, Set.of(), holdAtEnd, firstAttempt);
    return switch (failed.changed()) {
      case NO ->
          Answers.move(
              new Planned(plan, Optional.empty(), attempt),
              Code.STEP_EXHAUSTED,
              words + "; nothing was changed",
              new Effect.Announce(News.START_FAILED, words));
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

  private Decision atBoundary(Hold hold, Code code, String words) {
    EnumSet<Hold> holds = EnumSet.of(hold);
    holds.addAll(pauseAtBoundary);
    return Answers.within(
        this,
        new Starting(plan, index, attempt, holds, holdAtEnd, firstAttempt),
        code,
        words + "; pauses when this step has ended");
  }

  private Decision drifted(Happening.Drifted drifted) {
    return switch (drifted.drift()) {
      case LOST, LOWERED -> Answers.stay("no share was given yet");
      case RAISED -> Answers.stay(Code.FOREIGN_CHANGE, drifted.words() + "; it is put down");
      case FOREIGN_VERSION ->
          Answers.pause(
              this, Hold.FOREIGN_CHANGE, drifted.at(), Code.FOREIGN_CHANGE, drifted.words());
    };
  }

  private boolean isCurrent(String step, int of) {
    return plan.starting().get(index).id().equals(step) && attempt == of;
  }
}
