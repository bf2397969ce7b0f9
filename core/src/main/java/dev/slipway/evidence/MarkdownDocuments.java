package dev.slipway.evidence;

import dev.slipway.control.Rehearsal;
import dev.slipway.control.port.Documents;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Story;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Documents as Markdown files, and the standalone way back as a script, in one folder. A file is
 * replaced as a whole or not at all, and a file of another release never.
 */
public final class MarkdownDocuments implements Documents {
  private static final String FOR_EVERYBODY = "rw-r--r--";
  private static final String FOR_ITS_OWNER = "rwx------";
  private static final int LONGEST_MARK = 300;

  private final Path folder;
  private final Naming naming;
  private final Supplier<Instant> clock;

  /**
   * @param folder made when the first document is written
   * @param nameOfKey a person's name for the catalogue's key; the key itself for somebody unknown
   * @param clock says when documents are generated; nothing else depends on it
   */
  public MarkdownDocuments(
      Path folder, Function<String, String> nameOfKey, Supplier<Instant> clock) {
    this.folder = folder;
    this.naming = new Naming(nameOfKey);
    this.clock = clock;
  }

  /**
   * @throws OutsideFailure when one could not be written; the others are there nevertheless
   */
  @Override
  public List<Path> write(
      ReleaseRecord release, Optional<Target.BreakGlass> breakGlass, List<Kind> kinds) {
    List<Path> written = new ArrayList<>();
    Optional<IOException> fault = Optional.empty();
    try {
      Files.createDirectories(folder);
      FileNames names = FileNames.of(folder, release);
      Subject subject = subject(release, breakGlass, names);
      for (Kind kind : Kind.values()) {
        if ((kinds.isEmpty() || kinds.contains(kind)) && applies(kind, subject)) {
          try {
            written.add(write(kind, subject, names));
          } catch (IOException e) {
            fault = Optional.of(e);
          }
        }
      }
    } catch (IOException e) {
      fault = Optional.of(e);
    }
    if (fault.isPresent()) {
      throw new OutsideFailure(
          "documents", "write those of " + release.id() + " to " + folder, fault.get());
    }
    return List.copyOf(written);
  }

  private Subject subject(
      ReleaseRecord release, Optional<Target.BreakGlass> breakGlass, FileNames names) {
    return new Subject(
        release,
        Story.of(release),
        naming,
        breakGlass,
        names.name(Kind.ROLLBACK_SCRIPT),
        clock.get());
  }

  @Override
  public Path archive(
      ReleaseRecord release, Optional<Target.BreakGlass> breakGlass, List<Store.Check> checks) {
    try {
      Files.createDirectories(folder);
      FileNames names = FileNames.of(folder, release);
      Subject subject = subject(release, breakGlass, names);
      Map<String, String> texts = new LinkedHashMap<>();
      for (Kind kind : Kind.values()) {
        if (applies(kind, subject)) {
          texts.put(names.name(kind), text(kind, subject, kept(names.path(kind))));
        }
      }
      Path file = names.archive();
      replace(folder, file, Archive.of(release, texts, checks), FOR_EVERYBODY);
      return file;
    } catch (IOException e) {
      throw new OutsideFailure("documents", "archive " + release.id() + " in " + folder, e);
    }
  }

  @Override
  public Optional<Mark> mark(ReleaseRecord release) {
    try {
      Path path =
          folder.resolve(
              FileNames.of(folder, release).name(Kind.ROLLBACK_SCRIPT) + RollbackScript.MARK);
      if (!Files.isRegularFile(path)) {
        return Optional.empty();
      }
      Instant at = Files.getLastModifiedTime(path).toInstant();
      try (InputStream in = Files.newInputStream(path)) {
        String text = new String(in.readNBytes(LONGEST_MARK), StandardCharsets.UTF_8);
        return Optional.of(new Mark(at, Plain.line(text.strip())));
      }
    } catch (IOException e) {
      throw new OutsideFailure("documents", "look for the mark of " + release.id(), e);
    }
  }

  private static boolean applies(Kind kind, Subject subject) {
    boolean planned = subject.record().plan().isPresent();
    return switch (kind) {
      case RELEASE_PLAN, ROLLBACK_PLAN -> planned;
      case CHANGE_RECORD -> true;
      case CHANGELOG_ENTRY -> planned && subject.record().state() instanceof Finished;
      case INCIDENT_DRAFT -> subject.story().wentBack() && !wentAsRehearsed(subject.record());
      case ROLLBACK_SCRIPT -> planned && subject.breakGlass().isPresent();
    };
  }

  private static boolean wentAsRehearsed(ReleaseRecord release) {
    return Rehearsal.is(release)
        && release.state() instanceof RolledBack back
        && back.verification() instanceof Verification.Verified;
  }

  private static Path write(Kind kind, Subject subject, FileNames names) throws IOException {
    Path path = names.path(kind);
    if (names.isTaken(kind, subject.record().id())) {
      throw new IOException(
          names.name(kind)
              + " is there and does not say that it belongs to "
              + subject.record().id());
    }
    replace(
        names.folder(),
        path,
        text(kind, subject, kept(path)).getBytes(StandardCharsets.UTF_8),
        kind == Kind.ROLLBACK_SCRIPT ? FOR_ITS_OWNER : FOR_EVERYBODY);
    return path;
  }

  private static KeptText kept(Path path) throws IOException {
    return Files.exists(path)
        ? KeptText.in(new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
        : KeptText.none();
  }

  private static String text(Kind kind, Subject subject, KeptText kept) {
    return switch (kind) {
      case RELEASE_PLAN -> ReleasePlanPage.of(subject, kept);
      case ROLLBACK_PLAN -> RollbackPlanPage.of(subject, kept);
      case CHANGE_RECORD -> ChangeRecordPage.of(subject, kept);
      case INCIDENT_DRAFT -> IncidentPage.of(subject, kept);
      case CHANGELOG_ENTRY -> ChangelogPage.of(subject, kept);
      case ROLLBACK_SCRIPT -> RollbackScript.of(subject, subject.breakGlass().orElseThrow());
    };
  }

  /**
   * On the disk before it takes the old one's place: after a crash one of the two is there, whole.
   */
  private static void replace(Path folder, Path path, byte[] content, String permissions)
      throws IOException {
    Path fresh = Files.createTempFile(folder, ".slipway-", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
