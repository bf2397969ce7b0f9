package dev.slipway.view;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Verification;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Kept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the journal says, newest first, and whether it was touched.
 *
 * @param more how many entries the limit left out
 * @param verified empty when it was not asked for
 */
public record AuditView(Instant now, List<Entry> entries, long more, Optional<Verified> verified)
    implements View {
  /**
   * @param hash of the entry, chained to the one before it
   * @param printed by commands, "b1: done", one each line
   */
  public record Entry(
      String release,
      long version,
      Instant at,
      String by,
      String name,
      String surface,
      String node,
      String kind,
      Role role,
      String words,
      String hash,
      List<String> printed) {
    public Entry {
      printed = List.copyOf(printed);
    }
  }

  /**
   * @param newestSeal worth keeping elsewhere: it also shows a rewritten tail
   */
  public record Verified(
      boolean sound,
      int streams,
      long entries,
      long seals,
      Optional<String> newestSeal,
      Optional<Instant> sealedAt,
      List<String> findings) {
    public Verified {
      findings = List.copyOf(findings);
    }
  }

  public AuditView {
    entries = List.copyOf(entries);
  }

  @Override
  public String schema() {
    return "audit.list/1";
  }

  /**
   * @param actor only what this key did; empty: everybody
   * @param limit how many entries are shown at most
   */
  public static AuditView of(
      List<ReleaseRecord> releases,
      Optional<String> actor,
      int limit,
      Optional<Verification.Result> verified,
      People people,
      Instant now) {
    List<Entry> all = new ArrayList<>();
    for (ReleaseRecord release : releases) {
      for (ReleaseRecord.Told told : release.story()) {
        if (actor.isEmpty() || actor.get().equals(told.entry().by().name())) {
          all.add(entry(release, told, people));
        }
      }
    }
    all.sort(
        Comparator.comparing(Entry::at)
            .thenComparing(Entry::release)
            .thenComparingLong(Entry::version)
            .reversed());
    List<Entry> shown = all.subList(0, Math.min(limit, all.size()));
    return new AuditView(now, shown, all.size() - shown.size(), verified.map(AuditView::verified));
  }

  private static Entry entry(ReleaseRecord release, ReleaseRecord.Told told, People people) {
    dev.slipway.journal.Entry entry = told.entry();
    Event event = Story.of(told, people);
    return new Entry(
        release.id().toString(),
        entry.version(),
        entry.at(),
        Plain.line(entry.by().name()),
        event.by(),
        Plain.line(entry.by().surface()),
        Plain.line(entry.node()),
        entry.kind(),
        event.role(),
        event.words(),
        entry.hash(),
        printed(told.fact()));
  }

  private static List<String> printed(Fact fact) {
    Optional<Kept> kept =
        fact instanceof Fact.Happened happened
            ? switch (happened.happening()) {
              case Happening.StepDone done -> done.kept();
              case Happening.StepFailed failed -> failed.kept();
              default -> Optional.empty();
            }
            : Optional.empty();
    return kept.isPresent() && kept.get() instanceof Kept.Printed outputs
        ? outputs.texts().stream()
            .flatMap(one ->
                one.text().lines().map(line -> Plain.line(one.instance() + ": " + line, 500)))
            .toList()
        : List.of();
  }

  private static Verified verified(Verification.Result result) {
    Verification.Counts counts = result.counts();
    List<String> findings =
        switch (result) {
          case Verification.Result.Sound sound -> List.of();
          case Verification.Result.Broken broken ->
              broken.findings().stream()
                  .map(finding -> Plain.line(finding.toString(), 400))
                  .toList();
        };
    return new Verified(
        result.isSound(),
        counts.streams(),
        counts.entries(),
        counts.seals(),
        counts.newestSeal().map(Verification.SealSeen::hash),
        counts.newestSeal().map(Verification.SealSeen::at),
        findings);
  }
}
