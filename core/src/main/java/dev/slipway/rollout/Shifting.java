package dev.slipway.rollout;

import dev.slipway.health.Assessment;
import dev.slipway.health.Verdict;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Proofs;
import dev.slipway.plan.Stage;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect.News;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One stage of the rollout.
 *
 * @param stage counted from 0
 * @param longer how much longer than planned people want this stage watched
 * @param holdAtEnd pause at the end of the stage: what the start rested on is gone
 * @param checksFrom where the attempts at the checks after the deploy begin to count; above those
 *     that were made before a flag was turned off again
 */
public record Shifting(
    Plan plan,
    int stage,
    Phase phase,
    Share share,
    Duration longer,
    boolean holdAtEnd,
    int checksFrom)
    implements Underway {
  Shifting(Plan plan, int stage, Phase phase, Share share, Duration longer, boolean holdAtEnd) {
    this(plan, stage, phase, share, longer, holdAtEnd, 1);
  }

  /**
   * @param there instances of the new version that already stand, whatever stages were left out
   */
  static Shifting enter(Plan plan, int stage, int there, Share share, boolean holdAtEnd) {
    boolean needsMore = plan.stage(stage).instances() > there;
    Phase phase = needsMore ? new Phase.Preparing(1) : ready(plan, stage, share);
    return new Shifting(plan, stage, phase, share, Duration.ZERO, holdAtEnd);
  }

  /** The new version of a dark launch is checked before the first share of anything is moved. */
  private static Phase ready(Plan plan, int stage, Share share) {
    boolean unserved = stage == 0 && share.confirmed().equals(Weight.NONE);
    return unserved && plan.isDark() && !plan.isInPlace()
        ? new Phase.Checking(1)
        : unserved ? checked(plan) : new Phase.Moving();
  }

  private static Phase checked(Plan plan) {
    return plan.runsSuite(Proofs.Moment.BEFORE_USERS) ? new Phase.Proving(1) : new Phase.Moving();
  }

  @Override
  public Weight target() {
    return switch (phase) {
      // In place deploying is what raises the share, one instance after another.
      case Phase.Preparing preparing ->
          plan.isInPlace() ? plan.stage(stage).weight() : share.confirmed();
      case Phase.Checking checking -> share.confirmed();
      case Phase.Proving proving -> share.confirmed();
      case Phase.Moving moving -> plan.stage(stage).weight();
      case Phase.Baking baking -> share.confirmed();
    };
  }

  @Override
  public Weight held() {
    return share.confirmed();
  }

  @Override
  public boolean mayRaise() {
    return phase instanceof Phase.Moving || share.reapply();
  }

  @Override
  public Optional<Effect.Perform> work() {
    return switch (phase) {
      case Phase.Preparing preparing ->
          Optional.of(new Effect.Perform(plan.capacityFor(stage), preparing.attempt()));
      case Phase.Checking checking ->
          Optional.of(new Effect.Perform(plan.checkUnserved(), checking.attempt()));
      case Phase.Proving proving ->
          Optional.of(new Effect.Perform(plan.suite(), proving.attempt()));
      case Phase.Moving moving -> Optional.empty();
      case Phase.Baking baking -> Optional.empty();
    };
  }

  /** Whether the new version is there, and nobody is on it until a person goes on. */
  private boolean isDark() {
    return plan.stage(stage) instanceof Stage.DarkStage && phase instanceof Phase.Baking;
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.StepDone done -> done(done);
      case Happening.StepFailed failed -> failed(failed);
      case Happening.TrafficSettled settled -> settled(settled);
      case Happening.TrafficFailed failed ->
          Answers.back(
              this,
              failed.at(),
              Code.STEP_EXHAUSTED,
              "traffic could not be moved: " + failed.fault());
      case Happening.Checked checked when checked.isOfAnother(this) -> Answers.late(this);
      case Happening.Checked checked -> checked(checked);
      case Happening.AlertFired alert -> Exposed.alert(this, alert);
      case Happening.Drifted drifted -> Exposed.drifted(this, share, with(share.lost()), drifted);
      case Happening.PauseRequested pause ->
          Answers.pause(
              this,
              Hold.PERSON_ASKED,
              pause.at(),
              Code.PERSON_ASKED,
              Answers.said(pause.by(), "asked", pause.reason()));
      case Happening.AdvanceRequested advance -> advance(advance);
      case Happening.ExtendRequested extend when !Answers.isLonger(extend) ->
          Answers.refuseLength(extend);
      case Happening.ExtendRequested extend ->
          Answers.move(
              new Shifting(
                  plan, stage, phase, share, longer.plus(extend.longer()), holdAtEnd, checksFrom),
              Code.PERSON_ASKED,
              Answers.said(extend.by(), "wants this stage watched longer", extend.reason()));
      case Happening.RollbackRequested back -> Answers.requestedRollback(this, back);
      case Happening.HideRequested hide -> Hiding.of(this, Set.of(), hide);
      case Happening.StandingLost lost ->
          Answers.within(
              this,
              new Shifting(plan, stage, phase, share, longer, true, checksFrom),
              Code.STANDING_MISSING,
              lost.what() + "; pauses at the end of the stage");
      case Happening.TakenBackUnrecorded back -> Answers.unrecorded(this, back);
      case Happening.TimePassed passed
          when phase instanceof Phase.Baking baking && passed.at().isBefore(baking.since()) ->
          Answers.move(
              in(new Phase.Baking(passed.at(), passed.at())), Code.AS_PLANNED, Answers.SET_BACK);
      case Happening.TimePassed passed -> Answers.stay("nothing is due");
      case Happening.StartRequested start ->
          Answers.stay(Code.ALREADY_DONE, "it has already started");
      case Happening.FinishRequested finish ->
          Answers.refuse(
              Code.WRONG_STATE, "it can be finished while it is observed at 100 %, not in a stage");
      case Happening.Request request -> Refusals.of(this, request);
    };
  }

  private Decision done(Happening.StepDone done) {
    if (!isCurrent(done.step(), done.attempt())) {
      return Answers.late(this);
    }
    return Answers.move(
        in(
            switch (phase) {
              case Phase.Preparing preparing -> ready(plan, stage, share);
              case Phase.Checking checking -> checked(plan);
              case Phase.Proving proving -> new Phase.Moving();
              case Phase.Moving moving -> moving;
              case Phase.Baking baking -> baking;
            }),
        Code.AS_PLANNED,
        Answers.because(done.step() + " done", done.evidence()));
  }

  private Decision failed(Happening.StepFailed failed) {
    if (!isCurrent(failed.step(), failed.attempt())) {
      return Answers.late(this);
    }
    if (phase instanceof Phase.Proving) {
      return Suite.failed(in(new Phase.Proving(failed.attempt() + 1)), failed);
    }
    Phase again =
        phase instanceof Phase.Checking
            ? new Phase.Checking(failed.attempt() + 1)
            : new Phase.Preparing(failed.attempt() + 1);
    return Answers.back(
        new Shifting(plan, stage, again, share, longer, holdAtEnd, checksFrom),
        failed.at(),
        Code.STEP_EXHAUSTED,
        Answers.because(failed.step() + " failed", failed.fault()));
  }

  private Decision settled(Happening.TrafficSettled settled) {
    if (phase instanceof Phase.Moving && settled.weight().equals(plan.stage(stage).weight())) {
      if (plan.isRehearsal()) {
        return Answers.backAnyway(
            this,
            Reason.of(
                Code.REHEARSED,
                "rehearsal: " + settled.weight() + " reached, now everybody goes back"));
      }
      String words =
          plan.stage(stage) instanceof Stage.DarkStage
              ? plan.to() + " is deployed and checked, and stays dark until a person goes on"
              : "stage " + (stage + 1) + " started: " + settled.weight();
      return Answers.move(
          new Shifting(
              plan,
              stage,
              new Phase.Baking(settled.at(), settled.at()),
              share.confirmedAt(settled.weight()),
              longer,
              holdAtEnd,
              checksFrom),
          Code.AS_PLANNED,
          words,
          new Effect.Announce(News.STAGE, words));
    }
    if (share.reapply() && settled.weight().equals(share.confirmed())) {
      return Answers.move(
          with(share.settled()), Code.AS_PLANNED, "the share is back at " + settled.weight());
    }
    return Answers.late(this);
  }

  private Decision checked(Happening.Checked checked) {
    if (isDark()) {
      return dark(checked);
    }
    Optional<Decision> harmed = Exposed.checked(this, checked);
    if (harmed.isPresent()) {
      return harmed.get();
    }
    if (!(phase instanceof Phase.Baking)) {
      return Answers.stay("the stage is being prepared");
    }
    Assessment assessment = checked.assessment();
    if (assessment.verdict() == Verdict.FAIL) {
      return Answers.stay(
          Code.LIMIT_BROKEN,
          "limit broken "
              + assessment.streak()
              + " of "
              + assessment.breaksInARow()
              + ": "
              + assessment.judgement().words());
    }
    if (assessment.complete()) {
      return complete(checked);
    }
    return assessment.overdue() ? Exposed.overdue(this, checked) : Answers.stay("being watched");
  }

  /**
   * It waits for a person, and no figure moves it; only what harms the old version's users does.
   */
  private Decision dark(Happening.Checked checked) {
    if (holdAtEnd) {
      return Answers.pause(
          new Shifting(plan, stage, phase, share, longer, false, checksFrom),
          Hold.STANDING_MISSING,
          checked.at(),
          Code.STANDING_MISSING,
          "nobody is on it, and what the start rested on is gone");
    }
    if (checked.assessment().isBroken()) {
      return Answers.back(
          this,
          checked.at(),
          Code.LIMIT_BROKEN,
          checked.assessment().judgement().words() + ", although nobody is on the new version");
    }
    return Answers.stay("nobody is on the new version until a person goes on");
  }

  private Decision complete(Happening.Checked checked) {
    String words =
        "stage "
            + (stage + 1)
            + " held: "
            + checked.assessment().requests()
            + " requests, "
            + checked.assessment().judgement().words();
    if (holdAtEnd) {
      return Answers.pause(
          new Shifting(plan, stage, phase, share, longer, false, checksFrom),
          Hold.STANDING_MISSING,
          checked.at(),
          Code.STANDING_MISSING,
          words + "; what the start rested on is gone");
    }
    return Answers.move(next(stage + 1), Code.AS_PLANNED, words);
  }

  /** The state that follows when stage {@code to} is reached; past the last one, verification. */
  private Underway next(int to) {
    return to >= plan.stages().size()
        ? new Verifying(plan, checksFrom, share)
        : Shifting.enter(plan, to, plan.stage(stage).instances(), share, holdAtEnd)
            .checkedFrom(checksFrom);
  }

  /** Advancing cuts the remaining time; skipping goes on without the minimum of data. */
  Decision advance(Happening.AdvanceRequested advance) {
    if (!(phase instanceof Phase.Baking)) {
      return Answers.refuse(
          Code.WRONG_STATE, "the stage is still being prepared; there is nothing to cut short yet");
    }
    if (advance.assessment().isPresent() && advance.assessment().get().streak() > 0) {
      return Answers.refuse(
          Code.LIMIT_BROKEN,
          "a limit is broken now: " + advance.assessment().get().judgement().words());
    }
    if (holdAtEnd) {
      return Answers.refuse(
          Code.STANDING_MISSING,
          "what the start rested on is gone; it pauses at the end of this stage");
    }
    int to = advance.to().orElse(stage + 1);
    int last = plan.stages().size() - 1;
    if (to <= stage || to > Math.max(last, stage + 1)) {
      return Answers.refuse(
          Code.WRONG_STATE,
          "stages only go forward, and the last of " + (last + 1) + " is never left out");
    }
    boolean enough =
        isDark()
            || advance
                .assessment()
                .map(a -> a.verdict() == Verdict.PASS && a.requests() >= a.requestsNeeded())
                .orElse(false);
    if (!advance.skip() && (!enough || to > stage + 1)) {
      return Answers.refuse(
          Code.TOO_LITTLE_DATA,
          to > stage + 1
              ? "leaving out stages needs --skip-watching"
              : "there is too little data for a verdict yet");
    }
    return Answers.move(
        next(to), Code.PERSON_ASKED, Answers.said(advance.by(), "went on", advance.reason()));
  }

  private Shifting checkedFrom(int attempt) {
    return new Shifting(plan, stage, phase, share, longer, holdAtEnd, attempt);
  }

  Shifting with(Share next) {
    return new Shifting(plan, stage, phase, next, longer, holdAtEnd, checksFrom);
  }

  /** The same without the tests that a person waives. */
  Shifting proven() {
    return in(new Phase.Moving());
  }

  private Shifting in(Phase next) {
    return new Shifting(plan, stage, next, share, longer, holdAtEnd, checksFrom);
  }

  /** The same stage when a pause ends: its time goes on, but too little data counts from now. */
  Shifting resumedAt(Instant at) {
    return phase instanceof Phase.Baking baking ? in(new Phase.Baking(baking.since(), at)) : this;
  }

  private boolean isCurrent(String step, int attempt) {
    return work()
        .filter(work -> work.step().id().equals(step) && work.attempt() == attempt)
        .isPresent();
  }
}
