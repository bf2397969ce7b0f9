package dev.slipway.shell.demo;

import dev.slipway.rig.Standstill;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real {@code slipway work} in a process of its own, started anew whenever it is gone. */
public final class WorkerProcess implements AutoCloseable {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Path folder;
  private Process process;

  private WorkerProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  public static WorkerProcess in(Path folder) throws IOException {
    return new WorkerProcess(folder, begun(folder));
  }

  private static Process begun(Path folder) throws IOException {
    return new ProcessBuilder(command())
        .directory(folder.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("work.log").toFile()))
        .redirectErrorStream(true)
        .start();
  }

  /** What it is started with. */
  static List<String> command() {
    return command("work");
  }

  /** The program in a process of its own, with the words of a line. */
  public static List<String> command(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.slipway.shell.Main"));
    command.addAll(List.of(words));
    return command;
  }

  public void standStill() {
    Standstill.of(process);
  }

  public void goOn() {
    Standstill.end(process);
  }

  public long pid() {
    return process.pid();
  }

  /** Another one, when this one is gone. */
  void keep() throws IOException {
    if (!process.isAlive()) {
      process = begun(folder);
    }
  }

  /** SIGKILL: nothing of it gets to say goodbye. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    boolean unused = process.waitFor(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
