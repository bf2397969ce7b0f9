package dev.slipway.shell.demo;

import dev.slipway.shell.StateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A program under the loop that starts a killed worker again. */
final class KeptWorker implements AutoCloseable {
  private final Process keeper;

  private KeptWorker(Process keeper) {
    this.keeper = keeper;
  }

  static KeptWorker running(Path folder, List<String> program) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", loop(), "keeper"));
    command.addAll(program);
    return new KeptWorker(
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("kept.log").toFile()))
            .redirectErrorStream(true)
            .start());
  }

  private static String loop() throws IOException {
    try (InputStream text =
        Objects.requireNonNull(StateFolder.class.getResourceAsStream("keep-working.sh"))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** SIGTERM to the loop itself. */
  void terminate() {
    keeper.destroy();
  }

  boolean hasEnded() throws InterruptedException {
    return keeper.waitFor(90, TimeUnit.SECONDS);
  }

  int status() {
    return keeper.exitValue();
  }

  @Override
  public void close() {
    keeper.descendants().forEach(ProcessHandle::destroyForcibly);
    keeper.destroyForcibly();
  }
}
