package dev.slipway.outside.exec;

import dev.slipway.outside.exec.Program.Ended;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a command came to, in files that outlive whoever began it: what it printed, and the code it
 * ended with. They may hold secrets, so they are their owner's alone, and gone once they were read.
 *
 * @param file the beginning of their names
 */
record Receipt(Path file) {
  private static final int MOST_READ = 16_384;

  /** Waits for one line, becomes nothing else, and writes down how the command ended. */
  private static final String SCRIPT =
      "read -r go || exit 125; receipt=$1; begun=$2; shift 2; code=0;"
          + " \"$@\" < /dev/null > \"$receipt.printed\" 2> \"$receipt.errors\" || code=$?;"
          + " echo \"$code $begun\" > \"$receipt.ended\"; exit \"$code\"";

  /**
   * A command that has ended.
   *
   * @param took from its beginning to its end
   */
  record Found(int code, String printed, Instant begun, Duration took) {}

  /** The words before those of the command. */
  List<String> gate(Instant begun) {
    return List.of(
        "/bin/sh", "-c", SCRIPT, "gate", file.toString(), Long.toString(begun.toEpochMilli()));
  }

  void prepare() throws IOException {
    clear();
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileAttribute<?> owner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    for (String name : List.of(".printed", ".errors")) {
      Path unused = Files.createFile(sibling(name), owner);
    }
  }

  /** Empty where no command has ended that was begun with this receipt. */
  Optional<Found> found() {
    try {
      List<String> words = List.of(text(".ended").strip().split(" ", -1));
      if (words.size() != 2) {
        return Optional.empty();
      }
      Instant begun = Instant.ofEpochMilli(Long.parseLong(words.get(1)));
      Instant ended = Files.getLastModifiedTime(sibling(".ended")).toInstant();
      return Optional.of(
          new Found(
              Integer.parseInt(words.get(0)),
              text(".printed"),
              begun,
              Duration.between(begun, ended)));
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** The same end with what the command printed. */
  Ended told(Ended ended, List<String> secrets) {
    String printed = text(".printed");
    String said = Shown.line(printed + "\n" + text(".errors"), secrets);
    return switch (ended) {
      case Ended.Exit exit -> new Ended.Exit(exit.code(), printed, said);
      case Ended.Stopped stopped -> new Ended.Stopped(stopped.why(), said);
      case Ended.NotStarted not -> not;
    };
  }

  /** The end of a file; nothing where there is none. */
  private String text(String name) {
    try (SeekableByteChannel channel = Files.newByteChannel(sibling(name))) {
      ByteBuffer bytes = ByteBuffer.allocate(MOST_READ);
      SeekableByteChannel unused = channel.position(Math.max(0, channel.size() - MOST_READ));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until it is full, or there is no more
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (IOException none) {
      return "";
    }
  }

  void clear() {
    for (String name : List.of(".ended", ".printed", ".errors")) {
      try {
        boolean unused = Files.deleteIfExists(sibling(name));
      } catch (IOException kept) {
        // It tells of an attempt that is over.
      }
    }
  }

  private Path sibling(String name) {
    return file.resolveSibling(file.getFileName() + name);
  }
}
