package dev.slipway.control.port;

import dev.slipway.plan.Service;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.CommitId;
import dev.slipway.release.Version;
import java.util.List;
import java.util.Optional;

/** Reads what changed between two versions from the service's repository. */
public interface ChangeSource {
  /**
   * The change from one version to another; {@code artifact} is filled in by the caller.
   *
   * @param from empty for a first release: the range is everything up to {@code to}
   */
  Reading read(Service service, Optional<Version> from, Version to);

  /** Versions that can be released, newest first, with the day of their commit. */
  List<Candidate> candidates(Service service);

  record Candidate(Version version, CommitId commit, java.time.Instant at) {}

  sealed interface Reading {
    record Found(Range range) implements Reading {}

    /**
     * @param fix a line that can be pasted
     */
    record Missing(String what, String why, String fix) implements Reading {}
  }

  record Range(
      Optional<CommitId> fromCommit,
      CommitId toCommit,
      List<dev.slipway.release.Commit> commits,
      List<dev.slipway.release.FileChange> files,
      List<ChangeRecord.SqlFile> sqlFiles) {
    public Range {
      commits = List.copyOf(commits);
      files = List.copyOf(files);
      sqlFiles = List.copyOf(sqlFiles);
    }
  }
}
