package dev.slipway.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a registry tells of an image beside its digest. Whoever built it wrote these words.
 *
 * @param name registry and repository, without a tag
 * @param revisions the commits that its labels name; several where its platforms disagree
 * @param source where its code is kept, as labelled
 * @param created when it was built, as labelled
 * @param platforms "linux/amd64"; empty where none is told
 */
public record BuiltImage(
    String name,
    List<String> revisions,
    Optional<String> source,
    Optional<Instant> created,
    List<String> platforms) {
  private static final int SHORTEST_REVISION = 7;
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  public BuiltImage {
    revisions = List.copyOf(revisions);
    platforms = List.copyOf(platforms);
  }

  /** How people name exactly this image, to pull it: "registry.example/team/shop@sha256:…". */
  public String at(ArtifactDigest digest) {
    return name + "@" + digest;
  }

  /** "built from 4be1c22 for linux/amd64, linux/arm64". */
  public String words() {
    List<String> commits = revisions.stream().map(BuiltImage::brief).toList();
    return (commits.isEmpty()
            ? "which names no commit it was built from"
            : "built from " + String.join(" and ", commits))
        + (platforms.isEmpty() ? "" : " for " + String.join(", ", platforms));
  }

  private static String brief(String revision) {
    return COMMIT.matcher(revision).matches() ? revision.substring(0, SHORTEST_REVISION) : revision;
  }

  /** The revisions that are another commit than this one. A shortened name of it is the same. */
  public List<String> otherThan(CommitId commit) {
    return revisions.stream()
        .filter(revision ->
            revision.length() < SHORTEST_REVISION || !commit.value().startsWith(revision))
        .toList();
  }
}
