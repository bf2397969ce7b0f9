package dev.slipway.evidence;

import dev.slipway.health.Judgement;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Story;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.RolledBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first draft of the review after a rollback: the tool's facts, and places for what only people
 * know.
 */
final class IncidentPage {
  /** A way back is expected to be over by then. */
  private static final Duration LONGEST_WAY_BACK = Duration.ofMinutes(5);

  private final Subject subject;
  private final Story story;
  private final Page page;

  private IncidentPage(Subject subject, Page page) {
    this.subject = subject;
    this.story = subject.story();
    this.page = page;
  }

  static String of(Subject subject, KeptText kept) {
    return new IncidentPage(subject, new Page(kept)).write();
  }

  private String write() {
    page.frontMatter(subject.frontMatter("incident-draft/1"))
        .title(subject.heading("Incident draft"))
        .says(Subject.legend())
        .section("1. Status")
        .keep("status", "draft")
        .section("2. Summary")
        .says(summary())
        .keep("summary", "✎ What happened, in plain words for people who were not there.");
    impact();
    detection();
    timeline();
    page.section("6. What happened technically")
        .keep("technically", "✎ From the change to the symptom.")
        .section("7. Contributing factors")
        .keep("factors", "✎ Several; none of them a person.")
        .section("8. What went well")
        .keep("went-well", "✎")
        .section("9. What went badly")
        .keep("went-badly", "✎")
        .section("10. Where we were lucky")
        .keep("lucky", "✎")
        .section("11. Did the release system work?")
        .list(releaseSystem())
        .keep(
            "release-system",
            "✎ Which checklist item, stage or limit should have caught it earlier?");
    remediation();
    page.section("14. Near miss")
        .says(nearMiss())
        .section("15. Text for outside")
        .keep(
            "outside",
            "✎ What happened, whom it met, what we do: without names and without jargon.");
    return page.finish();
  }

  private String cause() {
    return story.cause().map(cause -> cause.words()).orElse("unknown");
  }

  private String summary() {
    return subject.record().id().service()
        + " "
        + subject.to()
        + " was on its way to everybody in "
        + subject.record().opened().environment()
        + (subject.change().from().isPresent()
            ? " and was taken back to " + subject.old()
            : " and was taken out of service")
        + " from a share of "
        + subject.record().reached()
        + ". Cause as recorded: "
        + cause();
  }

  private void impact() {
    page.section("3. Impact")
        .facts(
            List.of(
                Page.fact(
                    "Users may have met the new version from",
                    Figures.moment(story.exposedSince())),
                Page.fact("Until traffic was back", Figures.moment(story.trafficRestoredAt())),
                Page.fact("Duration exposed", Figures.exact(story.exposure())),
                Page.fact("Highest share", subject.record().reached().toString()),
                Page.fact(
                    "Requests to the new version",
                    ChangeRecordPage.counted(story.affected().map(a -> a.requests()))),
                Page.fact(
                    "Of these failed",
                    ChangeRecordPage.counted(story.affected().map(a -> a.failures())))))
        .keep("impact", "✎ Who noticed, what they could not do, and what it cost.");
  }

  private void detection() {
    page.section("4. Detection and recovery")
        .facts(
            List.of(
                Page.fact("Found by", foundBy()),
                Page.fact("What was found", cause()),
                Page.fact("First broken check", Figures.moment(story.firstBrokenAt())),
                Page.fact("Decided", Figures.moment(story.decidedAt())),
                Page.fact("Traffic restored", Figures.moment(story.trafficRestoredAt())),
                Page.fact("Verified", Figures.moment(story.verifiedAt())),
                Page.fact("First broken check to decision", Figures.exact(story.brokenToDecided())),
                Page.fact("Decision to traffic back", Figures.exact(story.decidedToRestored())),
                Page.fact("Traffic back to verified", Figures.exact(story.restoredToVerified()))));
    List<List<String>> broken = broken();
    if (!broken.isEmpty()) {
      page.table(List.of("Limit that broke", "Old version", "New version", "Limit"), broken);
    }
    page.keep("detection", "✎ How could half of the time to detection be saved?");
  }

  private String foundBy() {
    return story.cause().map(cause -> foundBy(cause.code())).orElse("not known");
  }

  private String foundBy(Reason.Code code) {
    return switch (code) {
      case LIMIT_BROKEN -> "a limit of the plan, checked by Slipway";
      case CAUGHT_BY_ALERT -> "an alert";
      case METRICS_SILENT -> "silent metrics; it was taken back as a caution";
      case PERSON_ASKED -> story.decidedBy().map(subject.naming()::person).orElse("a person");
      case TAKEN_BACK_OUTSIDE -> "somebody who took the traffic back outside Slipway";
      case STORE_AWAY -> "Slipway, while it could not write its journal";
      case HOLD_RAN_OUT -> "a pause that nobody answered";
      case PROOF_MISSING -> "the integration suite";
      case STEP_EXHAUSTED, STEP_UNKNOWN -> "a step or a traffic move that failed";
      case TOO_LITTLE_DATA,
          STANDING_MISSING,
          FOREIGN_CHANGE,
          TARGET_LOST_STATE,
          NO_WAY_BACK,
          GATES_CLOSED,
          PLAN_OUTDATED,
          WRONG_STATE,
          ALREADY_DONE,
          NOT_ALLOWED,
          WOULD_LOSE_DATA,
          AS_PLANNED,
          REHEARSED,
          TOO_LATE ->
          "Slipway";
    };
  }

  private boolean isCausedBy(Reason.Code code) {
    return story.cause().filter(cause -> cause.code() == code).isPresent();
  }

  /** What the check that decided found past its limit. */
  private List<List<String>> broken() {
    List<List<String>> rows = new ArrayList<>();
    for (ReleaseRecord.Told told : subject.record().story()) {
      if (told.fact() instanceof Fact.Happened happened
          && happened.happening() instanceof Happening.Checked checked
          && happened.answer() == Fact.Answer.MOVED
          && happened.state().equals("RollingBack")) {
        for (Judgement.OfSignal signal : checked.assessment().judgement().signals()) {
          if (signal.verdict() == Verdict.FAIL) {
            rows.add(
                List.of(
                    signal.signal().words(),
                    Figures.value(signal.signal(), signal.baseline()),
                    Figures.value(signal.signal(), signal.canary()),
                    Figures.value(signal.signal(), signal.limit())));
          }
        }
        return rows;
      }
    }
    return rows;
  }

  /** From the first share on: what came before stands in the change record. */
  private void timeline() {
    Telling telling = new Telling(subject.naming());
    Optional<Instant> from = story.exposedSince();
    List<List<String>> rows = new ArrayList<>();
    for (ReleaseRecord.Told told : subject.record().story()) {
      Instant at = told.entry().at();
      if (from.isEmpty() || !at.isBefore(from.get())) {
        rows.add(
            List.of(
                Figures.moment(at),
                Plain.line(telling.words(told.fact()), 500),
                subject.naming().actor(told.entry().by()) + ", " + told.entry().by().surface(),
                "journal " + told.entry().stream() + ", entry " + told.entry().version()));
      }
    }
    page.section("5. Timeline")
        .table(List.of("When (UTC)", "What", "Who and where", "Source"), rows)
        .keep("timeline", "✎ What the journal cannot know: calls, messages, what people saw.");
  }

  private List<String> releaseSystem() {
    List<String> lines = new ArrayList<>();
    if (isCausedBy(Reason.Code.TAKEN_BACK_OUTSIDE)) {
      lines.add("Somebody took it back outside Slipway: " + cause());
    } else {
      lines.add(
          isCausedBy(Reason.Code.PERSON_ASKED)
              ? "A person had to ask for it: " + cause()
              : "It went back without asking anybody.");
    }
    Optional<Duration> way = story.decidedToRestored();
    lines.add(
        way.map(took ->
                "Traffic was back "
                    + Figures.exact(took)
                    + " after the decision"
                    + (took.compareTo(LONGEST_WAY_BACK) > 0
                        ? ": longer than five minutes, a defect."
                        : "."))
            .orElse("Traffic is not known to be back."));
    lines.add(
        subject.record().state() instanceof RolledBack back
            ? "How it ended: "
                + back.verification().words()
                + "."
                + back.remains().map(left -> " Left over: " + left).orElse("")
            : "It has not ended yet: " + story.outcome() + ".");
    long stuck = count("RollbackFailed");
    lines.add(
        stuck == 0
            ? "The way back was never stuck."
            : "The way back was stuck " + Figures.count(stuck, "time") + ": a defect.");
    long calls =
        subject.record().story().stream().filter(told -> told.fact() instanceof Fact.Paged).count();
    lines.add(
        calls == 0
            ? "Nobody had to be called."
            : "People were called " + Figures.count(calls, "time") + ".");
    return lines;
  }

  private long count(String state) {
    return subject.record().story().stream()
        .filter(told ->
            told.fact() instanceof Fact.Happened happened
                && happened.answer() == Fact.Answer.MOVED
                && happened.state().equals(state))
        .count();
  }

  private void remediation() {
    page.section("12. Remediation plan")
        .says(
            subject.to()
                + " does not come back by itself: a new release of it needs a reason that says what is different now.")
        .keep(
            "remediation",
            "✎ What is repaired before the next try, and how that is proven before users meet it.")
        .section("13. Actions")
        .keep(
            "actions",
            "| Type (prevent, detect, mitigate, process) | Action | Owner | Due | How it is checked |",
            "| --- | --- | --- | --- | --- |",
            "| ✎ | | | | |");
  }

  private String nearMiss() {
    if (story.exposedSince().isEmpty()) {
      return "Yes: nobody met the new version.";
    }
    return story
        .affected()
        .map(affected ->
            affected.failures() == 0
                ? "Yes: no request failed."
                : "No: " + Figures.count(affected.failures(), "request") + " failed.")
        .orElse("Not known: failed requests were not counted.");
  }
}
