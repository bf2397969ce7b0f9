package dev.slipway.view;

import java.time.Instant;
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

  /** @param kind "added", "modified", "deleted" or "renamed" */
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
}
