package dev.slipway.view;

import dev.slipway.control.GateKeeper;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.CommitId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a release changes against the version it replaces.
 *
 * @param commits newest first
 * @param shown which parts were asked for
 */
public record DiffView(
    Headline headline,
    Optional<String> fromCommit,
    String toCommit,
    String artifact,
    List<Commit> commits,
    List<File> files,
    List<MigrationPart> migrations,
    Shown shown)
    implements View {
  public record Commit(String id, String author, Instant at, String subject) {}

  /**
   * @param kind "added", "modified", "deleted" or "renamed"
   */
  public record File(String path, String kind, int added, int removed) {}

  public record Shown(boolean commits, boolean files, boolean migrations) {}

  public DiffView {
    commits = List.copyOf(commits);
    files = List.copyOf(files);
    migrations = List.copyOf(migrations);
  }

  @Override
  public String schema() {
    return "release.diff/1";
  }

  public static DiffView of(
      ReleaseRecord release, GateKeeper.Status gates, People people, Shown shown) {
    ChangeRecord change = release.change();
    return new DiffView(
        Headline.of(release, Optional.of(gates), Optional.empty(), people),
        change.fromCommit().map(CommitId::value),
        change.toCommit().value(),
        change.artifact().value(),
        change.commits().stream()
            .sorted(Comparator.comparing(dev.slipway.release.Commit::at).reversed())
            .map(c ->
                new Commit(
                    c.id().brief(),
                    Plain.line(c.authorName(), 60),
                    c.at(),
                    Plain.line(c.subject(), 200)))
            .toList(),
        change.files().stream()
            .map(f ->
                new File(Plain.line(f.path(), 300), Parts.lower(f.kind()), f.added(), f.removed()))
            .toList(),
        Parts.migrations(release),
        shown);
  }
}
