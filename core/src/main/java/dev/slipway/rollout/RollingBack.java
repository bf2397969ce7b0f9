package dev.slipway.rollout;

import dev.slipway.health.Verdict;
import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect.News;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * On the way back. It never asks and never raises; only the check that users are well again may end
 * it.
 *
 * @param from name of the state it left
 * @param reached the highest share users may have had
 * @param held the share that stays while the old side is brought up again
 * @param attempt of the whole way back, from 1
 */
public record RollingBack(
    Plan plan, String from, Weight reached, Weight held, Reason cause, Leg leg, int attempt)
    implements State {

  /** The parts of the way back. */
  public sealed interface Leg {
    /** The old side is brought up again, because its replacement had begun. */
    record Restoring(int attempt) implements Leg {}

    record Traffic() implements Leg {}

    /**
     * @param last the newest verdict about the old version
     */
    record Verify(Instant since, Instant deadline, Optional<Verdict> last) implements Leg {}

    record CleanUp(Verification verification, int attempt) implements Leg {}
  }

  static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  /** Tries; one takes some twenty seconds. */
  private static final int CALL_AGAIN_EVERY = 192;

  static RollingBack from(Underway from, Reason cause) {
    Leg leg = isOldSideTouched(from) ? new Leg.Restoring(1) : new Leg.Traffic();
    // In place the share falls as the old version comes back; nothing else can lower it.
    Weight held = from.plan().isInPlace() ? reachedBy(from) : from.held();
    return new RollingBack(from.plan(), from.name(), reachedBy(from), held, cause, leg, 1);
  }

  private static boolean isOldSideTouched(Underway from) {
    return switch (from) {
      case Starting starting -> false;
      case Deploying deploying -> false;
      case Shifting shifting -> shifting.plan().isInPlace();
      case Verifying verifying -> verifying.plan().isInPlace();
      case Observing observing -> observing.plan().isInPlace();
      case Completing completing -> true;
    };
  }

  static RollingBack takenBack(Underway from, Reason cause, Instant at) {
    RollingBack back = from(from, cause);
    if (back.leg instanceof Leg.Restoring && back.plan.isInPlace()) {
      return back;
    }
    if (back.leg instanceof Leg.Restoring) {
      // Users are on the old side already, and part of it is gone: it is brought up before anything
      // is verified.
      return new RollingBack(back.plan, back.from, back.reached, Weight.NONE, cause, back.leg, 1);
    }
    return back.at(back.verifyFrom(at));
  }

  /** In a move the higher share may already be real. */
  private static Weight reachedBy(Underway from) {
    return from.target().isAbove(from.held()) ? from.target() : from.held();
  }

  private Leg verifyFrom(Instant at) {
    return new Leg.Verify(at, at.plus(plan.verifyDeadline()), Optional.empty());
  }

  private RollingBack at(Leg next) {
    return new RollingBack(plan, from, reached, held, cause, next, attempt);
  }

  /**
   * Once more from where it is stuck; a step gets a new attempt, so that it is really performed
   * again.
   */
  RollingBack again() {
    Leg next =
        switch (leg) {
          case Leg.Restoring restoring -> new Leg.Restoring(restoring.attempt() + 1);
          // Deploying the old version is the only thing that moves users here. No attempt before
          // had so high a number.
          case Leg.Traffic traffic ->
              plan.isInPlace() ? new Leg.Restoring(Answers.ATTEMPTS + attempt) : leg;
          case Leg.Verify verify -> leg;
          case Leg.CleanUp cleanUp -> leg;
        };
    return new RollingBack(plan, from, reached, held, cause, next, attempt + 1);
  }

  RollingBack verifying(Instant at) {
    return at(verifyFrom(at));
  }

  @Override
  public Optional<Plan> planned() {
    return Optional.of(plan);
  }

  @Override
  public Desired desired() {
    return new Desired(leg instanceof Leg.Restoring ? kept() : Weight.NONE, false);
  }

  /** Nobody has to be shown what is new while the old side is brought up again. */
  private Weight kept() {
    return plan.flags().isEmpty() ? held : held.hidden();
  }

  /** The step whose outcome is awaited. */
  public Optional<Effect.Perform> work() {
    return switch (leg) {
      case Leg.Restoring restoring ->
          Optional.of(new Effect.Perform(plan.restore(), restoring.attempt()));
      case Leg.CleanUp cleanUp ->
          Optional.of(new Effect.Perform(plan.cleanUp(), cleanUp.attempt()));
      case Leg.Traffic traffic -> Optional.empty();
      case Leg.Verify verify -> Optional.empty();
    };
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.StepDone done -> done(done);
      case Happening.StepFailed failed -> failed(failed);
      case Happening.TrafficSettled settled ->
          leg instanceof Leg.Traffic && settled.weight().equals(Weight.NONE)
              ? Answers.move(
                  verifying(settled.at()),
                  Code.AS_PLANNED,
                  "everybody is on the old version; it is watched")
              : Answers.late(this);
      case Happening.TrafficFailed failed ->
          leg instanceof Leg.Traffic || leg instanceof Leg.Verify
              ? at(new Leg.Traffic())
                  .stuck(failed.at(), Answers.because("traffic could not be moved", failed.fault()))
              : Answers.late(this);
      case Happening.Checked checked when checked.isOfAnother(this) -> Answers.late(this);
      case Happening.Checked checked -> checked(checked);
      case Happening.TimePassed passed -> passed(passed);
      case Happening.AlertFired alert -> Answers.stay("it is already on its way back");
      case Happening.Drifted drifted ->
          switch (drifted.drift()) {
            case LOWERED ->
                leg instanceof Leg.Traffic && drifted.seen().equals(Weight.NONE)
                    ? Answers.move(
                        verifying(drifted.at()), Code.TAKEN_BACK_OUTSIDE, drifted.words())
                    : Answers.stay("less is what is wanted");
            case LOST -> Answers.stay("less is what is wanted");
            case RAISED -> Answers.stay(Code.FOREIGN_CHANGE, drifted.words() + "; it is put down");
            case FOREIGN_VERSION ->
                Answers.stay(
                    Code.FOREIGN_CHANGE,
                    drifted.words(),
                    new Effect.Announce(News.NOTICED, drifted.words()));
          };
      case Happening.RollbackRequested back ->
          plan.rollback().losesData() && !back.acceptLoss()
              ? Answers.refuse(Code.WOULD_LOSE_DATA, plan.rollback().dataCompatibility())
              : Answers.stay(Code.ALREADY_DONE, "it is already on its way back");
      case Happening.TakenBackUnrecorded back ->
          Answers.stay(Code.ALREADY_DONE, "it is already on its way back");
      case Happening.StandingLost lost -> Answers.late(this);
      case Happening.Request request -> Refusals.of(this, request);
    };
  }

  private Decision done(Happening.StepDone done) {
    if (!isCurrent(done.step(), done.attempt())) {
      return Answers.late(this);
    }
    if (leg instanceof Leg.CleanUp cleanUp) {
      return ended(cleanUp.verification(), Optional.empty());
    }
    return Answers.move(
        at(new Leg.Traffic()),
        Code.AS_PLANNED,
        Answers.because(done.step() + " done", done.evidence()));
  }

  private Decision failed(Happening.StepFailed failed) {
    if (!isCurrent(failed.step(), failed.attempt())) {
      return Answers.late(this);
    }
    String words = Answers.because(failed.step() + " failed", failed.fault());
    boolean again = failed.attempt() < Answers.ATTEMPTS;
    return switch (leg) {
      case Leg.Restoring restoring ->
          again
              ? Answers.move(
                  at(new Leg.Restoring(restoring.attempt() + 1)),
                  Code.STEP_EXHAUSTED,
                  words + "; tried again")
              : stuck(failed.at(), words);
      case Leg.CleanUp cleanUp ->
          again
              ? Answers.move(
                  at(new Leg.CleanUp(cleanUp.verification(), cleanUp.attempt() + 1)),
                  Code.STEP_EXHAUSTED,
                  words + "; tried again")
              : ended(cleanUp.verification(), Optional.of(words));
      case Leg.Traffic traffic -> Answers.late(this);
      case Leg.Verify verify -> Answers.late(this);
    };
  }

  private Decision stuck(Instant at, String words) {
    Effect[] calls =
        isTimeToCall()
            ? new Effect[] {
              new Effect.Announce(News.ROLLBACK_FAILED, words),
              new Effect.PageSomeone("the way back is stuck: " + words + tries())
            }
            : new Effect[] {};
    return Answers.move(
        new RollbackFailed(this, words, at.plus(RETRY_AFTER)), Code.STEP_EXHAUSTED, words, calls);
  }

  /**
   * The first time, then at intervals that widen fourfold, and from there on about every hour: a
   * call that comes three times a minute is switched off.
   */
  private boolean isTimeToCall() {
    boolean powerOfFour =
        Integer.bitCount(attempt) == 1 && Integer.numberOfTrailingZeros(attempt) % 2 == 0;
    return powerOfFour || attempt % CALL_AGAIN_EVERY == 0;
  }

  private String tries() {
    return attempt == 1 ? "" : ", " + attempt + " tries so far";
  }

  private Decision checked(Happening.Checked checked) {
    if (!(leg instanceof Leg.Verify verify)) {
      return Answers.stay("traffic is on its way back");
    }
    if (checked.assessment().complete()) {
      return Answers.move(
          at(new Leg.CleanUp(new Verification.Verified(), 1)),
          Code.AS_PLANNED,
          "the old version is healthy: " + checked.assessment().judgement().words());
    }
    Verdict verdict = checked.assessment().verdict();
    if (verify.last().isPresent() && verify.last().get() == verdict) {
      return Answers.stay("the old version is watched");
    }
    return Answers.move(
        at(new Leg.Verify(verify.since(), verify.deadline(), Optional.of(verdict))),
        Code.AS_PLANNED,
        "the old version: " + checked.assessment().judgement().words());
  }

  private Decision passed(Happening.TimePassed passed) {
    if (!(leg instanceof Leg.Verify verify)) {
      return Answers.stay("nothing is due");
    }
    if (passed.at().isBefore(verify.since())) {
      return Answers.move(verifying(passed.at()), Code.AS_PLANNED, Answers.SET_BACK);
    }
    if (passed.at().isBefore(verify.deadline())) {
      return Answers.stay("nothing is due");
    }
    return unverified(verify.last());
  }

  /** The deadline is over, and nothing proved that users are well. */
  private Decision unverified(Optional<Verdict> newest) {
    boolean sick = newest.isPresent() && newest.get() == Verdict.FAIL;
    Verification verification =
        sick
            ? new Verification.StillUnhealthy()
            : new Verification.Unverified(
                newest.map(RollingBack::whyNot).orElse("no check came in time"));
    String words =
        sick
            ? "the old version is still unhealthy"
            : "whether users are well could not be verified";
    return Answers.move(
        at(new Leg.CleanUp(verification, 1)),
        sick ? Code.LIMIT_BROKEN : Code.TOO_LITTLE_DATA,
        words,
        new Effect.PageSomeone(words + " after the rollback"));
  }

  private static String whyNot(Verdict newest) {
    return newest == Verdict.PASS ? "within limits, but not watched long enough" : newest.words();
  }

  private Decision ended(Verification verification, Optional<String> remains) {
    String words = "rolled back to the old version, " + verification.words();
    return Answers.move(
        new RolledBack(plan, verification, reached, remains, cause),
        Reason.of(cause.code(), words + remains.map(what -> "; left over: " + what).orElse("")),
        new Effect.WriteDocuments(),
        new Effect.Announce(News.ROLLED_BACK, words));
  }

  private boolean isCurrent(String step, int of) {
    return work().filter(work -> work.step().id().equals(step) && work.attempt() == of).isPresent();
  }
}
