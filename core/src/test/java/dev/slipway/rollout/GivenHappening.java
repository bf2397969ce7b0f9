package dev.slipway.rollout;

import dev.slipway.gate.GateVerdict;
import dev.slipway.health.Assessment;
import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Happening.Drift;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Happenings of one moment; see {@link Situations#at}. People are called ada, and say why in a few
 * words.
 */
public final class GivenHappening {
  private static final String FIRST_LIFE = "router-1";
  private final Instant at;
  private String why = "as agreed";

  GivenHappening(Instant at) {
    this.at = at;
  }

  /** What people give as their reason; may be blank. */
  public GivenHappening because(String reason) {
    why = reason;
    return this;
  }

  public Happening planMade(Plan plan) {
    return new Happening.PlanMade(at, Situations.ADA, plan);
  }

  public Happening start(Plan seen) {
    return start(seen, GateVerdict.OPEN);
  }

  public Happening start(Plan seen, GateVerdict gates) {
    return new Happening.StartRequested(at, Situations.ADA, gates, seen.hash());
  }

  public Happening startScheduled(Instant due) {
    return new Happening.StartScheduled(at, Situations.ADA, due);
  }

  public Happening timePassed() {
    return new Happening.TimePassed(at, Situations.DRIVER, Optional.empty());
  }

  public Happening timePassed(GateVerdict gates) {
    return new Happening.TimePassed(at, Situations.DRIVER, Optional.of(gates));
  }

  public Happening cancel() {
    return new Happening.CancelRequested(at, Situations.ADA, why);
  }

  public Happening stepDone(Effect.Perform work) {
    return stepDone(work.step().id(), work.attempt());
  }

  public Happening stepDone(String step, int attempt) {
    return new Happening.StepDone(at, Situations.DRIVER, step, attempt, "8 of 8 ready");
  }

  public Happening stepFailed(Effect.Perform work, Changed changed) {
    return stepFailed(work.step().id(), work.attempt(), changed);
  }

  public Happening stepFailed(String step, int attempt, Changed changed) {
    return new Happening.StepFailed(
        at, Situations.DRIVER, step, attempt, "no answer within 10 min", changed);
  }

  public Happening settled(Weight weight) {
    return new Happening.TrafficSettled(at, Situations.DRIVER, weight, FIRST_LIFE);
  }

  public Happening trafficFailed() {
    return new Happening.TrafficFailed(at, Situations.DRIVER, "the router does not answer");
  }

  /** A check of what this state watches. */
  public Happening checked(State state, GivenAssessment assessment) {
    return new Happening.Checked(
        at, Situations.DRIVER, Watched.in(state).orElse("nothing"), assessment.at(at));
  }

  /** A check of what was watched some time ago. */
  public Happening checkedElsewhere(GivenAssessment assessment) {
    return new Happening.Checked(at, Situations.DRIVER, "stage-9", assessment.at(at));
  }

  public Happening alert() {
    return new Happening.AlertFired(at, Situations.DRIVER, "checkout errors");
  }

  public Happening lost() {
    return drifted(Drift.LOST, Weight.NONE, "the target restarted and lost its share");
  }

  /** Somebody lowered the share; {@link Weight#NONE} is what the break-glass script leaves. */
  public Happening lowered(Weight seen) {
    return drifted(Drift.LOWERED, seen, "somebody lowered the share to " + seen + " outside");
  }

  public Happening raised() {
    return drifted(Drift.RAISED, Weight.ALL, "the target gave the new version 100 %");
  }

  public Happening foreignVersion() {
    return drifted(Drift.FOREIGN_VERSION, Weight.NONE, "v1.9 runs on one instance");
  }

  private Happening drifted(Drift drift, Weight seen, String words) {
    return new Happening.Drifted(at, Situations.DRIVER, drift, seen, FIRST_LIFE, words);
  }

  public Happening pause() {
    return new Happening.PauseRequested(at, Situations.ADA, why);
  }

  /** With open gates, and the right versions running. */
  public Happening resume() {
    return resume(GateVerdict.OPEN, true);
  }

  public Happening resume(GateVerdict gates, boolean runningRight) {
    return new Happening.ResumeRequested(at, Situations.ADA, gates, runningRight, why);
  }

  /** To the next stage, with what the newest check says. */
  public Happening advance(GivenAssessment assessment) {
    return advance(OptionalInt.empty(), false, Optional.of(assessment.at(at)));
  }

  /** To the next stage without the minimum of data. */
  public Happening skip() {
    return advance(OptionalInt.empty(), true, Optional.empty());
  }

  /** To a stage counted from 1, without the minimum of data. */
  public Happening skipTo(int stage) {
    return advance(OptionalInt.of(stage - 1), true, Optional.empty());
  }

  public Happening advance(OptionalInt to, boolean skip, Optional<Assessment> assessment) {
    return new Happening.AdvanceRequested(at, Situations.ADA, to, skip, assessment, why);
  }

  public Happening extend(Duration longer) {
    return new Happening.ExtendRequested(at, Situations.ADA, longer, why);
  }

  public Happening rollback() {
    return new Happening.RollbackRequested(at, Situations.ADA, why, false);
  }

  public Happening rollbackAcceptingLoss() {
    return new Happening.RollbackRequested(at, Situations.ADA, why, true);
  }

  public Happening finish() {
    return new Happening.FinishRequested(at, Situations.ADA, why);
  }

  public Happening retire() {
    return new Happening.RetireRequested(at, Situations.ADA, why);
  }

  public Happening hide() {
    return new Happening.HideRequested(at, Situations.ADA, why);
  }

  public Happening standingLost() {
    return new Happening.StandingLost(at, Situations.DRIVER, "ben withdrew his approval");
  }

  public Happening takenBack() {
    return new Happening.TakenBackUnrecorded(
        at, Situations.DRIVER, at.minusSeconds(30), "taken back while the store was away");
  }

  public Happening resolvedByHand() {
    return new Happening.ResolvedByHand(at, Situations.ADA, "curl shows v1 everywhere");
  }
}
