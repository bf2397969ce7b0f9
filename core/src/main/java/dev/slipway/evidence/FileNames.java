package dev.slipway.evidence;

import dev.slipway.control.port.Documents.Kind;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.ReleaseId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file names of a release's documents: {@code DATE-SERVICE-VERSION-release-plan.md}. Where
 * another release has that name (the same version twice on one day), all of this one's carry its
 * number at the end.
 *
 * @param suffix "" or "-3"
 */
record FileNames(Path folder, String stem, String suffix) {
  /** Whose a file is stands in its first lines. */
  private static final int FIRST_LINES = 20;

  private static final int MOST_NAMESAKES = 100;

  /**
   * @throws IOException when there is none left
   */
  static FileNames of(Path folder, ReleaseRecord release) throws IOException {
    ReleaseId id = release.id();
    String stem =
        Figures.date(release.story().getFirst().entry().at())
            + "-"
            + id.service()
            + "-"
            + Plain.fileNamePart(release.change().to().label());
    // Where it already has documents it stays, even if a shorter name has become free: people wrote
    // into them.
    return candidates(folder, stem, id)
        .filter(names -> names.holds(id))
        .findFirst()
        .or(() -> candidates(folder, stem, id).filter(FileNames::isFree).findFirst())
        .orElseThrow(() -> new IOException(folder + " has no free name left for " + stem));
  }

  private static Stream<FileNames> candidates(Path folder, String stem, ReleaseId id) {
    String number = "-" + id.number();
    return Stream.concat(
            Stream.of("", number),
            Stream.iterate(2, n -> n < MOST_NAMESAKES, n -> n + 1).map(n -> number + "-" + n))
        .map(suffix -> new FileNames(folder, stem, suffix));
  }

  /** Whether a document of this release stands under these names. */
  private boolean holds(ReleaseId id) {
    return Arrays.stream(Kind.values())
        .anyMatch(kind -> owner(kind).equals(Optional.of(id.toString())));
  }

  private boolean isFree() {
    return Arrays.stream(Kind.values())
        .noneMatch(kind -> Files.exists(path(kind), LinkOption.NOFOLLOW_LINKS));
  }

  Path path(Kind kind) {
    return folder.resolve(name(kind));
  }

  String name(Kind kind) {
    return switch (kind) {
      case RELEASE_PLAN -> stem + "-release-plan" + suffix + ".md";
      case ROLLBACK_PLAN -> stem + "-rollback-plan" + suffix + ".md";
      case CHANGE_RECORD -> stem + "-change-record" + suffix + ".md";
      case INCIDENT_DRAFT -> stem + "-incident-draft" + suffix + ".md";
      case CHANGELOG_ENTRY -> stem + "-changelog-entry" + suffix + ".md";
      case ROLLBACK_SCRIPT -> stem + "-rollback" + suffix + ".sh";
    };
  }

  /** Of the file that holds all evidence. */
  Path archive() {
    return folder.resolve(stem + "-evidence" + suffix + ".zip");
  }

  /** Whether the file is there and belongs to another release, or to nobody known. */
  boolean isTaken(Kind kind, ReleaseId by) {
    return Files.exists(path(kind), LinkOption.NOFOLLOW_LINKS)
        && !owner(kind).equals(Optional.of(by.toString()));
  }

  /** The release a file says it belongs to. */
  private Optional<String> owner(Kind kind) {
    Path path = path(kind);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    String key = kind == Kind.ROLLBACK_SCRIPT ? RollbackScript.RELEASE : "id: ";
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      return reader
          .lines()
          .limit(FIRST_LINES)
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(key.length()).replace("\"", "").strip())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
