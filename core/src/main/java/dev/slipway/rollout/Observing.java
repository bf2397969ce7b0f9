package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everybody is on the new version and is watched; the old fleet still stands.
 *
 * @param deadlineFrom from when on too little data counts; renewed when a pause ends
 * @param longer how much longer than planned people want it watched
 * @param checks the attempt at the checks after the deploy that went well
 */
public record Observing(
    Plan plan, Instant since, Instant deadlineFrom, Duration longer, Share share, int checks)
    implements Underway {
  Observing(Plan plan, Instant since, Instant deadlineFrom, Duration longer, Share share) {
    this(plan, since, deadlineFrom, longer, share, 1);
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
    return Optional.empty();
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.Checked checked when checked.isOfAnother(this) -> Answers.late(this);
      case Happening.Checked checked -> checked(checked);
      case Happening.FinishRequested finish ->
          finish.reason().isBlank()
              ? Answers.refuse(
                  Code.NOT_ALLOWED, "finishing before it was watched long enough needs a reason")
              : finished(finish, finish.by().name() + " finished early: " + finish.reason());
      case Happening.TrafficSettled settled ->
          share.reapply() && settled.weight().equals(Weight.ALL)
              ? Answers.move(
                  with(share.settled()),
                  Code.AS_PLANNED,
                  "the share is back at " + settled.weight())
              : Answers.late(this);
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
      case Happening.ExtendRequested extend when !Answers.isLonger(extend) ->
          Answers.refuseLength(extend);
      case Happening.ExtendRequested extend ->
          Answers.move(
              new Observing(plan, since, deadlineFrom, longer.plus(extend.longer()), share, checks),
              Code.PERSON_ASKED,
              Answers.said(extend.by(), "wants it watched longer", extend.reason()));
      case Happening.AdvanceRequested advance ->
          Answers.refuse(Code.WRONG_STATE, "there is no further stage; finish it instead");
      case Happening.RollbackRequested back -> Answers.requestedRollback(this, back);
      case Happening.HideRequested hide -> Hiding.of(this, Set.of(), hide);
      case Happening.StandingLost lost -> Answers.stay(Code.STANDING_MISSING, lost.what());
      case Happening.TakenBackUnrecorded back -> Answers.unrecorded(this, back);
      case Happening.TimePassed passed when passed.at().isBefore(since) ->
          Answers.move(
              new Observing(plan, passed.at(), passed.at(), longer, share, checks),
              Code.AS_PLANNED,
              Answers.SET_BACK);
      case Happening.TimePassed passed -> Answers.stay("nothing is due");
      case Happening.StartRequested start ->
          Answers.stay(Code.ALREADY_DONE, "it has already started");
      case Happening.StepDone done -> Answers.late(this);
      case Happening.StepFailed failed -> Answers.late(this);
      case Happening.Request request -> Refusals.of(this, request);
    };
  }

  private Decision checked(Happening.Checked checked) {
    Optional<Decision> harmed = Exposed.checked(this, checked);
    if (harmed.isPresent()) {
      return harmed.get();
    }
    List<String> missing = Unshown.holding(this, checked.unshown());
    if (!missing.isEmpty()) {
      return waiting(missing, checked);
    }
    if (checked.assessment().complete()) {
      return Answers.move(
          completing(),
          Code.AS_PLANNED,
          "watched long enough: " + checked.assessment().judgement().words());
    }
    return checked.assessment().overdue()
        ? Exposed.overdue(this, checked)
        : Answers.stay("being watched");
  }

  /** Success is said when it was shown, however long it was watched; nobody waits for ever. */
  private Decision waiting(List<String> missing, Happening.Checked checked) {
    List<String> late =
        missing.stream()
            .filter(item ->
                checked
                    .at()
                    .isAfter(
                        deadlineFrom.plus(
                            plan.proofs().map(all -> all.within(item)).orElse(Duration.ZERO))))
            .toList();
    return late.isEmpty()
        ? Answers.stay("being watched; " + Unshown.words(missing))
        : Answers.pauseAndPage(
            this,
            Hold.PROOF_MISSING,
            checked.at(),
            Code.PROOF_MISSING,
            Unshown.words(late) + ", and its time is over");
  }

  Decision finished(Happening.FinishRequested finish, String words) {
    List<String> missing = Unshown.holding(this, finish.unshown());
    return missing.isEmpty()
        ? Answers.move(completing(), Code.PERSON_ASKED, words)
        : Answers.refuse(
            Code.PROOF_MISSING,
            "it is no success before that is shown or waived: " + Unshown.words(missing));
  }

  Completing completing() {
    return new Completing(plan, 0, 1, Set.of(), share);
  }

  Observing with(Share next) {
    return new Observing(plan, since, deadlineFrom, longer, next, checks);
  }

  Observing resumedAt(Instant at) {
    return new Observing(plan, since, at, longer, share, checks);
  }
}
