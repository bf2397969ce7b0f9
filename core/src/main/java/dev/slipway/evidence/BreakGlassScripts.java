package dev.slipway.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the standalone ways back among the documents, for when nothing else can be asked. */
public final class BreakGlassScripts {
  private static final int FIRST_LINES = 20;
  private static final int MOST = 3;

  private BreakGlassScripts() {}

  /**
   * Lines to paste that run them, the newest first; empty when there is none or the folder cannot
   * be read.
   *
   * @param wanted whether a release, "shop/42", is meant
   */
  public static List<String> commands(Path folder, Predicate<String> wanted) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> release(file).filter(wanted).isPresent())
          .sorted(Comparator.comparing(Path::getFileName).reversed())
          .limit(MOST)
          .map(file -> "sh " + Plain.shellWord(file.toAbsolutePath().toString()))
          .toList();
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }

  private static Optional<String> release(Path file) {
    if (!file.toString().endsWith(".sh") || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return reader
          .lines()
          .limit(FIRST_LINES)
          .filter(line -> line.startsWith(RollbackScript.RELEASE))
          .map(line -> line.substring(RollbackScript.RELEASE.length()).strip())
          .findFirst();
    } catch (IOException | UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }
}
