package dev.slipway.view;

import dev.slipway.gate.GateRecord;
import dev.slipway.gate.Standing;
import dev.slipway.journal.Entry;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened to a release, in plain words, oldest first. */
public final class Story {
  private static final int LONGEST = 300;

  private Story() {}

  /**
   * What people follow: intents and repeated news are left out, and a run of automatic checks is
   * one event.
   */
  public static List<Event> of(ReleaseRecord release, People people) {
    List<Event> events = new ArrayList<>();
    int passed = 0;
    Instant at = Instant.EPOCH;
    for (ReleaseRecord.Told told : release.story()) {
      if (isPassedByTool(told.fact())) {
        passed++;
        at = told.entry().at();
        continue;
      }
      if (passed > 0) {
        events.add(passed(at, passed));
        passed = 0;
      }
      if (isNews(told.fact())) {
        events.add(of(told, people));
      }
    }
    if (passed > 0) {
      events.add(passed(at, passed));
    }
    return List.copyOf(events);
  }

  private static Event passed(Instant at, int checks) {
    return new Event(
        at, Standing.TOOL, Role.GOOD, Figures.count(checks, "automatic check") + " passed");
  }

  private static boolean isPassedByTool(Fact fact) {
    return fact instanceof Fact.Gated gated
        && gated.record() instanceof GateRecord.ItemConfirmed confirmed
        && confirmed.by().equals(Standing.TOOL);
  }

  /** Other announcements repeat what another entry tells. */
  public static boolean isRemark(Fact.Announced announced) {
    return announced.news().equals(Effect.News.REMARKED.name());
  }

  private static boolean isNews(Fact fact) {
    return switch (fact) {
      case Fact.Opened opened -> true;
      case Fact.Happened happened -> happened.answer() != Fact.Answer.LATE;
      case Fact.Gated gated -> true;
      case Fact.Adopted adopted -> true;
      case Fact.Affected affected -> true;
      case Fact.StepIntended intended -> false;
      case Fact.TrafficIntended intended -> false;
      case Fact.DocumentsWritten documents -> true;
      case Fact.TrafficFound found -> true;
      case Fact.FlagFound found -> true;
      case Fact.ToldElsewhere moved -> false;
      case Fact.Concluded concluded -> true;
      case Fact.Announced announced -> isRemark(announced);
      case Fact.Paged paged -> true;
      case Fact.CatalogueActivated catalogue -> true;
      case Fact.TokenCreated token -> true;
      case Fact.TokenRevoked token -> true;
      case Fact.Sealed seal -> false;
    };
  }

  /** One entry, whatever it says; the words are plain. */
  public static Event of(ReleaseRecord.Told told, People people) {
    Entry entry = told.entry();
    String by = told.fact() instanceof Fact.Gated gated ? gated.record().by() : entry.by().name();
    String who = people.name(by);
    Words words =
        switch (told.fact()) {
          case Fact.Opened opened -> opened(opened);
          case Fact.Happened happened -> Happenings.words(happened, people);
          case Fact.Gated gated -> gated(gated.record(), people);
          case Fact.Adopted adopted -> new Words(Role.GOOD, adopted.words());
          case Fact.Affected affected ->
              new Words(
                  affected.failures() > 0 ? Role.BAD : Role.GOOD,
                  String.format(
                      Locale.ROOT,
                      "%,d of %,d requests to the new version failed",
                      affected.failures(),
                      affected.requests()));
          case Fact.StepIntended intended ->
              new Words(
                  Role.MOVING,
                  "about to: "
                      + intended.words()
                      + (intended.attempt() > 1 ? ", attempt " + intended.attempt() : ""));
          case Fact.TrafficIntended intended ->
              new Words(
                  Role.MOVING,
                  "about to set the share to " + intended.percent() + ": " + intended.why());
          case Fact.DocumentsWritten documents ->
              new Words(
                  Role.GOOD, Figures.count(documents.files().size(), "document") + " written");
          case Fact.TrafficFound found ->
              new Words(
                  switch (found.found()) {
                    case AS_LEFT -> Role.GOOD;
                    case SET_AGAIN -> Role.WAITING;
                    case LOST, ELSEWHERE -> Role.BAD;
                  },
                  found.words());
          case Fact.FlagFound found ->
              new Words(found.found() == Fact.Found.AS_LEFT ? Role.GOOD : Role.BAD, found.words());
          case Fact.ToldElsewhere moved ->
              new Words(
                  Role.NONE, "let it be told in " + moved.to() + ", no longer in " + moved.from());
          case Fact.Concluded concluded ->
              new Words(concluded.done() ? Role.GOOD : Role.WAITING, concluded.words());
          case Fact.Announced announced ->
              isRemark(announced)
                  ? new Words(Role.WAITING, announced.words())
                  : new Words(Role.MOVING, "announced: " + announced.words());
          case Fact.Paged paged -> new Words(Role.BAD, "people were called: " + paged.why());
          case Fact.CatalogueActivated catalogue ->
              new Words(
                  Role.MOVING,
                  "catalogue "
                      + catalogue.hash()
                      + catalogue.commit().map(commit -> " of commit " + commit).orElse("")
                      + " became active");
          case Fact.TokenCreated token ->
              new Words(
                  Role.MOVING,
                  "token "
                      + token.token()
                      + " made for "
                      + people.name(token.holder())
                      + ", until "
                      + token.expires().toString().substring(0, 10)
                      + because(token.purpose()));
          case Fact.TokenRevoked token ->
              new Words(
                  Role.WAITING, "token " + token.token() + " revoked" + because(token.reason()));
          case Fact.Sealed seal ->
              new Words(Role.GOOD, Figures.count(seal.heads().size(), "stream") + " sealed");
        };
    return new Event(entry.at(), who, words.role(), Plain.line(words.words(), LONGEST));
  }

  record Words(Role role, String words) {}

  private static Words opened(Fact.Opened opened) {
    String from = opened.change().from().map(old -> old + " → ").orElse("");
    return new Words(
        Role.MOVING, "opened: " + from + opened.change().to() + because(opened.reason()));
  }

  private static Words gated(GateRecord record, People people) {
    String who = record.by().equals(Standing.TOOL) ? "a check" : people.name(record.by());
    return switch (record) {
      case GateRecord.Approved approved ->
          new Words(Role.GOOD, who + " approved as " + approved.role() + because(approved.note()));
      case GateRecord.ApprovalWithdrawn withdrawn ->
          new Words(Role.WAITING, who + " withdrew the approval" + because(withdrawn.reason()));
      case GateRecord.ItemConfirmed confirmed ->
          new Words(
              Role.GOOD, who + " confirmed " + confirmed.item() + because(confirmed.evidence()));
      case GateRecord.ItemFailed failed ->
          new Words(
              Role.BAD, who + " found " + failed.item() + " not fulfilled" + because(failed.why()));
      case GateRecord.ItemWithdrawn withdrawn ->
          new Words(
              Role.WAITING,
              who + " took " + withdrawn.item() + " back" + because(withdrawn.reason()));
      case GateRecord.ItemWaived waived ->
          new Words(Role.WAITING, who + " waived " + waived.item() + because(waived.reason()));
      case GateRecord.RiskSet risk ->
          new Words(
              Role.WAITING,
              who
                  + " says the risk is "
                  + risk.level().toLowerCase(Locale.ROOT)
                  + because(risk.reason()));
    };
  }

  static String because(String words) {
    return words.isBlank() ? "" : ": " + words;
  }
}
