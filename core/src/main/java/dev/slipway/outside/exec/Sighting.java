package dev.slipway.outside.exec;

import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.util.List;
import java.util.Optional;

/** What one instance runs, as the running command tells it. */
sealed interface Sighting {
  /**
   * @param digest empty when it does not say
   */
  record Runs(Version version, Optional<ArtifactDigest> digest) implements Sighting {
    /** Whether this is the version, and not another build of it. */
    boolean is(Version wanted, Optional<ArtifactDigest> artifact) {
      boolean otherBuild =
          digest.isPresent()
              && artifact.isPresent()
              && kind(digest.get()).equals(kind(artifact.get()))
              && !digest.get().equals(artifact.get());
      return version.equals(wanted) && !otherBuild;
    }

    /** A commit and a build cannot be compared. */
    private static String kind(ArtifactDigest digest) {
      return digest.value().substring(0, digest.value().indexOf(':'));
    }
  }

  record Nothing() implements Sighting {}

  record Unknown(String why) implements Sighting {}

  static Sighting of(Program.Ended ended) {
    if (!(ended instanceof Program.Ended.Exit exit) || exit.code() != 0) {
      return new Unknown("the running command " + ended.words());
    }
    List<String> words =
        List.of(exit.output().strip().split("\\s+", -1)).stream()
            .filter(word -> !word.isEmpty())
            .toList();
    if (words.isEmpty()) {
      return new Nothing();
    }
    if (words.size() > 2) {
      return new Unknown(
          "the running command printed more than a version and a digest: " + exit.said());
    }
    try {
      return new Runs(
          new Version(words.getFirst()),
          words.size() == 2 ? Optional.of(new ArtifactDigest(words.get(1))) : Optional.empty());
    } catch (IllegalArgumentException nonsense) {
      return new Unknown("the running command printed no version: " + exit.said());
    }
  }

  default String words() {
    return switch (this) {
      case Runs runs -> "runs " + runs.version();
      case Nothing nothing -> "runs nothing";
      case Unknown unknown -> "cannot tell what it runs (" + unknown.why() + ")";
    };
  }

  default Optional<Version> seen() {
    return this instanceof Runs runs ? Optional.of(runs.version()) : Optional.empty();
  }
}
