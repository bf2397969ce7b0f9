package dev.slipway.outside.git;

import dev.slipway.control.port.ChangeSource;
import dev.slipway.plan.Service;
import dev.slipway.release.Commit;
import dev.slipway.release.CommitId;
import dev.slipway.release.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a service's change from its git repository with the git program. Versions are tags; it only
 * ever reads what is on this machine, and never fetches.
 *
 * <p>Whatever is in the way (no repository, no git, an unknown tag, a shallow clone, versions that
 * do not build on each other) is answered as {@link Reading.Missing} with a line that can be
 * pasted.
 */
public final class GitChangeSource implements ChangeSource {
  private final String program;
  private final Duration limit;

  public GitChangeSource() {
    this("git", Duration.ofSeconds(30));
  }

  /**
   * @param program name or path of the git program
   * @param limit how long one run of git may take; reading a range needs about eight
   */
  public GitChangeSource(String program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Of a first release's history the newest 10,000 commits are read; a longer range between two
   * versions is refused. A renamed file comes twice: renamed at its new path, deleted at its old
   * one. SQL files above 5 MB are left out, except in the service's migrations folder, where one
   * makes the whole range Missing.
   */
  @Override
  public Reading read(Service service, Optional<Version> from, Version to) {
    try {
      return range(service, from, to);
    } catch (GitTrouble trouble) {
      return trouble.reading();
    }
  }

  /**
   * {@inheritDoc} At most 50; none when the repository cannot be read, which {@link #read}
   * explains.
   */
  @Override
  public List<Candidate> candidates(Service service) {
    try {
      GitProgram git = git(service);
      requireRepository(git);
      return new GitTags(git, TagNames.of(service.tagPattern())).candidates();
    } catch (GitTrouble unreadable) {
      return List.of();
    }
  }

  private Reading range(Service service, Optional<Version> from, Version to) throws GitTrouble {
    GitProgram git = git(service);
    Set<String> cutOff = requireRepository(git);
    GitTags tags = new GitTags(git, TagNames.of(service.tagPattern()));
    CommitId toCommit = tags.commit(to, !cutOff.isEmpty());
    Optional<CommitId> fromCommit = Optional.empty();
    if (from.isPresent()) {
      CommitId base = tags.commit(from.get(), !cutOff.isEmpty());
      requireBuiltOn(git, tags, from.get(), base, to, toCommit, !cutOff.isEmpty());
      fromCommit = Optional.of(base);
    }
    List<Commit> commits = GitLog.read(git, fromCommit, toCommit);
    if (commits.stream().anyMatch(commit -> cutOff.contains(commit.id().value()))) {
      throw shallow(git, "history ends inside the range, so commits and their authors are missing");
    }
    GitDiff.Files files = new GitDiff(git).read(fromCommit, toCommit, service.migrations());
    return new Reading.Found(
        new Range(fromCommit, toCommit, commits, files.changes(), files.sqlFiles()));
  }

  private GitProgram git(Service service) {
    return new GitProgram(program, service.repository().toAbsolutePath().normalize(), limit);
  }

  /** The commits whose parents a shallow clone lacks; none for a whole one. */
  static Set<String> requireRepository(GitProgram git) throws GitTrouble {
    GitProgram.Answer answer =
        git.ask(
            100_000, "", List.of("rev-parse", "--is-shallow-repository", "--git-path", "shallow"));
    if (answer.exit() != 0) {
      String path = git.repository().toString();
      if (answer.error().contains("dubious ownership")) {
        throw new GitTrouble(
            "git does not trust the repository " + path,
            "the folder belongs to another user",
            "git config --global --add safe.directory " + GitProgram.quoted(path));
      }
      throw new GitTrouble(
          "there is no repository at " + path,
          "git finds none in the folder or above it",
          git.pasted("status"));
    }
    String[] lines = answer.line().split("\n", 2);
    if (lines.length < 2 || !lines[0].equals("true")) {
      return Set.of();
    }
    Path list = git.repository().resolve(lines[1]);
    try {
      return new HashSet<>(Files.readAllLines(list, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw shallow(git, "where its history ends cannot be read");
    }
  }

  private static void requireBuiltOn(
      GitProgram git,
      GitTags tags,
      Version from,
      CommitId base,
      Version to,
      CommitId top,
      boolean shallow)
      throws GitTrouble {
    if (base.equals(top)) {
      throw new GitTrouble(
          "there is nothing between " + from + " and " + to,
          "both tags lead to commit " + base.brief(),
          git.pasted("tag --points-at " + base));
    }
    if (isAncestor(git, base, top)) {
      return;
    }
    if (shallow) {
      throw shallow(git, "it does not reach from " + to + " back to " + from);
    }
    if (isAncestor(git, top, base)) {
      throw new GitTrouble(
          to + " is older than " + from,
          from + ", which runs, already holds everything of " + to,
          git.pasted("log --oneline " + top.brief() + ".." + base.brief()));
    }
    String newest =
        tags.newestBelow(top)
            .map(version -> "; the newest version it is built on is " + version)
            .orElse("");
    throw new GitTrouble(
        to + " is not built on " + from,
        "commits of " + from + " are not in " + to + " and would be lost" + newest,
        git.pasted("log --oneline " + top.brief() + ".." + base.brief()));
  }

  private static boolean isAncestor(GitProgram git, CommitId older, CommitId newer)
      throws GitTrouble {
    GitProgram.Answer answer =
        git.ask(1_000, "", List.of("merge-base", "--is-ancestor", older.value(), newer.value()));
    if (answer.exit() == 1 && !answer.error().isBlank()) {
      // It says no to what it could not look through.
      throw new GitTrouble(
          "the repository lacks commits between two versions", answer.error(), git.pasted("fsck"));
    }
    if (answer.exit() > 1) {
      throw new GitTrouble(
          "git could not compare two versions", answer.error(), git.pasted("fsck"));
    }
    return answer.exit() == 0;
  }

  private static GitTrouble shallow(GitProgram git, String why) {
    return new GitTrouble(
        "the repository is a shallow clone", why, git.pasted("fetch --unshallow --tags"));
  }
}
