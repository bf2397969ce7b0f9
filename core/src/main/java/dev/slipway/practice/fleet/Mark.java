package dev.slipway.practice.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The break-glass mark: somebody took the release back without Slipway. A file, so that it outlives
 * restarts.
 */
final class Mark {
  private static final int LONGEST = 500;
  private final Path file;

  Mark(Path file) {
    this.file = file;
  }

  synchronized Optional<String> read() {
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
          : Optional.empty();
    } catch (IOException broken) {
      throw new Refusal(500, "the mark cannot be read: " + broken.getClass().getSimpleName());
    }
  }

  synchronized void leave(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
    if (clean.isEmpty()) {
      throw new Refusal(400, "a mark needs a text");
    }
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(
          draft,
          clean.substring(0, Math.min(LONGEST, clean.length())) + "\n",
          StandardCharsets.UTF_8);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException broken) {
      throw new Refusal(500, "the mark cannot be written: " + broken.getClass().getSimpleName());
    }
  }

  synchronized void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException broken) {
      throw new Refusal(500, "the mark cannot be removed: " + broken.getClass().getSimpleName());
    }
  }
}
