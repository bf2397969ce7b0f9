package dev.slipway.outside.git;

import dev.slipway.release.Commit;
import dev.slipway.release.CommitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commits of a range. Every field ends with a NUL, the one byte that no message can hold. */
final class GitLog {
  private static final int FIELDS = 7;
  private static final long MOST_BYTES = 128_000_000;

  /**
   * How many commits a range may have; of a first release, whose range is all history, so many of
   * the newest are read.
   */
  static final int MOST_COMMITS = 10_000;

  private static final String FORMAT =
      "--format=tformat:%H%x00%an%x00%ae%x00%ct%x00%s%x00%b%x00%(trailers:only=true,unfold=true)";
  private static final long YEAR_10000 = 253_402_300_800L;

  private GitLog() {}

  static List<Commit> read(GitProgram git, Optional<CommitId> from, CommitId to) throws GitTrouble {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "log",
                "-z",
                "--no-color",
                "--no-decorate",
                "--no-notes",
                "--no-show-signature",
                "--no-ext-diff",
                "--no-textconv",
                "--no-patch",
                "--encoding=UTF-8",
                "--max-count=" + (MOST_COMMITS + (from.isPresent() ? 1 : 0)),
                FORMAT,
                "--end-of-options",
                to.value()));
    from.ifPresent(commit -> arguments.add("^" + commit.value()));
    List<Commit> commits = commits(git.run(MOST_BYTES, "", arguments).text());
    if (commits.size() > MOST_COMMITS) {
      throw new GitTrouble(
          "the change is too large to be read",
          "there are more than " + MOST_COMMITS + " commits between the two versions",
          git.pasted(
              "rev-list --count " + from.map(CommitId::value).orElse("") + ".." + to.value()));
    }
    return commits;
  }

  static List<Commit> commits(String output) throws GitTrouble {
    String[] fields = output.split("\0", -1);
    List<Commit> commits = new ArrayList<>();
    for (int i = 0; i + FIELDS < fields.length; i += FIELDS) {
      commits.add(
          new Commit(
              GitTags.commitId(fields[i]),
              fields[i + 1],
              fields[i + 2],
              instant(fields[i + 3]),
              fields[i + 4],
              fields[i + 5].stripTrailing(),
              trailers(fields[i + 6])));
    }
    return commits;
  }

  private static List<Commit.Trailer> trailers(String block) {
    List<Commit.Trailer> trailers = new ArrayList<>();
    for (String line : block.split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        trailers.add(
            new Commit.Trailer(
                line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
      }
    }
    return trailers;
  }

  /** A commit may claim any time; one that no calendar holds counts as the nearest that does. */
  static Instant instant(String seconds) {
    try {
      return Instant.ofEpochSecond(Math.clamp(Long.parseLong(seconds), 0, YEAR_10000 - 1));
    } catch (NumberFormatException odd) {
      return Instant.EPOCH;
    }
  }
}
