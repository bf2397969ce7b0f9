package dev.slipway.outside.git;

import dev.slipway.control.port.ChangeSource.Candidate;
import dev.slipway.release.CommitId;
import dev.slipway.release.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tags of a repository: what a label means, and which versions there are. */
final class GitTags {
  private static final int MOST_CANDIDATES = 50;
  private static final int MOST_BYTES = 64_000_000;

  /** A tag that leads to a commit. */
  private record Tag(String name, CommitId commit, Instant at) {}

  private final GitProgram git;
  private final TagNames names;

  GitTags(GitProgram git, TagNames names) {
    this.git = git;
    this.names = names;
  }

  /** The commit a version's tag leads to. */
  CommitId commit(Version version, boolean shallow) throws GitTrouble {
    for (String tag : names.of(version)) {
      GitProgram.Answer answer =
          git.ask(
              1_000,
              "",
              List.of(
                  "rev-parse",
                  "--verify",
                  "--quiet",
                  "--end-of-options",
                  "refs/tags/" + tag + "^{commit}"));
      if (answer.exit() == 0) {
        return commitId(answer.line());
      }
    }
    throw unknown(version, shallow);
  }

  static CommitId commitId(String text) throws GitTrouble {
    try {
      return new CommitId(text);
    } catch (IllegalArgumentException odd) {
      throw new GitTrouble(
          "git answered with something else than a commit",
          "it printed no object name",
          "git --version");
    }
  }

  private GitTrouble unknown(Version version, boolean shallow) throws GitTrouble {
    String wanted = names.of(version).getFirst();
    List<String> nearest = Nearest.of(wanted, all("refs/tags").stream().map(Tag::name).toList());
    String meant = nearest.isEmpty() ? "" : "; did you mean " + String.join(", ", nearest) + "?";
    return shallow
        ? new GitTrouble(
            "version " + version + " is not known",
            "there is no tag "
                + wanted
                + ", and the repository is a shallow clone that may lack it"
                + meant,
            git.pasted("fetch --unshallow --tags"))
        : new GitTrouble(
            "version " + version + " is not known",
            "there is no tag " + wanted + " in " + git.repository() + meant,
            git.pasted("fetch --tags"));
  }

  /** Versions whose tag fits the pattern, newest commit first, at most 50. */
  List<Candidate> candidates() throws GitTrouble {
    List<Candidate> candidates = new ArrayList<>();
    for (Tag tag : all("refs/tags/" + names.before() + "*" + names.after())) {
      Optional<Version> version = names.label(tag.name());
      if (version.isPresent() && candidates.size() < MOST_CANDIDATES) {
        candidates.add(new Candidate(version.get(), tag.commit(), tag.at()));
      }
    }
    return List.copyOf(candidates);
  }

  /** The newest version that a commit is built on; empty when there is none. */
  Optional<Version> newestBelow(CommitId commit) throws GitTrouble {
    for (Tag tag : all("refs/tags/" + names.before() + "*" + names.after(), "--merged=" + commit)) {
      Optional<Version> version = names.label(tag.name());
      if (version.isPresent() && !tag.commit().equals(commit)) {
        return version;
      }
    }
    return Optional.empty();
  }

  private List<Tag> all(String pattern, String... options) throws GitTrouble {
    List<String> arguments = new ArrayList<>(List.of("for-each-ref"));
    arguments.addAll(List.of(options));
    // By name first, so that of two tags on one commit the higher version comes first.
    arguments.add("--sort=-version:refname");
    arguments.add(
        "--format=%(refname)%00%(objecttype)%00%(objectname)%00%(committerdate:unix)"
            + "%00%(*objecttype)%00%(*objectname)%00%(*committerdate:unix)");
    arguments.add("--end-of-options");
    arguments.add(pattern);
    List<Tag> tags = new ArrayList<>();
    for (String line : git.run(MOST_BYTES, "", arguments).text().split("\n", -1)) {
      String[] fields = line.split("\0", -1);
      if (fields.length == 7 && fields[0].startsWith("refs/tags/")) {
        int peeled = fields[1].equals("tag") ? 3 : 0;
        if (fields[1 + peeled].equals("commit")) {
          String name = fields[0].substring("refs/tags/".length());
          tags.add(new Tag(name, commitId(fields[2 + peeled]), GitLog.instant(fields[3 + peeled])));
        }
      }
    }
    tags.sort(Comparator.comparing(Tag::at).reversed());
    return tags;
  }
}
