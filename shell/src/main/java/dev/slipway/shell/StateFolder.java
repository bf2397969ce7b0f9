package dev.slipway.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The user's own folder for what the shell remembers: readable by nobody else. */
public final class StateFolder {
  private StateFolder() {}

  static Path of(Surroundings here) {
    return here.variable("XDG_STATE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElse(here.home().resolve(".local").resolve("state"))
        .resolve("slipway");
  }

  /** Makes the folder; empty when that is not possible, then nothing is remembered. */
  public static Optional<Path> ready(Surroundings here) {
    Path folder = of(here);
    try {
      Files.createDirectories(folder);
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      return Optional.of(folder);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
