package dev.slipway.outside.spool;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Spool;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * One file for each intent: written under another name, forced to the disk, then renamed, and the
 * folder forced as well. So a crash leaves a whole file or none, and removing one never touches
 * another process's. A file that is torn all the same (a disk that lied) fails its checksum and is
 * passed over.
 */
public final class FolderSpool implements Spool {
  private static final String FORM = "slipway-spool-1";
  private static final String ENDING = ".intent";
  private static final FileAttribute<?>[] FOR_ITS_OWNER = attributes("rw-------");
  private static final FileAttribute<?>[] FOLDER_FOR_ITS_OWNER = attributes("rwx------");

  private final Path folder;

  /**
   * @param folder made when something is kept for the first time
   */
  public FolderSpool(Path folder) {
    this.folder = folder;
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public void keep(Intent intent) {
    try {
      Files.createDirectories(folder, FOLDER_FOR_ITS_OWNER);
      Path fresh = Files.createTempFile(folder, "new-", ".tmp", FOR_ITS_OWNER);
      try {
        write(fresh, text(intent));
        Files.move(fresh, path(intent), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
      force(folder);
    } catch (IOException broken) {
      throw new OutsideFailure("spool", "keep the way back of " + intent.release(), broken);
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path path(Intent intent) {
    return folder.resolve(
        intent.release().service()
            + "-"
            + intent.release().number()
            + "-"
            + ChronoUnit.MICROS.between(Instant.EPOCH, intent.happenedAt())
            + ENDING);
  }

  @Override
  public List<Intent> kept() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Intent> kept = new ArrayList<>();
      for (Path file : files.filter(FolderSpool::isIntent).toList()) {
        read(file).ifPresent(kept::add);
      }
      kept.sort(Comparator.comparing(Intent::happenedAt));
      return List.copyOf(kept);
    } catch (NoSuchFileException nothingKept) {
      return List.of();
    } catch (IOException broken) {
      throw new OutsideFailure("spool", "read " + folder, broken);
    }
  }

  private static boolean isIntent(Path file) {
    return file.getFileName().toString().endsWith(ENDING);
  }

  @Override
  public void forget(Intent intent) {
    try {
      Files.deleteIfExists(path(intent));
    } catch (IOException broken) {
      throw new OutsideFailure("spool", "forget the way back of " + intent.release(), broken);
    }
  }

  private static String text(Intent intent) {
    String line =
        String.join(
            " ",
            FORM,
            intent.release().service().value(),
            Long.toString(intent.release().number()),
            intent.happenedAt().toString(),
            "=" + URLEncoder.encode(intent.words(), StandardCharsets.UTF_8));
    return line + " " + checksum(line) + "\n";
  }

  private static String checksum(String line) {
    CRC32 sum = new CRC32();
    sum.update(line.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  /** Empty when it is not whole, or another process has just removed it. */
  private static Optional<Intent> read(Path file) throws IOException {
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
    int end = text.lastIndexOf(' ');
    if (end < 0 || !text.substring(end + 1).equals(checksum(text.substring(0, end)) + "\n")) {
      return Optional.empty();
    }
    List<String> parts = List.of(text.substring(0, end).split(" ", -1));
    if (parts.size() != 5 || !parts.getFirst().equals(FORM)) {
      return Optional.empty();
    }
    return Optional.of(
        new Intent(
            new ReleaseId(new ServiceName(parts.get(1)), Long.parseLong(parts.get(2))),
            Instant.parse(parts.get(3)),
            URLDecoder.decode(parts.get(4).substring(1), StandardCharsets.UTF_8)));
  }
}
