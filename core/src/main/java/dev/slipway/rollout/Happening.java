package dev.slipway.rollout;

import dev.slipway.gate.GateVerdict;
import dev.slipway.health.Assessment;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanHash;
import dev.slipway.release.Actor;
import dev.slipway.release.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A fact or a request that the machine answers. Whatever a decision needs to know comes in here,
 * time included.
 */
public sealed interface Happening {
  Instant at();

  Actor by();

  /**
   * What somebody asks for. A state answers the requests that mean something in it; all others are
   * refused alike, see {@link Refusals}.
   */
  sealed interface Request extends Happening {}

  record PlanMade(Instant at, Actor by, Plan plan) implements Request {}

  /**
   * @param gates the verdict at this moment
   * @param hash the plan that whoever asked had seen
   */
  record StartRequested(Instant at, Actor by, GateVerdict gates, PlanHash hash)
      implements Request {}

  record StartScheduled(Instant at, Actor by, Instant due) implements Request {}

  /**
   * @param gates the verdict at this moment, needed only when a scheduled start is due
   */
  record TimePassed(Instant at, Actor by, Optional<GateVerdict> gates) implements Happening {}

  record CancelRequested(Instant at, Actor by, String reason) implements Request {}

  /**
   * @param kept what it put aside for later; empty for most steps
   */
  record StepDone(
      Instant at, Actor by, String step, int attempt, String evidence, Optional<Kept> kept)
      implements Happening {
    /** One that puts nothing aside. */
    public StepDone(Instant at, Actor by, String step, int attempt, String evidence) {
      this(at, by, step, attempt, evidence, Optional.empty());
    }
  }

  /**
   * @param kept what there is to be read about it; empty for most, and in entries of before
   */
  record StepFailed(
      Instant at,
      Actor by,
      String step,
      int attempt,
      String fault,
      Changed changed,
      Optional<Kept> kept)
      implements Happening {
    public StepFailed(
        Instant at, Actor by, String step, int attempt, String fault, Changed changed) {
      this(at, by, step, attempt, fault, changed, Optional.empty());
    }
  }

  /** A traffic move was written, read back and found stable. */
  record TrafficSettled(Instant at, Actor by, Weight weight, String incarnation)
      implements Happening {}

  /** A traffic move failed and its retries are spent. */
  record TrafficFailed(Instant at, Actor by, String fault) implements Happening {}

  /**
   * @param stretch what was watched, by {@link Watched}
   * @param unshown what of its proofs is missing; empty where the plan asks for none
   */
  record Checked(
      Instant at, Actor by, String stretch, Assessment assessment, Optional<Unshown> unshown)
      implements Happening {
    /** Where nothing has to be shown. */
    public Checked(Instant at, Actor by, String stretch, Assessment assessment) {
      this(at, by, stretch, assessment, Optional.empty());
    }

    /** The same, with what nobody has shown at this moment. */
    public Checked missing(Optional<Unshown> proofs) {
      return new Checked(at, by, stretch, assessment, proofs);
    }

    /** Whether it was made for something else than what a state watches. */
    boolean isOfAnother(State state) {
      return Watched.in(state).filter(watched -> !watched.equals(stretch)).isPresent();
    }
  }

  record AlertFired(Instant at, Actor by, String alert) implements Happening {}

  /** The target is not as this release left it. */
  record Drifted(Instant at, Actor by, Drift drift, Weight seen, String incarnation, String words)
      implements Happening {}

  /** The old side of a finished release is not kept any longer. */
  record RetireRequested(Instant at, Actor by, String reason) implements Request {}

  record PauseRequested(Instant at, Actor by, String reason) implements Request {}

  /**
   * @param runningRight whether the versions that run are the ones this release put there
   * @param unshown as of a check
   */
  record ResumeRequested(
      Instant at,
      Actor by,
      GateVerdict gates,
      boolean runningRight,
      String reason,
      Optional<Unshown> unshown)
      implements Request {
    /** Where nothing has to be shown. */
    public ResumeRequested(
        Instant at, Actor by, GateVerdict gates, boolean runningRight, String reason) {
      this(at, by, gates, runningRight, reason, Optional.empty());
    }
  }

  /**
   * @param to the stage to go to, counted from 0; empty for the next
   * @param skip go on without the minimum of data (the name was typed)
   */
  record AdvanceRequested(
      Instant at,
      Actor by,
      OptionalInt to,
      boolean skip,
      Optional<Assessment> assessment,
      String reason)
      implements Request {}

  record ExtendRequested(Instant at, Actor by, Duration longer, String reason) implements Request {}

  record RollbackRequested(Instant at, Actor by, String reason, boolean acceptLoss)
      implements Request {}

  /** What is new is shown to nobody any more; the new version stays. */
  record HideRequested(Instant at, Actor by, String reason) implements Request {}

  /**
   * @param unshown as of a check
   */
  record FinishRequested(Instant at, Actor by, String reason, Optional<Unshown> unshown)
      implements Request {
    /** Where nothing has to be shown. */
    public FinishRequested(Instant at, Actor by, String reason) {
      this(at, by, reason, Optional.empty());
    }
  }

  /** What the start rested on is gone: an approval was withdrawn, a freeze began. */
  record StandingLost(Instant at, Actor by, String what) implements Happening {}

  /** Somebody took the release back while the store was away. */
  record TakenBackUnrecorded(Instant at, Actor by, Instant happenedAt, String words)
      implements Happening {}

  record ResolvedByHand(Instant at, Actor by, String evidence) implements Request {}

  /**
   * Whether a failed step changed anything outside. UNKNOWN: the driver asked and could not learn.
   */
  enum Changed {
    NO,
    YES,
    UNKNOWN
  }

  enum Drift {
    /** The target restarted and lost its share. */
    LOST,
    /** Somebody lowered the share, by hand or with the break-glass script. */
    LOWERED,
    /** The share is above what it should be. */
    RAISED,
    /** A version runs that this release did not put there. */
    FOREIGN_VERSION
  }
}
