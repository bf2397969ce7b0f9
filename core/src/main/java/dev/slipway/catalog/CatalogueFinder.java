package dev.slipway.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the configuration the way git finds its repository. */
public final class CatalogueFinder {
  public static final String NAME = "slipway.yaml";

  private CatalogueFinder() {}

  /**
   * The nearest {@code slipway.yaml} in this folder or one above it; empty when there is none up to
   * the root.
   */
  public static Optional<Path> find(Path from) {
    for (Path folder = from.toAbsolutePath().normalize();
        folder != null;
        folder = folder.getParent()) {
      Path file = folder.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
