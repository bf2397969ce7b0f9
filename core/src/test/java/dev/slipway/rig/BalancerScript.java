package dev.slipway.rig;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Balancer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Runs what a balancer puts into the standalone script, with a real sh.
 *
 * @param folder for the script and what it says
 * @param directory where the team's commands run
 */
public record BalancerScript(Path folder, Path directory) {
  /** The status that it ends with. */
  public int exit(Balancer.Lines lines, String body) throws IOException, InterruptedException {
    Path script =
        Files.writeString(
            folder.resolve("lines.sh"),
            "set -euf\n"
                + "in_place() {\n  (cd '"
                + directory
                + "' && exec \"$@\")\n}\n"
                + lines.frame()
                + body
                + "\n");
    Process process =
        new ProcessBuilder("sh", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the script does not end");
    return process.exitValue();
  }
}
