package dev.slipway.rollout;

import dev.slipway.health.Assessment;
import dev.slipway.health.Verdict;
import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect.News;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Waits for somebody. Not blind: judging goes on, and a broken limit takes the release back from
 * here too.
 *
 * @param inside where it goes on when every hold is cleared
 * @param giveUpAt when a pause nobody answers ends by itself
 * @param called people were already called for this pause
 */
public record Paused(
    Underway inside, Set<Hold> holds, Instant since, Instant giveUpAt, boolean called)
    implements State {
  public Paused {
    holds = Set.copyOf(holds);
  }

  static Paused holding(Underway inside, Set<Hold> holds, Instant at) {
    return new Paused(inside, holds, at, at.plus(inside.plan().hold()), false);
  }

  Paused paged() {
    return new Paused(inside, holds, since, giveUpAt, true);
  }

  @Override
  public Optional<Plan> planned() {
    return Optional.of(inside.plan());
  }

  /** Keeps the share that was confirmed; a restarted target may get it again, nothing more. */
  @Override
  public Desired desired() {
    boolean lost =
        inside.mayRaise()
            && !(inside instanceof Shifting shifting
                && shifting.phase() instanceof Phase.Moving
                && !shifting.share().reapply());
    return new Desired(inside.held(), lost);
  }

  private boolean isExposed() {
    return desired().isExposed();
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.StepDone done -> recorded(done);
      case Happening.StepFailed failed -> recorded(failed);
      case Happening.TrafficSettled settled -> recorded(settled);
      case Happening.TrafficFailed failed -> recorded(failed);
      case Happening.Checked checked when checked.isOfAnother(this) -> Answers.late(this);
      case Happening.Checked checked -> checked(checked);
      case Happening.AlertFired alert ->
          isExposed()
              ? harmed(alert.at(), Code.CAUGHT_BY_ALERT, "alert " + alert.alert())
              : Answers.stay("no user is on it");
      case Happening.Drifted drifted -> drifted(drifted);
      case Happening.TimePassed passed -> passed(passed);
      case Happening.PauseRequested pause ->
          hold(
              Hold.PERSON_ASKED,
              Code.PERSON_ASKED,
              Answers.said(pause.by(), "asked too", pause.reason()));
      case Happening.ResumeRequested resume -> resume(resume);
      case Happening.AdvanceRequested advance -> advance(advance);
      case Happening.ExtendRequested extend when !Answers.isLonger(extend) ->
          Answers.refuseLength(extend);
      case Happening.ExtendRequested extend ->
          Answers.move(
              new Paused(inside, holds, since, giveUpAt.plus(extend.longer()), called),
              Code.PERSON_ASKED,
              Answers.said(extend.by(), "lets it wait longer", extend.reason()));
      case Happening.RollbackRequested back -> Answers.requestedRollback(inside, back);
      case Happening.HideRequested hide -> Hiding.of(inside, holds, hide);
      case Happening.FinishRequested finish ->
          inside instanceof Observing observing && !finish.reason().isBlank()
              ? observing.finished(
                  finish, Answers.said(finish.by(), "finished it", finish.reason()))
              : Answers.refuse(
                  Code.WRONG_STATE,
                  "a paused release can be finished only from its observation, with a reason");
      case Happening.StandingLost lost ->
          hold(Hold.STANDING_MISSING, Code.STANDING_MISSING, lost.what());
      case Happening.TakenBackUnrecorded back -> Answers.unrecorded(inside, back);
      case Happening.StartRequested start ->
          Answers.refuse(Code.WRONG_STATE, "it has started and is paused; resume it instead");
      case Happening.CancelRequested cancel ->
          Answers.refuse(Code.WRONG_STATE, "it already moved; roll it back instead");
      case Happening.Request request -> Refusals.of(this, request);
    };
  }

  /**
   * Facts about work that was under way are written down inside; the pause stays, and so does
   * whatever people must hear.
   */
  private Decision recorded(Happening fact) {
    return switch (inside.on(fact)) {
      case Decision.Moved moved ->
          switch (moved.next()) {
            case Underway next -> inside(new Paused(next, holds, since, giveUpAt, called), moved);
            case Paused deeper -> {
              EnumSet<Hold> all = EnumSet.copyOf(holds);
              all.addAll(deeper.holds());
              yield inside(
                  new Paused(deeper.inside(), all, since, giveUpAt, called || deeper.called()),
                  moved);
            }
            default -> moved;
          };
      case Decision.Stayed stayed -> stayed;
      case Decision.Late late -> late;
      case Decision.Refused refused -> refused;
    };
  }

  /** The same trouble once more is no news, and calls nobody again. */
  private Decision inside(Paused next, Decision.Moved moved) {
    return next.equals(this)
        ? Answers.stay(moved.because().code(), moved.because().words())
        : new Decision.Moved(next, moved.because(), moved.effects());
  }

  private Decision checked(Happening.Checked checked) {
    Assessment assessment = checked.assessment();
    if (assessment.isBroken() && isExposed()) {
      return harmed(checked.at(), Code.LIMIT_BROKEN, assessment.judgement().words());
    }
    if (assessment.verdict() == Verdict.UNMEASURABLE) {
      return silent(checked);
    }
    if (holds.contains(Hold.METRICS_SILENT) && assessment.verdict() != Verdict.FAIL) {
      return cleared(Hold.METRICS_SILENT, checked, "metrics answer again");
    }
    if (holds.contains(Hold.PROOF_MISSING)
        && assessment.verdict() != Verdict.FAIL
        && isShown(checked.unshown())) {
      return cleared(Hold.PROOF_MISSING, checked, "what was missing was shown or waived");
    }
    return Answers.stay("it waits");
  }

  private Decision harmed(Instant at, Code code, String words) {
    if (!inside.isPastPointOfNoReturn()) {
      return Answers.back(inside, at, code, words);
    }
    return page(words + "; there is no way back any more", Hold.NO_WAY_BACK, Code.NO_WAY_BACK);
  }

  private Decision page(String words, Hold hold, Code code) {
    if (called && holds.contains(hold)) {
      return Answers.stay("people were called");
    }
    return Answers.move(with(hold).paged(), code, words, new Effect.PageSomeone(words));
  }

  private Decision silent(Happening.Checked checked) {
    Assessment assessment = checked.assessment();
    String words = assessment.judgement().words();
    if (isExposed() && assessment.silentFor().compareTo(inside.plan().limits().blindLimit()) > 0) {
      if (inside instanceof Shifting && !inside.losesDataOnTheWay()) {
        return harmed(checked.at(), Code.METRICS_SILENT, Exposed.caution(inside, words));
      }
      return page(words, Hold.METRICS_SILENT, Code.METRICS_SILENT);
    }
    if (!holds.contains(Hold.METRICS_SILENT)
        && assessment.silentFor().compareTo(inside.plan().limits().grace()) > 0) {
      return hold(Hold.METRICS_SILENT, Code.METRICS_SILENT, words);
    }
    return Answers.stay("it waits");
  }

  private boolean isShown(Optional<Unshown> unshown) {
    return Unshown.holding(inside, unshown).isEmpty();
  }

  private Decision cleared(Hold hold, Happening.Checked checked, String words) {
    Set<Hold> left = holds.stream().filter(other -> other != hold).collect(Collectors.toSet());
    if (left.isEmpty()) {
      return Answers.move(
          resumed(checked.at(), checked.unshown()),
          Code.AS_PLANNED,
          words,
          new Effect.Announce(News.RESUMED, words));
    }
    return Answers.move(new Paused(inside, left, since, giveUpAt, called), Code.AS_PLANNED, words);
  }

  private Decision drifted(Happening.Drifted drifted) {
    return switch (drifted.drift()) {
      case LOWERED ->
          inside.target().isAbove(Weight.NONE)
              ? Answers.alreadyBack(inside, drifted.at(), drifted.words())
              : Answers.stay("no share was given yet");
      case LOST -> recorded(drifted);
      case RAISED -> Answers.stay(Code.FOREIGN_CHANGE, drifted.words() + "; it is put down");
      case FOREIGN_VERSION -> hold(Hold.FOREIGN_CHANGE, Code.FOREIGN_CHANGE, drifted.words());
    };
  }

  private Decision passed(Happening.TimePassed passed) {
    if (passed.at().isBefore(since)) {
      Instant later = passed.at().plus(Duration.between(since, giveUpAt));
      return Answers.move(
          new Paused(inside, holds, passed.at(), later, called),
          Code.AS_PLANNED,
          "the clock was set back; it waits as long as before");
    }
    if (passed.at().isBefore(giveUpAt)) {
      return Answers.stay("it waits");
    }
    String words = "nobody answered the pause of " + inside.plan().hold().toMinutes() + " min";
    if (inside.held().equals(Weight.ALL)
        || inside.isPastPointOfNoReturn()
        || inside.losesDataOnTheWay()) {
      Instant later = passed.at().plus(inside.plan().hold());
      return Answers.move(
          new Paused(inside, holds, since, later, true),
          Code.HOLD_RAN_OUT,
          words,
          new Effect.PageSomeone(words));
    }
    return Answers.back(inside, passed.at(), Code.HOLD_RAN_OUT, words);
  }

  private Decision hold(Hold hold, Code code, String words) {
    return holds.contains(hold) ? Answers.stay(code, words) : Answers.move(with(hold), code, words);
  }

  private Decision resume(Happening.ResumeRequested resume) {
    EnumSet<Hold> left = EnumSet.noneOf(Hold.class);
    for (Hold hold : holds) {
      boolean clears =
          switch (hold) {
            case PERSON_ASKED,
                TOO_LITTLE_DATA,
                LIMIT_BROKEN,
                STEP_UNCLEAR,
                TRAFFIC_STUCK,
                TARGET_LOST_STATE,
                NO_WAY_BACK,
                PROOF_MISSING ->
                true;
            case FOREIGN_CHANGE -> resume.runningRight();
            case STANDING_MISSING -> resume.gates().isOpen();
            case METRICS_SILENT -> false;
          };
      if (!clears) {
        left.add(hold);
      }
    }
    if (!left.isEmpty()) {
      return switch (left.iterator().next()) {
        case METRICS_SILENT ->
            Answers.refuse(
                Code.METRICS_SILENT,
                "health cannot be measured; it goes on by itself when it can be");
        case STANDING_MISSING ->
            Answers.refuse(
                Code.STANDING_MISSING,
                "what the start rested on is gone: " + Answers.closed(resume.gates()));
        case FOREIGN_CHANGE ->
            Answers.refuse(
                Code.FOREIGN_CHANGE, "a version runs that this release did not put there");
        case PERSON_ASKED,
            TOO_LITTLE_DATA,
            LIMIT_BROKEN,
            STEP_UNCLEAR,
            TRAFFIC_STUCK,
            TARGET_LOST_STATE,
            NO_WAY_BACK,
            PROOF_MISSING ->
            Answers.refuse(Code.NOT_ALLOWED, "a hold remains");
      };
    }
    String words = Answers.said(resume.by(), "resumed", resume.reason());
    return Answers.move(
        resumed(resume.at(), resume.unshown()),
        Code.PERSON_ASKED,
        words,
        new Effect.Announce(News.RESUMED, words));
  }

  private Decision advance(Happening.AdvanceRequested advance) {
    if (!(inside instanceof Shifting shifting)) {
      return Answers.refuse(Code.WRONG_STATE, "there is no stage to advance from");
    }
    if (!advance.skip()) {
      return Answers.refuse(
          Code.WRONG_STATE, "it is paused; resume it, or go on with --skip-watching");
    }
    boolean onlyWaits =
        holds.stream().allMatch(hold -> hold == Hold.PERSON_ASKED || hold == Hold.TOO_LITTLE_DATA);
    return onlyWaits
        ? shifting.advance(advance)
        : Answers.refuse(
            Code.NOT_ALLOWED, "it waits for more than a person's word; resume it first");
  }

  private Paused with(Hold hold) {
    EnumSet<Hold> all = EnumSet.copyOf(holds);
    all.add(hold);
    return new Paused(inside, all, since, giveUpAt, called);
  }

  /** Tests that failed are run once more, unless somebody let the release pass without them. */
  private Underway resumed(Instant at, Optional<Unshown> unshown) {
    boolean passed = holds.contains(Hold.PROOF_MISSING) && isShown(unshown);
    return switch (inside) {
      case Shifting shifting when passed && shifting.phase() instanceof Phase.Proving ->
          shifting.proven();
      case Verifying verifying when passed && verifying.suite() -> verifying.observed(at);
      case Shifting shifting -> shifting.resumedAt(at);
      case Observing observing -> observing.resumedAt(at);
      case Starting starting -> starting;
      case Deploying deploying -> deploying;
      case Verifying verifying -> verifying;
      case Completing completing -> completing;
    };
  }
}
