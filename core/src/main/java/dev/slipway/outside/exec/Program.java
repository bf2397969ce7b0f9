package dev.slipway.outside.exec;

import dev.slipway.plan.ExecSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs one command of the configuration: a list of words, never a shell; with a time limit after
 * which it and everything it started is ended, and with a limit on what is kept of its output.
 */
final class Program {
  private static final int MOST_KEPT = 16_384;
  private static final int LONGEST_SECRET = 4_096;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /**
   * A service that a command started may hold the output open for as long as it lives: after the
   * command's own end nothing more than this is waited for.
   */
  private static final Duration LATE_OUTPUT = Duration.ofMillis(300);

  /** Where the end of the output is what people are told, it is waited for longer. */
  private static final Duration LATE_EVIDENCE = Duration.ofSeconds(30);

  private static final Path NOTHING = Path.of("/dev/null");

  /**
   * Waits for one line and becomes the command; without the line it ends. The command's words are
   * its arguments, so the shell reads none of them.
   */
  private static final List<String> GATE =
      List.of("/bin/sh", "-c", "read -r go || exit 125; exec \"$@\" < /dev/null", "gate");

  /** How a command ended. */
  sealed interface Ended {
    /** One line for people. */
    String words();

    /** The end of what it printed, line by line; fit to be shown. */
    default String printed() {
      return "";
    }

    /**
     * @param output the end of what it printed, as it is
     * @param sha256 of all it printed; empty when somebody holds the output open still
     */
    record Exit(int code, String output, String said, Optional<String> sha256, String printed)
        implements Ended {
      Exit(int code, String output, String said) {
        this(code, output, said, Optional.empty(), "");
      }

      @Override
      public String words() {
        return "ended with " + code + (said.isEmpty() ? "" : ": " + said);
      }
    }

    /** It ran into its limit, or was called off, and is gone with everything it started. */
    record Stopped(String why, String said, String printed) implements Ended {
      Stopped(String why, String said) {
        this(why, said, "");
      }

      @Override
      public String words() {
        return why + (said.isEmpty() ? "" : ": " + said);
      }
    }

    record NotStarted(String why) implements Ended {
      @Override
      public String words() {
        return why;
      }
    }
  }

  private final Path directory;
  private final Map<String, ExecSpec.Value> environment;

  Program(ExecSpec spec) {
    this(spec.directory(), spec.environment());
  }

  /**
   * @param directory where commands run
   * @param environment what they get beside PATH, HOME and the like
   */
  Program(Path directory, Map<String, ExecSpec.Value> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  Ended run(List<String> words, Map<String, String> placeholders, Duration limit) {
    return run(words, placeholders, limit, () -> false);
  }

  /**
   * @param calledOff asked while it runs; once it says yes, the command is ended
   */
  Ended run(
      List<String> words,
      Map<String, String> placeholders,
      Duration limit,
      BooleanSupplier calledOff) {
    return started(
        filled(words, placeholders), Map.of(), limit, calledOff, Optional.empty(), LATE_OUTPUT);
  }

  /** The same for a command whose output matters to its end; until then it is waited for. */
  Ended runForOutput(List<String> words, Map<String, String> placeholders, Duration limit) {
    return started(
        filled(words, placeholders), Map.of(), limit, () -> false, Optional.empty(), limit);
  }

  /**
   * The same for a command that must not run twice at once.
   *
   * @param variables beside those of every command; what is configured wins
   * @param before is told the process before the command does anything; when this program ends in
   *     between, the command never begins
   */
  Ended runNoted(
      List<String> words,
      Map<String, String> placeholders,
      Map<String, String> variables,
      Duration limit,
      BooleanSupplier calledOff,
      Consumer<ProcessHandle> before) {
    return started(
        filled(words, placeholders), variables, limit, calledOff, Optional.of(before), LATE_OUTPUT);
  }

  /** The same for a command whose output is evidence. */
  Ended runNotedForEvidence(
      List<String> words,
      Map<String, String> placeholders,
      Map<String, String> variables,
      Duration limit,
      Consumer<ProcessHandle> before) {
    return started(
        filled(words, placeholders),
        variables,
        limit,
        () -> false,
        Optional.of(before),
        LATE_EVIDENCE);
  }

  /**
   * The same for a command whose end must not be lost with this program.
   *
   * @param receipt where it can be read then; it stays until it is cleared
   */
  Ended runReceipted(
      List<String> words,
      Map<String, String> placeholders,
      Duration limit,
      Receipt receipt,
      Consumer<ProcessHandle> before) {
    try {
      receipt.prepare();
      Ended ended =
          started(
              filled(words, placeholders),
              Map.of(),
              limit,
              () -> false,
              Optional.of(before),
              receipt.gate(Instant.now()),
              LATE_OUTPUT);
      return receipt.told(ended, Surroundings.of(environment).secrets());
    } catch (Surroundings.Missing missing) {
      return new Ended.NotStarted(String.valueOf(missing.getMessage()));
    } catch (IOException full) {
      return new Ended.NotStarted("cannot write down what it comes to" + reason(full));
    }
  }

  private Ended started(
      List<String> command,
      Map<String, String> variables,
      Duration limit,
      BooleanSupplier calledOff,
      Optional<Consumer<ProcessHandle>> before,
      Duration late) {
    return started(command, variables, limit, calledOff, before, GATE, late);
  }

  private Ended started(
      List<String> command,
      Map<String, String> variables,
      Duration limit,
      BooleanSupplier calledOff,
      Optional<Consumer<ProcessHandle>> before,
      List<String> gate,
      Duration late) {
    String name = command.getFirst();
    if (!Files.isDirectory(directory)) {
      return new Ended.NotStarted("there is no folder " + directory);
    }
    try {
      Surroundings around = Surroundings.of(environment);
      if (name.contains("/")) {
        command.set(0, directory.resolve(Path.of(name)).toString());
      }
      if (before.isPresent()) {
        if (!isProgram(command.getFirst(), around.variables().getOrDefault("PATH", ""))) {
          return new Ended.NotStarted(
              "cannot run " + Shown.line(name, List.of()) + ": there is no such program");
        }
        command.addAll(0, gate);
      }
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      if (before.isEmpty()) {
        builder.redirectInput(ProcessBuilder.Redirect.from(NOTHING.toFile()));
      }
      builder.environment().clear();
      builder.environment().putAll(ReleaseVariables.under(around.variables(), variables));
      Process process = builder.start();
      if (before.isPresent()) {
        before.get().accept(process.toHandle());
        letGo(process);
      }
      return watched(process, limit, calledOff, around.secrets(), late);
    } catch (Surroundings.Missing missing) {
      return new Ended.NotStarted(String.valueOf(missing.getMessage()));
    } catch (IOException | IllegalArgumentException wrong) {
      return new Ended.NotStarted("cannot run " + Shown.line(name, List.of()) + reason(wrong));
    }
  }

  private static void letGo(Process process) {
    try (OutputStream gate = process.getOutputStream()) {
      gate.write('\n');
    } catch (IOException ended) {
      // How it ended says what was wrong.
    }
  }

  private static boolean isProgram(String name, String path) {
    if (name.contains("/")) {
      return Files.isRegularFile(Path.of(name)) && Files.isExecutable(Path.of(name));
    }
    return Arrays.stream(path.split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
  }

  private static String reason(Exception wrong) {
    String message = String.valueOf(wrong.getMessage());
    int at = message.lastIndexOf(", ");
    return ": " + Shown.line(at < 0 ? message : message.substring(at + 2), List.of());
  }

  private static Ended watched(
      Process process,
      Duration limit,
      BooleanSupplier calledOff,
      List<String> secrets,
      Duration late) {
    Kept output = Kept.of(process.getInputStream());
    Kept error = Kept.of(process.getErrorStream());
    long deadline = System.nanoTime() + limit.toNanos();
    String stopped = "";
    try {
      while (!process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
        if (calledOff.getAsBoolean()) {
          stopped = "was called off";
        } else if (System.nanoTime() - deadline > 0) {
          stopped = "did not end within " + words(limit) + " and was ended";
        }
        if (!stopped.isEmpty()) {
          end(process.toHandle());
          break;
        }
      }
      output.awaitEnd(late);
      error.awaitEnd(LATE_OUTPUT);
    } catch (InterruptedException interrupted) {
      end(process.toHandle());
      Thread.currentThread().interrupt();
      stopped = "was interrupted";
    }
    String both = output.text() + "\n" + error.text();
    String said = Shown.line(both, secrets);
    String printed = Shown.lines(both, secrets);
    return stopped.isEmpty()
        ? new Ended.Exit(process.exitValue(), output.text(), said, output.sha256(), printed)
        : new Ended.Stopped(stopped, said, printed);
  }

  static String words(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  /**
   * Everything it started first, as long as it can be found through its parent, and in rounds,
   * because the rest goes on starting more.
   */
  static void end(ProcessHandle process) {
    for (int round = 0; round < 10; round++) {
      List<ProcessHandle> children = process.descendants().toList();
      if (children.isEmpty()) {
        break;
      }
      children.forEach(ProcessHandle::destroyForcibly);
    }
    boolean unused = process.destroyForcibly();
  }

  /** Words in braces are put in once; what they hold is never looked at again. */
  static List<String> filled(List<String> words, Map<String, String> placeholders) {
    List<String> filled = new ArrayList<>();
    words.forEach(word -> filled.add(filled(word, placeholders)));
    return filled;
  }

  static String filled(String word, Map<String, String> placeholders) {
    StringBuilder filled = new StringBuilder();
    int from = 0;
    while (from < word.length()) {
      int open = word.indexOf('{', from);
      int close = open < 0 ? -1 : word.indexOf('}', open);
      if (close < 0) {
        break;
      }
      String value = placeholders.get(word.substring(open + 1, close));
      filled.append(word, from, open);
      if (value == null) {
        filled.append('{');
        from = open + 1;
      } else {
        filled.append(value);
        from = close + 1;
      }
    }
    return filled.append(word, Math.min(from, word.length()), word.length()).toString();
  }

  /** The end of what a stream brings; the rest is read and thrown away. */
  private static final class Kept {
    private final byte[] ring = new byte[MOST_KEPT];
    private final MessageDigest digest = Hashed.sha256();
    private long count;
    private boolean ended;
    private final Thread reader;

    private Kept(InputStream stream) {
      reader = Thread.ofPlatform().daemon().name("output").unstarted(() -> read(stream));
    }

    static Kept of(InputStream stream) {
      Kept kept = new Kept(stream);
      kept.reader.start();
      return kept;
    }

    private void read(InputStream stream) {
      byte[] buffer = new byte[4096];
      try (stream) {
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
          add(buffer, read);
        }
        end();
      } catch (IOException closed) {
        // It was ended; what came until then is kept.
      }
    }

    private synchronized void end() {
      ended = true;
    }

    private synchronized void add(byte[] bytes, int length) {
      digest.update(bytes, 0, length);
      for (int i = 0; i < length; i++) {
        ring[(int) (count++ % ring.length)] = bytes[i];
      }
    }

    void awaitEnd(Duration most) throws InterruptedException {
      boolean unused = reader.join(most);
    }

    /** Asked once, when the command has ended. */
    synchronized Optional<String> sha256() {
      return ended ? Optional.of(HexFormat.of().formatHex(digest.digest())) : Optional.empty();
    }

    synchronized String text() {
      int length = (int) Math.min(count, ring.length);
      byte[] kept = new byte[length];
      for (int i = 0; i < length; i++) {
        kept[i] = ring[(int) ((count - length + i) % ring.length)];
      }
      return new String(kept, begun(kept), length - begun(kept), StandardCharsets.UTF_8);
    }

    /** A line without its beginning could be half a secret, which nobody recognises as one. */
    private int begun(byte[] kept) {
      for (int i = 0; count > ring.length && i < LONGEST_SECRET; i++) {
        if (kept[i] == '\n') {
          return i + 1;
        }
      }
      return 0;
    }
  }
}
