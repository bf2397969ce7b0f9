package dev.slipway.rollout;

import dev.slipway.health.Verdict;
import dev.slipway.plan.Plan;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A release in one of its states; see {@link Situations#aRelease()}. */
public final class GivenRelease {
  private static final Reason CAUSE =
      new Reason(Code.LIMIT_BROKEN, "error rate 11.8 %, limit 2.00 %");
  private Plan plan = Situations.aPlan().make();
  private int attempt = 1;
  private int losses;
  private boolean reapply;
  private boolean holdAtEnd;
  private Set<Hold> boundary = Set.of();

  GivenRelease() {}

  public GivenRelease of(Plan next) {
    plan = next;
    return this;
  }

  public GivenRelease of(GivenPlan next) {
    return of(next.make());
  }

  /** The step under way is in this attempt. */
  public GivenRelease onAttempt(int next) {
    attempt = next;
    return this;
  }

  /** The target restarted so often, and got its share back each time. */
  public GivenRelease afterLosses(int next) {
    losses = next;
    return this;
  }

  /** The target restarted, and its share is being written again. */
  public GivenRelease withShareLost() {
    losses = Math.max(1, losses);
    reapply = true;
    return this;
  }

  /** What the start rested on is gone. */
  public GivenRelease holdingAtEnd() {
    holdAtEnd = true;
    return this;
  }

  /** It pauses when the step under way has ended. */
  public GivenRelease pausingAtBoundary(Hold... holds) {
    boundary = Set.of(holds);
    return this;
  }

  public Draft draft() {
    return new Draft(
        new ChangeRecord(
            plan.from(),
            plan.to(),
            plan.fromCommit(),
            plan.toCommit(),
            plan.artifact(),
            List.of(),
            List.of(),
            List.of()));
  }

  public Planned planned() {
    return new Planned(plan, Optional.empty());
  }

  public Planned scheduledFor(Instant due) {
    return new Planned(plan, Optional.of(due));
  }

  public Starting starting(int step) {
    return new Starting(plan, step - 1, attempt, boundary, holdAtEnd);
  }

  public Deploying deploying() {
    return new Deploying(plan, attempt, boundary, holdAtEnd);
  }

  public GivenStage shifting(int stage) {
    return new GivenStage(stage - 1);
  }

  /** A stage, counted from 1. */
  public final class GivenStage {
    private final int stage;

    private GivenStage(int stage) {
      this.stage = stage;
    }

    /** More instances come up; the share is still that of the stage before. */
    public Shifting preparing() {
      return in(new Phase.Preparing(attempt), before());
    }

    public Shifting moving() {
      return in(new Phase.Moving(), before());
    }

    public Shifting baking() {
      return in(new Phase.Baking(Situations.TEN, Situations.TEN), plan.stage(stage).weight());
    }

    private Weight before() {
      return stage == 0 ? Weight.NONE : plan.stage(stage - 1).weight();
    }

    private Shifting in(Phase phase, Weight confirmed) {
      return new Shifting(plan, stage, phase, share(confirmed), Duration.ZERO, holdAtEnd);
    }
  }

  public Verifying verifying() {
    return new Verifying(plan, attempt, share(Weight.ALL));
  }

  public Observing observing() {
    return new Observing(plan, Situations.TEN, Situations.TEN, Duration.ZERO, share(Weight.ALL));
  }

  public Completing completing(int step) {
    return new Completing(plan, step - 1, attempt, boundary, share(Weight.ALL));
  }

  /** On its way back since a limit broke at the second stage. */
  public GivenWayBack rollingBack() {
    return new GivenWayBack();
  }

  /** The parts of the way back. */
  public final class GivenWayBack {
    private GivenWayBack() {}

    public RollingBack restoring() {
      return in("Completing", Weight.ALL, new RollingBack.Leg.Restoring(attempt));
    }

    public RollingBack traffic() {
      return in("Shifting", second(), new RollingBack.Leg.Traffic());
    }

    public RollingBack verifying() {
      return verifying(Optional.empty());
    }

    public RollingBack verifying(Verdict newest) {
      return verifying(Optional.of(newest));
    }

    private RollingBack verifying(Optional<Verdict> newest) {
      Instant since = Situations.TEN;
      return in(
          "Shifting",
          second(),
          new RollingBack.Leg.Verify(since, since.plus(plan.verifyDeadline()), newest));
    }

    public RollingBack cleaningUp() {
      return in(
          "Shifting", second(), new RollingBack.Leg.CleanUp(new Verification.Verified(), attempt));
    }

    private RollingBack in(String from, Weight held, RollingBack.Leg leg) {
      return new RollingBack(plan, from, held, held, CAUSE, leg, 1);
    }
  }

  /** Stuck in a part of its way back; tried again ten seconds after {@link Situations#TEN}. */
  public RollbackFailed stuck(RollingBack back) {
    return new RollbackFailed(back, "the router does not answer", Situations.TEN.plusSeconds(10));
  }

  public Finished finished() {
    return new Finished(Optional.of(plan), Situations.TEN);
  }

  public RolledBack rolledBack(Verification verification) {
    return new RolledBack(plan, verification, second(), Optional.empty(), CAUSE);
  }

  public Cancelled cancelled() {
    return new Cancelled(Optional.of(plan), "not needed any more");
  }

  private Weight second() {
    return plan.stage(Math.min(1, plan.stages().size() - 1)).weight();
  }

  private Share share(Weight confirmed) {
    return new Share(confirmed, losses, reapply);
  }
}
