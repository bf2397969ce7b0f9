package dev.slipway.bot;

import dev.slipway.Slipway;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.outside.store.PostgresServer;
import dev.slipway.rig.Ports;
import dev.slipway.rig.Standstill;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A whole server in a process of its own, which can be killed, and made to stand still. */
public final class ServerProcess implements AutoCloseable {
  private static final String RUNS = "the JVM runs at ";

  private final Process process;
  private final Path log;
  private final long begun;

  private ServerProcess(Process process, Path log, long begun) {
    this.process = process;
    this.log = log;
    this.begun = begun;
  }

  /** What the process runs: the server, and a word on when. */
  public static void main(String[] arguments) {
    System.out.println(RUNS + System.currentTimeMillis());
    BotApplication.main(arguments);
  }

  /**
   * Writes the configuration of a server.
   *
   * @param database where its store is; a file in the folder when empty
   */
  public static Path configure(Path folder, ServedChat chat, Optional<PostgresServer> database)
      throws IOException {
    String text =
        GivenServer.CONFIGURATION
                .replace(
                    "{ kind: sqlite, path: store/slipway.db }",
                    database
                        .map(server ->
                            "{ kind: postgresql, url: \"" + server.url() + "\", user: postgres }")
                        .orElse("{ kind: sqlite, path: store/slipway.db }"))
                .replace(
                    "policy: default\n",
                    "policy: default\n        tell: [\"" + chat.channel() + "\"]\n")
            + "chat: { "
            + chat.configuration(Files.createDirectories(folder))
            + " }\n"
            + "server: { port: "
            + Ports.free()
            + " }\n";
    return Files.writeString(folder.resolve("slipway.yaml"), text, StandardCharsets.UTF_8);
  }

  public static Slipway open(Path configuration) {
    Reading.Read read = (Reading.Read) CatalogueReader.ofThisUser().read(configuration);
    return Slipway.open(Slipway.Settings.of(read, "test"));
  }

  public static ServerProcess start(Path configuration) throws IOException {
    Path folder = configuration.resolveSibling(".");
    long begun = System.nanoTime();
    return new ServerProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dspring.shell.interactive.enabled=false",
                "-Dspring.shell.history.enabled=false",
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName())
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start(),
        folder.resolve("log"),
        begun);
  }

  public long pid() {
    return process.pid();
  }

  /** When its JVM ran the first line of ours; empty when it has not. */
  public Optional<Instant> runs() throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.startsWith(RUNS))
        .map(line -> Instant.ofEpochMilli(Long.parseLong(line.substring(RUNS.length()))))
        .reduce((first, second) -> second);
  }

  /** When its process was asked for, in nanoseconds of this JVM. */
  public long begun() {
    return begun;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** As by {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("still there: " + process.pid());
    }
  }

  public void standStill() {
    Standstill.of(process);
  }

  public void goOn() {
    Standstill.end(process);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
