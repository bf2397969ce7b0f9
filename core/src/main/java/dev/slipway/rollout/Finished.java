package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect.News;
import dev.slipway.rollout.Reason.Code;
import java.time.Instant;
import java.util.Optional;

/**
 * Serves everybody, and the old version is gone or kept for a while without users. An end: undoing
 * it is a new release that names it. Retiring what was kept changes nothing for anybody, and is
 * written down here.
 *
 * @param planned empty for a version that ran before Slipway knew the service, and was adopted
 */
public record Finished(Optional<Plan> planned, Instant finishedAt) implements State {
  /** Of attempts to retire the old side: the first that fails is told, and then every so many. */
  private static final int TOLD_EVERY = 12;

  @Override
  public Desired desired() {
    return new Desired(Weight.ALL, false);
  }

  private boolean keepsOld() {
    return planned.flatMap(Plan::keepsOld).isPresent();
  }

  private boolean isRetiring(String step) {
    return keepsOld()
        && planned.map(plan -> plan.retireOld().id()).filter(step::equals).isPresent();
  }

  /**
   * Nobody is woken for instances without users; whoever owns the release hears of it, and again.
   */
  private static Decision notRetired(Happening.StepFailed failed) {
    String words = Answers.because("the old side could not be retired", failed.fault());
    return failed.attempt() % TOLD_EVERY == 1
        ? Answers.stay(Code.STEP_EXHAUSTED, words, new Effect.Announce(News.NOTICED, words))
        : Answers.stay(Code.STEP_EXHAUSTED, words);
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.StepDone done when isRetiring(done.step()) ->
          Answers.stay(
              Code.AS_PLANNED,
              Answers.because("the old side is retired", done.evidence()),
              new Effect.WriteDocuments());
      case Happening.StepFailed failed when isRetiring(failed.step()) -> notRetired(failed);
      case Happening.RetireRequested retire when keepsOld() ->
          Answers.stay(
              Code.PERSON_ASKED,
              Answers.said(retire.by(), "wants the old side retired now", retire.reason()));
      case Happening.ExtendRequested extend when keepsOld() ->
          Answers.isLonger(extend)
              ? Answers.stay(
                  Code.PERSON_ASKED,
                  Answers.said(extend.by(), "keeps the old side longer", extend.reason()))
              : Answers.refuseLength(extend);
      case Happening.FinishRequested finish -> Answers.stay(Code.ALREADY_DONE, "it is finished");
      case Happening.TimePassed passed -> Answers.stay("it is over");
      case Happening.Checked checked ->
          checked.assessment().isBroken()
              ? Answers.stay(
                  Code.LIMIT_BROKEN,
                  checked.assessment().judgement().words(),
                  new Effect.Announce(News.NOTICED, checked.assessment().judgement().words()))
              : Answers.late(this);
      case Happening.AlertFired alert ->
          Answers.stay(
              Code.CAUGHT_BY_ALERT,
              "alert " + alert.alert(),
              new Effect.Announce(News.NOTICED, "alert " + alert.alert()));
      case Happening.Drifted drifted ->
          switch (drifted.drift()) {
            case LOWERED, FOREIGN_VERSION ->
                Answers.stay(
                    Code.FOREIGN_CHANGE,
                    drifted.words(),
                    new Effect.Announce(News.NOTICED, drifted.words()));
            case LOST, RAISED -> Answers.late(this);
          };
      case Happening.TakenBackUnrecorded back ->
          Answers.stay(
              Code.STORE_AWAY, back.words(), new Effect.Announce(News.NOTICED, back.words()));
      case Happening.RollbackRequested back ->
          Answers.refuse(
              Code.WRONG_STATE,
              "a finished release never changes again; its undo is a new release");
      case Happening.StartRequested start -> Answers.refuseHere(this, "started again");
      case Happening.StandingLost lost -> Answers.late(this);
      case Happening.StepDone done -> Answers.late(this);
      case Happening.StepFailed failed -> Answers.late(this);
      case Happening.TrafficSettled settled -> Answers.late(this);
      case Happening.TrafficFailed failed -> Answers.late(this);
      case Happening.Request request -> Refusals.of(this, request);
    };
  }
}
