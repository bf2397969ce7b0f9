package dev.slipway.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a release changes: the commits and files between the running version and the new one.
 *
 * @param from the version that runs now; empty when nothing runs yet
 * @param fromCommit where the range starts, exclusive; empty for a first release
 * @param artifact what will run; the label {@code to} was resolved to it once
 * @param sqlFiles the texts of added or changed migration files, by path, as they are at {@code
 *     toCommit}
 * @param image what its registry told of the artifact; empty where none is configured
 */
public record ChangeRecord(
    Optional<Version> from,
    Version to,
    Optional<CommitId> fromCommit,
    CommitId toCommit,
    ArtifactDigest artifact,
    List<Commit> commits,
    List<FileChange> files,
    List<SqlFile> sqlFiles,
    Optional<BuiltImage> image) {
  /** An artifact that no registry tells anything of. */
  public ChangeRecord(
      Optional<Version> from,
      Version to,
      Optional<CommitId> fromCommit,
      CommitId toCommit,
      ArtifactDigest artifact,
      List<Commit> commits,
      List<FileChange> files,
      List<SqlFile> sqlFiles) {
    this(from, to, fromCommit, toCommit, artifact, commits, files, sqlFiles, Optional.empty());
  }

  /** A migration's text. Hostile like all text from outside. */
  public record SqlFile(String path, String text) {}

  public ChangeRecord {
    commits = List.copyOf(commits);
    files = List.copyOf(files);
    sqlFiles = List.copyOf(sqlFiles);
  }

  /** E-mail addresses of everyone who wrote a commit, lower-case, sorted. */
  public List<String> authorEmails() {
    TreeSet<String> emails = new TreeSet<>();
    commits.forEach(commit -> emails.add(commit.authorEmail().toLowerCase(java.util.Locale.ROOT)));
    return List.copyOf(emails);
  }

  public int linesChanged() {
    return files.stream().mapToInt(FileChange::lines).sum();
  }

  /** When the oldest commit was made; empty for an empty range. */
  public Optional<Instant> oldest() {
    return commits.stream().map(Commit::at).min(Instant::compareTo);
  }
}
