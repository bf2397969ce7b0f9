package dev.slipway.outside.exec;

import dev.slipway.control.port.OutsideFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file beside the documents in which the standalone script says that somebody took the release
 * back. It outlives whatever is restarted.
 */
record Mark(Path file) {
  static final String BEGUN = "being taken back by process ";
  private static final Pattern PROCESS = Pattern.compile(BEGUN + "([0-9]{1,9})");
  private static final int LONGEST = 500;

  Optional<String> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      String line = Shown.line(text.substring(0, Math.min(LONGEST, text.length())), List.of());
      return Optional.of(line.isEmpty() ? "the mark says nothing" : line);
    } catch (IOException unreadable) {
      throw new OutsideFailure("commands", "read the mark " + file, unreadable);
    }
  }

  /** Whether the script is at work at this moment on this computer. */
  boolean isScriptAtWork() {
    Matcher matcher = PROCESS.matcher(read().orElse(""));
    return matcher.find()
        && ProcessHandle.of(Long.parseLong(matcher.group(1)))
            .filter(ProcessHandle::isAlive)
            .isPresent();
  }

  void clear() {
    try {
      boolean unused = Files.deleteIfExists(file);
    } catch (IOException kept) {
      throw new OutsideFailure("commands", "remove the mark " + file, kept);
    }
  }
}
