package dev.slipway.setup;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What a process finds around itself.
 *
 * @param folder where it was started
 * @param home what {@code ~} means
 * @param user the operating system's name of whoever runs it
 * @param environment variables; their values are never shown
 */
public record Ground(
    Path folder,
    Path home,
    String user,
    Map<String, String> environment,
    String programVersion,
    String javaVersion,
    ZoneId zone,
    Instant now) {
  public Ground {
    folder = folder.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
  }

  /** A program found the way a shell finds it; empty when it is not on the path. */
  Optional<Path> program(String name) {
    for (String entry : environment.getOrDefault("PATH", "").split(":", -1)) {
      Optional<Path> file = entry.isEmpty() ? Optional.empty() : inside(entry, name);
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> inside(String folder, String name) {
    try {
      return Optional.of(Path.of(folder).resolve(name))
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    } catch (InvalidPathException odd) {
      return Optional.empty();
    }
  }

  /** A path as one would type it: from here, from home, or in full. */
  public String shown(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    if (whole.equals(folder)) {
      return ".";
    }
    if (whole.startsWith(folder)) {
      return folder.relativize(whole).toString();
    }
    return whole.startsWith(home) && !whole.equals(home)
        ? "~/" + home.relativize(whole)
        : whole.toString();
  }
}
