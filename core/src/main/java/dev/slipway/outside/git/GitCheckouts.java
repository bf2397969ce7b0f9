package dev.slipway.outside.git;

import dev.slipway.control.port.Checkouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks at folders with the git program. */
public final class GitCheckouts implements Checkouts {
  private static final int SHORT = 10_000;
  private static final int MOST_TAGS = 4_000_000;
  private static final Pattern CREDENTIALS = Pattern.compile("://[^/]*@");
  private final String program;
  private final Duration limit;

  public GitCheckouts() {
    this("git", Duration.ofSeconds(10));
  }

  /**
   * @param limit how long one run of git may take
   */
  GitCheckouts(String program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  @Override
  public Optional<String> program() {
    try {
      String line = git(Path.of("").toAbsolutePath()).run(SHORT, "", List.of("version")).line();
      return Optional.of(line.replaceFirst("^git version ", ""));
    } catch (GitTrouble missing) {
      return Optional.empty();
    }
  }

  @Override
  public Committer committer(Path folder) {
    return new Committer(set(folder, "user.name"), set(folder, "user.email"));
  }

  private Optional<String> set(Path folder, String key) {
    return line(git(folder), "config", "--get", key);
  }

  /** What git prints for a question it answers with success; empty otherwise. */
  private static Optional<String> line(GitProgram git, String... arguments) {
    try {
      GitProgram.Answer answer = git.ask(SHORT, "", List.of(arguments));
      String line = answer.line().strip();
      return answer.exit() == 0 && !line.isEmpty() ? Optional.of(line) : Optional.empty();
    } catch (GitTrouble silent) {
      return Optional.empty();
    }
  }

  @Override
  public Sight see(Path folder) {
    GitProgram git = git(folder);
    try {
      boolean shallow = !GitChangeSource.requireRepository(git).isEmpty();
      Path root = line(git, "rev-parse", "--show-toplevel").map(Path::of).orElse(git.repository());
      List<String> tags =
          git.run(
                  MOST_TAGS,
                  "",
                  List.of(
                      "for-each-ref",
                      // The last one counts first: of tags of the same second the higher version.
                      "--sort=-version:refname",
                      "--sort=-creatordate",
                      "--format=%(refname:lstrip=2)",
                      "refs/tags"))
              .text()
              .lines()
              .filter(tag -> !tag.isBlank())
              .toList();
      Optional<String> remote =
          line(git, "config", "--get", "remote.origin.url")
              .map(url -> CREDENTIALS.matcher(url).replaceFirst("://"));
      return new Sight.Repository(root, shallow, remote, tags);
    } catch (GitTrouble trouble) {
      return trouble.sight();
    }
  }

  @Override
  public Optional<String> commit(Path folder, List<Path> files) {
    GitProgram git = git(folder);
    try {
      List<String> names = files.stream().map(Path::toString).toList();
      List<String> known = new ArrayList<>(List.of("ls-files", "--error-unmatch", "--"));
      known.addAll(names);
      List<String> changed = new ArrayList<>(List.of("status", "--porcelain", "--ignored", "--"));
      changed.addAll(names);
      boolean clean =
          git.ask(MOST_TAGS, "", known).exit() == 0
              && git.run(MOST_TAGS, "", changed).text().isBlank();
      return clean ? line(git, "rev-parse", "--verify", "HEAD") : Optional.empty();
    } catch (GitTrouble trouble) {
      return Optional.empty();
    }
  }

  private GitProgram git(Path folder) {
    return new GitProgram(program, folder.toAbsolutePath().normalize(), limit);
  }
}
