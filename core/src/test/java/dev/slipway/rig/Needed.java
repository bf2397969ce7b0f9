package dev.slipway.rig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test cannot do without. Where it is missing the test is skipped; with {@code CI=true} that
 * is a failure, so that nothing passes there unseen.
 */
public final class Needed {
  private Needed() {}

  /** Where an installed program is. */
  public static Path program(String name) {
    List<String> folders =
        new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)));
    // Servers are installed where only root looks for programs.
    folders.addAll(List.of("/usr/local/sbin", "/usr/sbin"));
    return there(
        folders.stream()
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst(),
        name + " is not installed");
  }

  /**
   * @param missing said when it is not there
   */
  public static <T> T there(Optional<T> thing, String missing) {
    if (thing.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(missing);
    }
    Assumptions.assumeTrue(thing.isPresent(), missing);
    return thing.orElseThrow();
  }
}
