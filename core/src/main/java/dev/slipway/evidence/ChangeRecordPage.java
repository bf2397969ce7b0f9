package dev.slipway.evidence;

import dev.slipway.control.ProofItems;
import dev.slipway.gate.Checklist;
import dev.slipway.gate.GateBook;
import dev.slipway.gate.GateRecord;
import dev.slipway.gate.Item;
import dev.slipway.health.Judgement;
import dev.slipway.journal.KeptSide;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that was done and found, with who, where and when: what an auditor asks for. */
final class ChangeRecordPage {
  private static final int LONGEST = 500;

  private final Subject subject;
  private final ReleaseRecord record;
  private final Naming naming;
  private final Page page;
  private final String planHash;

  private ChangeRecordPage(Subject subject, Page page) {
    this.subject = subject;
    this.record = subject.record();
    this.naming = subject.naming();
    this.page = page;
    this.planHash = record.plan().map(plan -> plan.hash().value()).orElse("none");
  }

  static String of(Subject subject, KeptText kept) {
    return new ChangeRecordPage(subject, new Page(kept)).write();
  }

  private String write() {
    page.frontMatter(subject.frontMatter("change-record/1"))
        .title(subject.heading("Change record"))
        .says(Subject.legend())
        .section("1. Identity")
        .facts(
            List.of(
                Page.fact("Release", record.id().toString()),
                Page.fact("Title", record.opened().title()),
                Page.fact(
                    "Reason",
                    record.opened().reason().isBlank() ? Figures.NONE : record.opened().reason()),
                Page.fact(
                    "Follows",
                    record.opened().follows().map(id -> id.toString()).orElse(Figures.NONE)),
                Page.fact("Opened by", naming.person(record.opened().owner())),
                Page.fact("Plan", planHash),
                Page.fact("State", Plain.state(record.state().name()))));
    outcome();
    page.section("3. Contents");
    subject.contents(page);
    approvals();
    checklist();
    List<Work> works = Work.of(record);
    steps(works);
    measured();
    timeline(Work.durations(works));
    ReleaseRecord.Told last = record.story().getLast();
    page.section("9. Remarks")
        .keep("remarks", "✎ What deviated from the plan, and why.")
        .section("10. Audit chain")
        .facts(
            List.of(
                Page.fact("Stream", last.entry().stream().value()),
                Page.fact("Newest entry", Long.toString(last.entry().version())),
                Page.fact("Hash", last.entry().hash())))
        .says("Every entry carries the hash of the one before. The whole journal is checked with:")
        .commands("slipway audit list --verify");
    return page.finish();
  }

  private void outcome() {
    Story story = subject.story();
    List<List<String>> facts = new ArrayList<>();
    facts.add(Page.fact("Outcome", story.outcome()));
    story.cause().ifPresent(cause -> facts.add(Page.fact("Why it went back", cause.words())));
    facts.add(Page.fact("Highest share", record.reached().toString()));
    facts.add(Page.fact("Started", Figures.moment(subject.startedAt())));
    facts.add(Page.fact("First exposed", Figures.moment(story.exposedSince())));
    if (story.wentBack()) {
      facts.add(Page.fact("First broken check", Figures.moment(story.firstBrokenAt())));
      facts.add(Page.fact("Decided", Figures.moment(story.decidedAt())));
      facts.add(Page.fact("Traffic restored", Figures.moment(story.trafficRestoredAt())));
      facts.add(Page.fact("Verified", Figures.moment(story.verifiedAt())));
      facts.add(
          Page.fact(
              "Requests to the new version", counted(story.affected().map(a -> a.requests()))));
      facts.add(Page.fact("Of these failed", counted(story.affected().map(a -> a.failures()))));
    }
    facts.add(Page.fact("Ended", Figures.moment(story.endedAt())));
    KeptSide.of(record).ifPresent(side -> facts.add(Page.fact("Old side", oldSide(side))));
    page.section("2. Outcome").facts(facts);
  }

  private static String oldSide(KeptSide side) {
    return side.retired()
        .map(retired ->
            "retired " + Figures.moment(retired.at()) + ": " + Plain.line(retired.words()))
        .orElseGet(() ->
            "up, without users, until "
                + Figures.moment(side.until())
                + side.fault()
                    .map(fault -> "; could not be retired: " + Plain.line(fault.words(), LONGEST))
                    .orElse(""));
  }

  static String counted(Optional<Long> count) {
    return count.map(known -> Figures.count(known, "request")).orElse("not counted");
  }

  private void approvals() {
    page.section("4. Approvals");
    List<String> counting =
        GateBook.of(record.gateRecords()).approvalsOf(planHash).stream()
            .map(approved -> approved.by() + approved.at())
            .toList();
    List<List<String>> rows = new ArrayList<>();
    for (GateRecord entry : record.gateRecords()) {
      if (entry instanceof GateRecord.Approved approved) {
        boolean current = approved.planHash().equals(planHash);
        String worth =
            counting.contains(approved.by() + approved.at())
                ? "for the plan that holds"
                : current ? "withdrawn or given again" : "for another plan";
        rows.add(
            List.of(
                naming.person(approved.by()),
                approved.role(),
                Figures.moment(approved.at()),
                approved.surface(),
                approved.planHash(),
                worth,
                Plain.line(approved.note(), LONGEST)));
      }
    }
    if (rows.isEmpty()) {
      page.says("None were given.");
    } else {
      page.table(List.of("Who", "As", "When (UTC)", "Where", "Plan", "Counts", "Note"), rows);
    }
  }

  private void checklist() {
    GateBook book = GateBook.of(record.gateRecords());
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> waivers = new ArrayList<>();
    List<Item> items = new ArrayList<>(Checklist.items());
    items.addAll(ProofItems.of(record));
    for (Item item : items) {
      GateBook.Notes notes = book.notes(item.id());
      notes
          .waived()
          .ifPresent(waived ->
              waivers.add(
                  List.of(
                      item.id(),
                      naming.person(waived.by()),
                      Figures.moment(waived.at()),
                      Figures.moment(waived.until()),
                      Plain.line(waived.reason(), LONGEST))));
      row(item, notes).ifPresent(rows::add);
    }
    page.section("5. Checklist");
    if (rows.isEmpty()) {
      page.says("Nobody and nothing spoke about any item.");
    } else {
      page.table(List.of("Item", "Says", "Standing", "By", "When (UTC)", "Evidence"), rows);
    }
    if (waivers.isEmpty()) {
      page.says("No item was waived.");
    } else {
      page.says("Waived:")
          .table(List.of("Item", "By", "When (UTC)", "Until (UTC)", "Reason"), waivers);
    }
  }

  private Optional<List<String>> row(Item item, GateBook.Notes notes) {
    if (notes.failedLast() && notes.failed().isPresent()) {
      GateRecord.ItemFailed failed = notes.failed().get();
      return said(item, "failed", failed, failed.why());
    }
    if (notes.confirmed().isPresent()) {
      GateRecord.ItemConfirmed confirmed = notes.confirmed().get();
      boolean holds = confirmed.boundTo().equals(binding(item));
      String standing =
          holds ? "confirmed" : "confirmed for another " + Plain.lowerCase(item.binding());
      return said(item, standing, confirmed, confirmed.evidence());
    }
    if (notes.waived().isPresent()) {
      return said(item, "waived", notes.waived().get(), notes.waived().get().reason());
    }
    return notes
        .withdrawn()
        .flatMap(withdrawn -> said(item, "withdrawn", withdrawn, withdrawn.reason()));
  }

  private String binding(Item item) {
    return switch (item.binding()) {
      case COMMIT -> record.change().toCommit().value();
      case DIGEST -> record.change().artifact().value();
      case PLAN -> planHash;
    };
  }

  private Optional<List<String>> said(Item item, String standing, GateRecord by, String evidence) {
    return Optional.of(
        List.of(
            item.id(),
            item.title(),
            standing,
            naming.person(by.by()),
            Figures.moment(by.at()),
            Plain.line(evidence, LONGEST)));
  }

  private void steps(List<Work> works) {
    page.section("6. Steps and traffic moves");
    if (works.isEmpty()) {
      page.says("Nothing was done yet.");
      return;
    }
    page.table(
        List.of("What", "Attempt", "Begun (UTC)", "Took", "Outcome", "Evidence"),
        works.stream()
            .map(work ->
                List.of(
                    work.what(),
                    work.attempt() == 0 ? Figures.NONE : Integer.toString(work.attempt()),
                    Figures.moment(work.begun()),
                    Figures.exact(work.took()),
                    work.outcome(),
                    Plain.line(work.evidence(), LONGEST)))
            .toList());
  }

  private void measured() {
    page.section("7. Measured results");
    List<Walk.Stretch> stretches = Walk.stretches(record);
    if (stretches.isEmpty()) {
      page.says("No user has met the new version.");
      return;
    }
    page.table(
        List.of("Watched", "From (UTC)", "Took", "Requests", "Newest recorded check"),
        stretches.stream()
            .map(stretch ->
                List.of(
                    Plain.state(stretch.name()),
                    Figures.moment(stretch.from()),
                    Figures.exact(
                        stretch.until().map(until -> Duration.between(stretch.from(), until))),
                    stretch.last().map(last -> Long.toString(last.requests())).orElse(Figures.NONE),
                    stretch
                        .last()
                        .map(last ->
                            last.verdict().words() + Telling.because(last.judgement().words()))
                        .orElse(Figures.NONE)))
            .toList());
    List<List<String>> rows = new ArrayList<>();
    for (Walk.Stretch stretch : stretches) {
      stretch
          .last()
          .ifPresent(last ->
              last.judgement().signals().forEach(signal -> rows.add(signal(stretch, signal))));
    }
    if (!rows.isEmpty()) {
      page.table(
          List.of("Watched", "Signal", "Old version", "New version", "Limit", "Verdict"), rows);
    }
  }

  private static List<String> signal(Walk.Stretch stretch, Judgement.OfSignal signal) {
    return List.of(
        Plain.state(stretch.name()),
        signal.signal().words(),
        Figures.value(signal.signal(), signal.baseline()),
        Figures.value(signal.signal(), signal.canary()),
        Figures.value(signal.signal(), signal.limit()),
        signal.verdict().words());
  }

  private void timeline(Map<Long, Duration> took) {
    Telling telling = new Telling(naming);
    List<List<String>> rows = new ArrayList<>();
    for (ReleaseRecord.Told told : record.story()) {
      Instant at = told.entry().at();
      rows.add(
          List.of(
              Long.toString(told.entry().version()),
              Figures.moment(at),
              naming.actor(told.entry().by()),
              told.entry().by().surface(),
              Plain.line(telling.words(told.fact()), LONGEST),
              Figures.exact(Optional.ofNullable(took.get(told.entry().version())))));
    }
    page.section("8. Timeline")
        .says(
            "Every entry of the journal. \"Took\" is the time from a step's or a traffic move's intent to its outcome.")
        .table(List.of("Entry", "When (UTC)", "Who", "Where", "What", "Took"), rows);
  }
}
