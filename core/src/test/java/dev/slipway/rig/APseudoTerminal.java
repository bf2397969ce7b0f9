package dev.slipway.rig;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program at a real terminal of the operating system, made by {@code script}. When the program
 * has ended the terminal is asked for its settings, and they are written to it too.
 */
public final class APseudoTerminal implements AutoCloseable {
  private static final String OUTER =
      """
      trap : INT
      tty >"$TTY_FILE"
      stty rows "$ROWS" cols "$COLUMNS_WANTED"
      (unset ROWS COLUMNS_WANTED TTY_FILE; exec sh -c 'echo $$ >"$0"; exec "$@"' "$PID_FILE" \\
          "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.home="$HOME" --enable-native-access=ALL-UNNAMED \\
          -Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider \\
          -Dslf4j.internal.verbosity=ERROR -cp "$CLASSES" "$PROGRAM" "$@")
      printf 'exit code %s\\n' $?
      stty -a
      echo settings told
      """;

  private final Path folder;
  private final Process script;
  private final StringBuilder written = new StringBuilder();
  private final Thread reader;

  /**
   * @param arguments of the program; words without blanks
   */
  public APseudoTerminal(Path folder, Class<?> program, int columns, int rows, String... arguments)
      throws IOException {
    this(
        folder,
        System.getProperty("java.class.path"),
        program.getName(),
        columns,
        rows,
        List.of(arguments));
  }

  /**
   * Any program.
   *
   * @param folder where it is started, and its home
   * @param program the class that is run, found on the class path
   */
  public APseudoTerminal(
      Path folder, String classPath, String program, int columns, int rows, List<String> arguments)
      throws IOException {
    this.folder = folder;
    Path outer = folder.resolve("outer.sh");
    Files.writeString(outer, OUTER, StandardCharsets.UTF_8);
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    // Whoever runs the tests may ignore hang-ups, and what is ignored is inherited.
                    "env",
                    "--default-signal=HUP,INT,TERM",
                    "script",
                    "-qefc",
                    "sh outer.sh " + String.join(" ", arguments),
                    "/dev/null"))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.ofEntries(
                Map.entry("ROWS", Integer.toString(rows)),
                Map.entry("COLUMNS_WANTED", Integer.toString(columns)),
                Map.entry("PID_FILE", pidFile().toString()),
                Map.entry(
                    "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                Map.entry("TTY_FILE", ttyFile().toString()),
                Map.entry("CLASSES", classPath),
                Map.entry("PROGRAM", program),
                Map.entry("HOME", folder.toString()),
                Map.entry("TERM", "xterm-256color"),
                Map.entry("LC_ALL", "C.UTF-8")));
    builder.environment().remove("SLIPWAY_ACCESSIBLE");
    this.script = builder.start();
    this.reader = Thread.ofPlatform().daemon(true).name("terminal-reader").start(this::read);
  }

  private void read() {
    try (Reader from = new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8)) {
      char[] some = new char[4096];
      int count = from.read(some);
      while (count >= 0) {
        synchronized (written) {
          written.append(some, 0, count);
        }
        count = from.read(some);
      }
    } catch (IOException gone) {
      // The terminal was closed.
    }
  }

  private Path ttyFile() {
    return folder.resolve("tty");
  }

  /** As when the window is drawn larger or smaller. */
  public void resize(int columns, int rows) throws IOException, InterruptedException {
    String tty = Files.readString(ttyFile(), StandardCharsets.UTF_8).strip();
    Process stty =
        new ProcessBuilder(
                "stty",
                "-F",
                tty,
                "rows",
                Integer.toString(rows),
                "cols",
                Integer.toString(columns))
            .start();
    if (!stty.waitFor(60, TimeUnit.SECONDS) || stty.exitValue() != 0) {
      throw new IllegalStateException("the terminal kept its size");
    }
  }

  private Path pidFile() {
    return folder.resolve("pid");
  }

  /** Everything that was written to the terminal so far, control sequences included. */
  public String written() {
    synchronized (written) {
      return written.toString();
    }
  }

  /** Waits for these words; whoever waits in vain is ended by the test's time limit. */
  public String awaits(String words) throws InterruptedException {
    boolean more = true;
    while (!written().contains(words)) {
      if (!more) {
        throw new IllegalStateException("ended without \"" + words + "\": " + written());
      }
      // Asked before the next look: what it wrote last was perhaps not seen by the one before.
      more = reader.isAlive();
      Thread.sleep(20);
    }
    return written();
  }

  public APseudoTerminal press(String keys) throws IOException {
    script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    script.getOutputStream().flush();
    return this;
  }

  public ProcessHandle program() throws IOException {
    String pid = Files.readString(pidFile(), StandardCharsets.UTF_8).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /**
   * @param name "TERM", "HUP"
   */
  public void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(program().pid())).start();
    if (!kill.waitFor(60, TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new IllegalStateException("SIG" + name + " could not be sent");
    }
  }

  /** As when a terminal's window is closed. */
  public void closeWindow() {
    script.destroyForcibly();
  }

  /** Everything that was written, when the program has ended and the settings were told. */
  public String ended() throws InterruptedException {
    awaits("settings told");
    return written();
  }

  @Override
  public void close() {
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly();
  }
}
