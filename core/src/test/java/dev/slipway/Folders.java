package dev.slipway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Takes away what a measurement left on the disk. */
public final class Folders {
  private Folders() {}

  /** With everything in it; what is written meanwhile stays and is said. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        boolean unused = Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException stillWritten) {
      System.err.println("not all of " + folder + " could be deleted");
    }
  }
}
