package dev.slipway.view;

import static dev.slipway.view.Story.because;

import dev.slipway.health.Assessment;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Fact;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Reason;
import dev.slipway.view.Story.Words;
import java.util.Locale;

/** What a happening and its answer mean to people. */
final class Happenings {
  private Happenings() {}

  static Words words(Fact.Happened happened, People people) {
    if (happened.answer() == Fact.Answer.REFUSED) {
      String who = people.name(happened.happening().by().name());
      return new Words(
          Role.WAITING,
          wish(happened.happening())
              + " by "
              + who
              + " was refused: "
              + happened.because().words());
    }
    if (happened.answer() == Fact.Answer.LATE) {
      return new Words(Role.NONE, happened.because().words());
    }
    return answered(happened, happened.because(), people);
  }

  private static Words answered(Fact.Happened happened, Reason because, People people) {
    Happening happening = happened.happening();
    String who = people.name(happening.by().name());
    return switch (happening) {
      case Happening.PlanMade made ->
          new Words(
              Role.MOVING,
              "plan "
                  + made.plan().hash().brief()
                  + ": "
                  + made.plan().strategy().words()
                  + ", "
                  + made.plan().risk().level().name().toLowerCase(Locale.ROOT)
                  + " risk");
      case Happening.StartRequested start ->
          new Words(
              Role.MOVING,
              because.code() == Reason.Code.ALREADY_DONE
                  ? because.words()
                  : who + " started the release (plan " + start.hash().brief() + ")");
      case Happening.StartScheduled scheduled ->
          new Words(
              Role.MOVING, who + " scheduled the start for " + Figures.moment(scheduled.due()));
      case Happening.CancelRequested cancel ->
          new Words(Role.NONE, who + " cancelled it" + because(cancel.reason()));
      case Happening.StepDone done ->
          new Words(Role.GOOD, step(done.step()) + " done" + because(done.evidence()));
      case Happening.StepFailed failed ->
          new Words(Role.BAD, step(failed.step()) + " failed" + because(failed.fault()));
      case Happening.TrafficSettled settled -> new Words(Role.MOVING, because.words());
      case Happening.TrafficFailed failed ->
          new Words(Role.BAD, "traffic could not be moved" + because(failed.fault()));
      case Happening.Checked checked -> checked(checked.assessment(), because, happened.state());
      case Happening.AlertFired alert -> new Words(Role.BAD, "alert: " + alert.alert());
      case Happening.Drifted drifted -> new Words(Role.WAITING, because.words());
      case Happening.PauseRequested pause ->
          new Words(Role.WAITING, who + " paused it" + because(pause.reason()));
      case Happening.ResumeRequested resume ->
          new Words(Role.MOVING, who + " resumed it" + because(resume.reason()));
      case Happening.AdvanceRequested advance ->
          new Words(
              Role.MOVING,
              who
                  + " went on"
                  + (advance.skip() ? " without the rest of the watching" : "")
                  + because(advance.reason()));
      case Happening.ExtendRequested extend ->
          new Words(
              Role.MOVING,
              who
                  + " made it "
                  + Figures.duration(extend.longer())
                  + " longer"
                  + because(extend.reason()));
      case Happening.RollbackRequested back ->
          because.code() == Reason.Code.ALREADY_DONE
              ? new Words(Role.NONE, because.words())
              : new Words(Role.BAD, who + " took it back" + because(back.reason()));
      case Happening.RetireRequested retire ->
          new Words(
              Role.MOVING, who + " wants the old side retired now" + because(retire.reason()));
      case Happening.HideRequested hide ->
          new Words(Role.BAD, who + " turned the flag off" + because(hide.reason()));
      case Happening.FinishRequested finish ->
          new Words(Role.GOOD, who + " finished it" + because(finish.reason()));
      case Happening.StandingLost lost -> new Words(Role.WAITING, lost.what());
      case Happening.TakenBackUnrecorded back ->
          new Words(Role.BAD, "taken back while the store was away" + because(back.words()));
      case Happening.ResolvedByHand byHand ->
          new Words(Role.GOOD, who + " resolved it by hand" + because(byHand.evidence()));
      case Happening.TimePassed passed -> new Words(Role.WAITING, because.words());
    };
  }

  private static Words checked(Assessment assessment, Reason because, String state) {
    boolean back = state.equals("RollingBack") || state.equals("RolledBack");
    if (assessment.verdict() == Verdict.FAIL
        && assessment.streak() > 0
        && because.code() == Reason.Code.LIMIT_BROKEN) {
      String broken =
          "limit broken "
              + Math.min(assessment.streak(), assessment.breaksInARow())
              + " of "
              + assessment.breaksInARow()
              + because(assessment.judgement().words());
      return new Words(
          Role.BAD, assessment.isBroken() && back ? broken + "; rolling back" : broken);
    }
    return switch (because.code()) {
      case AS_PLANNED ->
          new Words(assessment.verdict() == Verdict.FAIL ? Role.BAD : Role.GOOD, because.words());
      case LIMIT_BROKEN, CAUGHT_BY_ALERT, NO_WAY_BACK -> new Words(Role.BAD, because.words());
      case TOO_LITTLE_DATA, METRICS_SILENT ->
          new Words(Role.WAITING, (state.equals("Paused") ? "paused: " : "") + because.words());
      default -> new Words(Role.WAITING, because.words());
    };
  }

  /** "V58" rather than "migrate-V58", "instances for stage 2" rather than "deploy-stage-2". */
  private static String step(String id) {
    if (id.startsWith("migrate-")) {
      return "migration " + id.substring("migrate-".length());
    }
    if (id.startsWith("deploy-stage-")) {
      return "instances for stage " + id.substring("deploy-stage-".length());
    }
    return switch (id) {
      case "checkpoint" -> "checkpoint";
      case "checks" -> "checks after deploy";
      case "restore-old" -> "bringing the old version up again";
      case "keep-old" -> "keeping the old version's side up";
      case "keep-new" -> "leaving what was there before";
      case "retire-old" -> "retiring the old version's side";
      case "remove-new" -> "removing the new version";
      case "remove-old" -> "removing the old version";
      default ->
          id.startsWith("replace-")
              ? "retiring old instances, batch " + id.substring("replace-".length())
              : id;
    };
  }

  private static String wish(Happening happening) {
    return switch (happening) {
      case Happening.StartRequested start -> "the start";
      case Happening.StartScheduled start -> "a scheduled start";
      case Happening.PauseRequested pause -> "a pause";
      case Happening.ResumeRequested resume -> "going on";
      case Happening.AdvanceRequested advance -> "going to the next stage";
      case Happening.ExtendRequested extend -> "more watching";
      case Happening.RollbackRequested back -> "the rollback";
      case Happening.HideRequested hide -> "turning the flag off";
      case Happening.FinishRequested finish -> "finishing";
      case Happening.RetireRequested retire -> "retiring the old side";
      case Happening.CancelRequested cancel -> "cancelling";
      case Happening.PlanMade made -> "a new plan";
      case Happening.ResolvedByHand byHand -> "resolving by hand";
      default -> "what was asked";
    };
  }
}
