package dev.slipway.view;

import dev.slipway.control.GateKeeper;
import dev.slipway.gate.Phase;
import dev.slipway.health.Assessment;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Commit;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Kept;
import dev.slipway.rollout.Planned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything about one release on one screen.
 *
 * @param reason why it was opened, where that was asked for
 * @param follows the release this one names: the one it undoes or repeats
 * @param plan empty while it is a draft
 * @param blocks what stands in the way of a start; empty once it has started
 * @param groups the checklist before the start, by group
 * @param waiting what it waits for, by itself or for somebody, and until when, in words
 * @param until when it may be over at the earliest, if every check passes
 * @param ended when it came to its end
 * @param events newest first; {@code eventsTotal} counts all there are
 * @param backup the data as they were saved before the first change; going back does not restore
 *     them
 * @param next the next command; {@code hold} and {@code undo} where they make sense
 */
public record ShowView(
    Instant now,
    Headline headline,
    String title,
    String reason,
    Optional<String> follows,
    String owner,
    ChangePart change,
    Optional<PlanPart> plan,
    ItemCounts before,
    ItemCounts after,
    ApprovalPart approvals,
    List<MigrationPart> migrations,
    List<Block> blocks,
    List<Group> groups,
    Optional<String> waiting,
    Optional<Instant> until,
    Optional<Instant> ended,
    List<Event> events,
    int eventsTotal,
    List<String> documents,
    Optional<BackupPart> backup,
    String next,
    Optional<String> hold,
    Optional<String> undo)
    implements View {
  public record ChangePart(
      int commits,
      int authors,
      int files,
      int lines,
      Optional<Instant> oldest,
      String artifact,
      String artifactBrief,
      Optional<String> image) {}

  public record Group(String name, ItemCounts counts) {}

  /**
   * @param strategy "canary 5 → 25 → 50 → 100 %, 15 min each, rolls back by itself"
   * @param wayBack "traffic switch to v2.4.0, about 10 s, no data loss"
   */
  public record PlanPart(
      String hash,
      String hashBrief,
      RiskPart risk,
      String strategy,
      String wayBack,
      boolean losesData) {}

  /**
   * @param proof how it was seen to be whole
   * @param restore how people bring it back, line by line
   * @param command the line that brings it back; empty: people do it
   */
  public record BackupPart(
      Instant at,
      String location,
      Optional<Long> bytes,
      String proof,
      List<String> restore,
      Optional<String> command) {
    public BackupPart {
      restore = List.copyOf(restore);
    }
  }

  public ShowView {
    migrations = List.copyOf(migrations);
    blocks = List.copyOf(blocks);
    groups = List.copyOf(groups);
    events = List.copyOf(events);
    documents = List.copyOf(documents);
  }

  @Override
  public String schema() {
    return "release.show/1";
  }

  /**
   * @param assessment the newest check of what is watched, where there is one
   * @param viewer who looks: what comes next may be for somebody else to do
   * @param shownEvents how many of the newest events are wanted
   */
  public static ShowView of(
      ReleaseRecord release,
      GateKeeper.Status gates,
      Optional<Assessment> assessment,
      People people,
      String viewer,
      Instant now,
      int shownEvents) {
    List<Event> events = Story.of(release, people).reversed();
    boolean before = release.state() instanceof Draft || release.state() instanceof Planned;
    Headline headline = Headline.of(release, Optional.of(gates), assessment, people);
    return new ShowView(
        now,
        headline,
        Plain.line(release.opened().title(), 120),
        Plain.line(release.opened().reason(), 300),
        release.opened().follows().map(ReleaseId::toString),
        people.name(release.opened().owner()),
        change(release.change()),
        Parts.plan(release, people),
        Parts.counts(gates.items(), Phase.BEFORE),
        Parts.counts(gates.items(), Phase.AFTER),
        Parts.approvals(gates),
        Parts.migrations(release),
        before ? Parts.blocks(gates.verdict()) : List.of(),
        Parts.groups(gates.items(), Phase.BEFORE),
        Progress.brief(release, assessment, now),
        Progress.earliestEnd(release, assessment, now),
        release.state().isEnd() ? Optional.of(headline.since()) : Optional.empty(),
        events.subList(0, Math.min(shownEvents, events.size())),
        events.size(),
        documents(release),
        release.kept(Kept.Backup.class).map(saved -> backup(release, saved)),
        NextStep.next(release, gates, viewer),
        NextStep.hold(release),
        NextStep.undo(release));
  }

  private static BackupPart backup(ReleaseRecord release, ReleaseRecord.Saved<Kept.Backup> saved) {
    Kept.Backup backup = saved.what();
    return new BackupPart(
        saved.at(),
        Plain.line(backup.location()),
        backup.bytes().isPresent() ? Optional.of(backup.bytes().getAsLong()) : Optional.empty(),
        Plain.line(backup.proof()),
        Plain.lines(backup.restore()),
        backup.byCommand() ? Optional.of("slipway restore " + release.id()) : Optional.empty());
  }

  private static ChangePart change(ChangeRecord change) {
    return new ChangePart(
        change.commits().size(),
        (int) change.commits().stream().map(Commit::authorEmail).distinct().count(),
        change.files().size(),
        change.linesChanged(),
        change.oldest(),
        change.artifact().value(),
        change.artifact().brief(),
        Parts.image(change));
  }

  private static List<String> documents(ReleaseRecord release) {
    return release.story().stream()
        .filter(told -> told.fact() instanceof Fact.DocumentsWritten)
        .flatMap(told -> ((Fact.DocumentsWritten) told.fact()).files().stream())
        .map(Plain::line)
        .distinct()
        .toList();
  }
}
