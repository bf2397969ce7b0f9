package dev.slipway.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the texts of files come from: the disk, or one text in which several were kept. Remembers
 * what was read, so that it can be kept in turn.
 */
final class Texts {
  private static final String MARK = "%%% ";
  private final Optional<Map<Path, byte[]>> kept;
  private final Map<Path, byte[]> read = new LinkedHashMap<>();

  private Texts(Optional<Map<Path, byte[]>> kept) {
    this.kept = kept;
  }

  static Texts ofDisk() {
    return new Texts(Optional.empty());
  }

  /**
   * @param root the folder that the kept files stood in, seen from here
   * @throws IllegalArgumentException when nothing was kept in it
   */
  static Texts of(String text, Path root) {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    byte[] rest = text.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (at < rest.length) {
      int end = at;
      while (end < rest.length && rest[end] != '\n') {
        end++;
      }
      String line = new String(rest, at, end - at, StandardCharsets.UTF_8);
      String[] words = line.split(" ", 3);
      if (!line.startsWith(MARK) || words.length != 3) {
        throw new IllegalArgumentException("no catalogue was kept here");
      }
      try {
        int length = Integer.parseInt(words[1]);
        // Before there is room for it: whoever sent the text says whatever they like.
        int from = Objects.checkFromIndexSize(end + 1, length, rest.length);
        byte[] bytes = Arrays.copyOfRange(rest, from, from + length);
        files.put(root.resolve(words[2]).normalize(), bytes);
        at = end + 1 + length + 1;
      } catch (NumberFormatException | IndexOutOfBoundsException | InvalidPathException broken) {
        throw new IllegalArgumentException("what was kept is damaged", broken);
      }
    }
    return new Texts(Optional.of(files));
  }

  /** Whether anything is there, be it only a folder. */
  boolean isThere(Path path) {
    return kept.map(files -> files.containsKey(path)).orElseGet(() -> Files.exists(path));
  }

  /** Whether a file is there. */
  boolean exists(Path file) {
    return kept.map(files -> files.containsKey(file)).orElseGet(() -> Files.isRegularFile(file));
  }

  long size(Path file) throws IOException {
    return kept.isPresent() ? bytes(file).length : Files.size(file);
  }

  byte[] bytes(Path file) throws IOException {
    byte[] bytes;
    if (kept.isPresent()) {
      bytes = kept.get().get(file);
      if (bytes == null) {
        throw new NoSuchFileException(file.toString());
      }
    } else {
      bytes = Files.readAllBytes(file);
    }
    read.put(file, bytes);
    return bytes;
  }

  /** All that was read. */
  List<Path> files() {
    return List.copyOf(read.keySet());
  }

  /** All that was read, as one text. */
  String together(Path root) {
    StringBuilder text = new StringBuilder();
    read.forEach((file, bytes) ->
        text.append(MARK)
            .append(bytes.length)
            .append(' ')
            .append(root.relativize(file).toString().replace('\\', '/'))
            .append('\n')
            .append(new String(bytes, StandardCharsets.UTF_8))
            .append('\n'));
    return text.toString();
  }
}
