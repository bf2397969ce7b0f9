package dev.slipway.outside.git;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Tags;
import dev.slipway.release.CommitId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Annotated tags in a real repository, made with the git program. */
public final class GitTagger implements Tags {
  private static final int MOST_BYTES = 100_000;
  private static final String SYSTEM = "git";
  private static final String REFS = "refs/tags/";

  /** Nobody signs for a program, and its name is its own. */
  private static final List<String> AS_SLIPWAY =
      List.of(
          "-c",
          "user.name=Slipway",
          "-c",
          "user.email=slipway@localhost",
          "-c",
          "tag.gpgsign=false",
          "-c",
          "push.gpgsign=false");

  /** Reading needs no network at all, so git is told of none; sending needs these. */
  private static final List<String> OVER_THE_NETWORK =
      List.of(
          "-c",
          "protocol.https.allow=always",
          "-c",
          "protocol.ssh.allow=always",
          "-c",
          "protocol.file.allow=always",
          "-c",
          "core.sshCommand=ssh");

  private final String program;
  private final Duration limit;

  public GitTagger() {
    this("git", Duration.ofSeconds(30));
  }

  GitTagger(String program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  @Override
  public String put(Path repository, Wanted wanted) {
    GitProgram git = new GitProgram(program, repository, limit);
    String operation = "tag " + wanted.name();
    try {
      Optional<CommitId> there = at(git, wanted.name());
      if (there.isPresent() && !there.get().equals(wanted.at())) {
        throw new OutsideFailure(
            SYSTEM,
            operation,
            "that tag is at "
                + there.get().brief()
                + " already, and "
                + wanted.at().brief()
                + " was released");
      }
      if (there.isEmpty()) {
        done(
            git,
            operation,
            List.of("tag", "-a", "-m", wanted.message(), "--", wanted.name(), wanted.at().value()));
      }
      String words = "tagged " + wanted.name() + " at " + wanted.at().brief();
      if (wanted.remote().isEmpty()) {
        return words;
      }
      String remote = wanted.remote().get();
      String name = REFS + wanted.name();
      done(
          git,
          "send " + wanted.name() + " to " + remote,
          List.of("push", "--quiet", "--no-verify", "--", remote, name + ":" + name));
      return words + ", sent to " + remote;
    } catch (GitTrouble trouble) {
      throw new OutsideFailure(SYSTEM, operation, String.valueOf(trouble.getMessage()));
    }
  }

  private static Optional<CommitId> at(GitProgram git, String name) throws GitTrouble {
    GitProgram.Answer answer =
        git.ask(
            MOST_BYTES,
            "",
            List.of(
                "rev-parse", "--verify", "--quiet", "--end-of-options", REFS + name + "^{commit}"));
    return answer.exit() == 0 ? Optional.of(GitTags.commitId(answer.line())) : Optional.empty();
  }

  private static void done(GitProgram git, String operation, List<String> arguments)
      throws GitTrouble {
    List<String> all = new ArrayList<>(AS_SLIPWAY);
    all.addAll(OVER_THE_NETWORK);
    all.addAll(arguments);
    GitProgram.Answer answer = git.ask(MOST_BYTES, "", all);
    if (answer.exit() != 0) {
      throw new OutsideFailure(
          SYSTEM,
          operation,
          answer.error().isEmpty() ? "git ended with " + answer.exit() : answer.error());
    }
  }
}
