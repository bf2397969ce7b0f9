package dev.slipway.practice.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The fleet's log: one line for each thing that happened, newest last. Never holds the control
 * token.
 */
final class FleetLog implements AutoCloseable {
  private final PrintWriter writer;

  FleetLog(Path file) throws IOException {
    this.writer =
        new PrintWriter(
            Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            true);
  }

  synchronized void say(String line) {
    writer.println(
        Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line.replaceAll("\\p{Cntrl}", " "));
  }

  synchronized void say(String line, Throwable because) {
    say(line);
    because.printStackTrace(writer);
    writer.flush();
  }

  @Override
  public synchronized void close() {
    writer.close();
  }
}
