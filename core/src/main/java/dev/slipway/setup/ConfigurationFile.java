package dev.slipway.setup;

import dev.slipway.catalog.CatalogueFinder;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Problem;
import dev.slipway.catalog.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts a configuration into a folder: whole, readable and never over another one unasked. It is
 * written beside its place, read back by the program's own reader, and only then moved there.
 */
final class ConfigurationFile {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private final Ground ground;
  private final Path file;

  ConfigurationFile(Ground ground) {
    this.ground = ground;
    this.file = ground.folder().resolve(CatalogueFinder.NAME);
  }

  /** How it ended. */
  sealed interface End {
    /**
     * @param backup where the file that was there is now
     */
    record Written(Reading.Read reading, Optional<Path> backup) implements End {}

    record Exists() implements End {}

    record Faulty(List<Problem> problems) implements End {}

    record Failed(String why) implements End {}
  }

  Path file() {
    return file;
  }

  /** Whether something stands in its place, a broken link included. */
  boolean isThere() {
    return Files.exists(file, java.nio.file.LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * @param replace moves what is there aside
   */
  End write(String text, boolean replace) {
    if (isThere() && !replace) {
      return new End.Exists();
    }
    Path beside =
        ground.folder().resolve("." + CatalogueFinder.NAME + "." + ProcessHandle.current().pid());
    try {
      try {
        durably(beside, text);
        return switch (new CatalogueReader(ground.home()).read(beside)) {
          case Reading.Problems problems -> new End.Faulty(problems.all());
          case Reading.Read read -> placed(beside, read, replace);
        };
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException failed) {
      return new End.Failed(failed.getClass().getSimpleName() + ": " + failed.getMessage());
    }
  }

  private static void durably(Path beside, String text) throws IOException {
    Files.deleteIfExists(beside);
    try (FileChannel channel =
        FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private End placed(Path beside, Reading.Read read, boolean replace) throws IOException {
    if (replace && isThere()) {
      Path backup = file.resolveSibling(file.getFileName() + ".bak-" + STAMP.format(ground.now()));
      Files.copy(file, backup, StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      return new End.Written(read, Optional.of(backup));
    }
    try {
      // A link is made whole or not at all, and never over a file that came in between.
      Files.createLink(file, beside);
    } catch (FileAlreadyExistsException came) {
      return new End.Exists();
    } catch (UnsupportedOperationException noLinksHere) {
      Files.move(beside, file);
    }
    return new End.Written(read, Optional.empty());
  }
}
