package dev.slipway.outside.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real PostgreSQL of a test's own that waits for its disk, and may be killed and started again.
 */
final class AMortalPostgres implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Path data;
  private final EmbeddedPostgres first;
  private final List<String> command = new ArrayList<>();

  AMortalPostgres(Path folder) throws IOException {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.first =
        APostgres.builder()
            .setDataDirectory(data)
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
    if (System.getProperty("user.name", "").equals("root")) {
      // PostgreSQL refuses to run as root; in a namespace of its own it is somebody else.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(asStarted(data));
  }

  /** As the server wrote it down: the program, and each of its arguments in quotes. */
  private static List<String> asStarted(Path data) throws IOException {
    String line = Files.readString(data.resolve("postmaster.opts"), StandardCharsets.UTF_8).strip();
    String[] words = line.replaceFirst("\"$", "").split("\"? \"", -1);
    return List.of(words);
  }

  PostgresServer server() {
    return new PostgresServer(
        first.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", ""),
        APostgres.USER,
        Optional.empty());
  }

  String setting(String name) {
    try (Connection connection = DriverManager.getConnection(server().url(), APostgres.USER, "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + name)) {
      return row.next() ? row.getString(1) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As kill -9 does: what it did not write to the disk is lost. */
  void kill() throws IOException {
    ProcessHandle postmaster = postmaster().orElseThrow();
    if (!postmaster.destroyForcibly()) {
      throw new IllegalStateException("could not be killed");
    }
    var unused = postmaster.onExit().join();
  }

  /** Whoever wrote its number into the folder; empty when it is gone. */
  private Optional<ProcessHandle> postmaster() throws IOException {
    Path mark = data.resolve("postmaster.pid");
    return Files.exists(mark)
        ? ProcessHandle.of(Long.parseLong(Files.readAllLines(mark).getFirst().strip()))
        : Optional.empty();
  }

  /** Killed and started again, it follows another server that is not there, and only reads. */
  void becomeStandby() throws IOException, InterruptedException {
    kill();
    Files.createFile(data.resolve("standby.signal"));
    startAgain();
  }

  /** Until it answers; it refuses to start while children of the killed one live. */
  void startAgain() throws IOException, InterruptedException {
    Instant giveUp = Instant.now().plus(PATIENCE);
    Process next = run();
    while (!answers()) {
      if (Instant.now().isAfter(giveUp)) {
        throw new IllegalStateException("it does not come up: " + folder.resolve("log"));
      }
      if (!next.isAlive()) {
        next = run();
      }
      Thread.sleep(50);
    }
  }

  private Process run() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private boolean answers() {
    try (Connection connection = DriverManager.getConnection(server().url(), APostgres.USER, "")) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    first.close();
    if (postmaster().isPresent()) {
      kill();
    }
  }
}
