package dev.slipway.evidence;

import dev.slipway.gate.GateRecord;
import dev.slipway.health.Assessment;
import dev.slipway.journal.Fact;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Reason;
import java.util.Locale;

/** What a journal entry says, as a plain sentence. All of it may hold hostile text. */
record Telling(Naming naming) {

  String words(Fact fact) {
    return switch (fact) {
      case Fact.Opened opened ->
          "opened "
              + opened.id()
              + ": "
              + opened.change().from().map(old -> old + " → ").orElse("")
              + opened.change().to()
              + " for "
              + opened.environment()
              + because(opened.reason())
              + opened.follows().map(id -> " (follows " + id + ")").orElse("")
              + opened.undoes().map(id -> " (undoes " + id + ")").orElse("")
              + opened.rehearses().map(id -> " (rehearses " + id + ")").orElse("");
      case Fact.Happened happened -> happened(happened);
      case Fact.Gated gated -> gated(gated.record());
      case Fact.Adopted adopted -> "adopted: " + adopted.words();
      case Fact.Affected affected ->
          String.format(Locale.ROOT, "%,d of ", affected.failures())
              + Figures.count(affected.requests(), "request")
              + " to the new version failed between "
              + Figures.moment(affected.from())
              + " and "
              + Figures.moment(affected.to());
      case Fact.StepIntended intended ->
          "about to do step "
              + intended.step()
              + ", attempt "
              + intended.attempt()
              + because(intended.words());
      case Fact.TrafficIntended intended ->
          "about to set the new version's share to " + intended.percent() + because(intended.why());
      case Fact.DocumentsWritten written ->
          Figures.count(written.files().size(), "document") + " written";
      case Fact.TrafficFound found -> found.words();
      case Fact.FlagFound found -> found.words();
      case Fact.ToldElsewhere moved ->
          "told in " + moved.to() + " from here on, no longer in " + moved.from();
      case Fact.Concluded concluded ->
          (concluded.done() ? "" : "not done yet: ") + concluded.words();
      case Fact.Announced announced -> "announced: " + announced.words();
      case Fact.Paged paged -> "people were called: " + paged.why();
      case Fact.CatalogueActivated activated ->
          "catalogue "
              + activated.hash()
              + activated.commit().map(commit -> " of commit " + commit).orElse("")
              + " became active";
      case Fact.TokenCreated token -> "token " + token.token() + " made for " + token.holder();
      case Fact.TokenRevoked token -> "token " + token.token() + " revoked";
      case Fact.Sealed sealed -> Figures.count(sealed.heads().size(), "stream") + " sealed";
    };
  }

  private String happened(Fact.Happened happened) {
    String words = happening(happened.happening());
    return switch (happened.answer()) {
      case REFUSED -> "refused, nothing changed: " + words + "; " + happened.because().words();
      case LATE -> words + "; too late: " + happened.because().words();
      case STAYED, MOVED -> {
        String news = news(happened.happening(), happened.because());
        yield news.isBlank() || words.contains(news) ? words : words + "; " + news;
      }
    };
  }

  /** What the machine's reason adds to the happening: it often repeats it first. */
  private static String news(Happening happening, Reason because) {
    String words = because.words();
    return switch (happening) {
      case Happening.PlanMade made -> "";
      case Happening.StartRequested start ->
          because.code() == Reason.Code.ALREADY_DONE ? words : "";
      case Happening.StepDone done ->
          after(words, done.step() + " done" + because(done.evidence()));
      case Happening.StepFailed failed ->
          after(words, failed.step() + " failed" + because(failed.fault()));
      case Happening.TrafficFailed failed ->
          after(words, "traffic could not be moved" + because(failed.fault()));
      case Happening.Drifted drifted -> after(words, drifted.words());
      case Happening.StandingLost lost -> after(words, lost.what());
      case Happening.TakenBackUnrecorded taken -> after(words, taken.words());
      case Happening.Checked checked ->
          because.code() == Reason.Code.AS_PLANNED
              ? before(words, checked.assessment().judgement().words())
              : after(words, checked.assessment().judgement().words());
      default -> because.code() == Reason.Code.PERSON_ASKED ? "" : words;
    };
  }

  private static String after(String words, String known) {
    int at = words.indexOf(known);
    return known.isBlank() || at < 0
        ? words
        : words.substring(at + known.length()).replaceFirst("\\A[;:, ]+", "");
  }

  private static String before(String words, String known) {
    int at = words.indexOf(known);
    return known.isBlank() || at < 0
        ? words
        : words.substring(0, at).replaceFirst("[;:, ]+\\z", "");
  }

  private String happening(Happening happening) {
    String who = naming.actor(happening.by());
    return switch (happening) {
      case Happening.PlanMade made ->
          "plan "
              + made.plan().hash().brief()
              + " made: "
              + made.plan().strategy().words()
              + ", "
              + Plain.lowerCase(made.plan().risk().level())
              + " risk";
      case Happening.StartRequested start ->
          who
              + " asked to start plan "
              + start.hash().brief()
              + (start.gates().isOpen()
                  ? ", gates open"
                  : ", " + Figures.count(start.gates().blocks().size(), "gate") + " closed");
      case Happening.StartScheduled scheduled ->
          who + " scheduled the start for " + Figures.moment(scheduled.due());
      case Happening.TimePassed passed -> "time passed";
      case Happening.CancelRequested cancel -> who + " cancelled it" + because(cancel.reason());
      case Happening.StepDone done ->
          "step " + done.step() + " done, attempt " + done.attempt() + because(done.evidence());
      case Happening.StepFailed failed ->
          "step "
              + failed.step()
              + " failed, attempt "
              + failed.attempt()
              + because(failed.fault())
              + " (changed anything: "
              + Plain.lowerCase(failed.changed())
              + ")";
      case Happening.TrafficSettled settled ->
          "the new version's share is confirmed at " + settled.weight();
      case Happening.TrafficFailed failed -> "traffic could not be moved" + because(failed.fault());
      case Happening.Checked checked -> checked(checked.assessment());
      case Happening.AlertFired alert -> "alert " + alert.alert() + " fired";
      case Happening.Drifted drifted ->
          "the target is not as it was left ("
              + Plain.lowerCase(drifted.drift())
              + ")"
              + because(drifted.words());
      case Happening.PauseRequested pause -> who + " paused it" + because(pause.reason());
      case Happening.ResumeRequested resume -> who + " resumed it" + because(resume.reason());
      case Happening.AdvanceRequested advance ->
          who
              + " went on"
              + (advance.skip() ? " without the rest of the watching" : "")
              + because(advance.reason());
      case Happening.ExtendRequested extend ->
          who
              + " made it "
              + Figures.planned(extend.longer())
              + " longer"
              + because(extend.reason());
      case Happening.RollbackRequested back ->
          who
              + " took it back"
              + (back.acceptLoss() ? ", accepting that data is lost" : "")
              + because(back.reason());
      case Happening.RetireRequested retire ->
          who + " wanted the old side retired at once" + because(retire.reason());
      case Happening.HideRequested hide -> who + " turned the flag off" + because(hide.reason());
      case Happening.FinishRequested finish -> who + " finished it" + because(finish.reason());
      case Happening.StandingLost lost -> "what the start rested on is gone" + because(lost.what());
      case Happening.TakenBackUnrecorded back ->
          "taken back at "
              + Figures.moment(back.happenedAt())
              + " while nothing could be recorded"
              + because(back.words());
      case Happening.ResolvedByHand byHand ->
          who + " resolved it by hand" + because(byHand.evidence());
    };
  }

  private static String checked(Assessment assessment) {
    String streak =
        assessment.streak() > 0
            ? " ("
                + assessment.streak()
                + " in a row, "
                + assessment.breaksInARow()
                + " are enough to act)"
            : "";
    return "check: "
        + assessment.verdict().words()
        + streak
        + because(assessment.judgement().words());
  }

  private String gated(GateRecord record) {
    String who = naming.person(record.by());
    return switch (record) {
      case GateRecord.Approved approved ->
          who
              + " approved plan "
              + brief(approved.planHash())
              + " as "
              + approved.role()
              + because(approved.note());
      case GateRecord.ApprovalWithdrawn withdrawn ->
          who + " withdrew the approval" + because(withdrawn.reason());
      case GateRecord.ItemConfirmed confirmed ->
          who + " confirmed " + confirmed.item() + because(confirmed.evidence());
      case GateRecord.ItemFailed failed ->
          who + " found " + failed.item() + " not fulfilled" + because(failed.why());
      case GateRecord.ItemWithdrawn withdrawn ->
          who + " took " + withdrawn.item() + " back" + because(withdrawn.reason());
      case GateRecord.ItemWaived waived ->
          who
              + " waived "
              + waived.item()
              + " until "
              + Figures.moment(waived.until())
              + because(waived.reason());
      case GateRecord.RiskSet risk ->
          who + " says the risk is " + risk.level() + because(risk.reason());
    };
  }

  static String because(String why) {
    return why.isBlank() ? "" : ": " + why;
  }

  static String brief(String hash) {
    return hash.length() > 12 ? hash.substring(0, 12) : hash;
  }
}
