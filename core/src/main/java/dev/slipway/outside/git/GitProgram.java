package dev.slipway.outside.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the git program in one repository: argument vectors only, never a shell, with a time limit
 * and a limit on what it may print.
 *
 * <p>The repository's own configuration is not trusted: nothing it names (pager, diff program,
 * signature check, hooks, file monitor, lazy fetch) runs, and replacement objects do not change
 * what a commit is.
 */
final class GitProgram {
  /** How a run ended and what it printed. */
  static final class Answer {
    private final int exit;
    private final byte[] output;
    private final String error;

    private Answer(int exit, byte[] output, String error) {
      this.exit = exit;
      this.output = output;
      this.error = error;
    }

    int exit() {
      return exit;
    }

    /** Everything it printed; not to be changed. */
    byte[] output() {
      return output;
    }

    /** What it said on standard error: one line, shortened; hostile text. */
    String error() {
      return error;
    }

    String text() {
      return new String(output, StandardCharsets.UTF_8);
    }

    /** What it printed without the line end after it. */
    String line() {
      String text = text();
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
  }

  private static final int MOST_ERROR_BYTES = 4_000;
  private static final List<String> KEPT_ENVIRONMENT =
      List.of("PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR", "SYSTEMROOT", "USERPROFILE");
  private static final List<String> SETTINGS =
      List.of(
          "--no-pager",
          "--no-replace-objects",
          "--literal-pathspecs",
          "-c",
          "core.quotepath=false",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.hooksPath=/dev/null",
          "-c",
          "protocol.allow=never",
          "-c",
          "log.showSignature=false",
          "-c",
          "log.mailmap=false",
          "-c",
          "trailer.separators=:",
          "-c",
          "color.ui=false");

  private final String program;
  private final Path repository;
  private final Duration limit;

  GitProgram(String program, Path repository, Duration limit) {
    this.program = program;
    this.repository = repository;
    this.limit = limit;
  }

  Path repository() {
    return repository;
  }

  /** A line that can be pasted into a shell. */
  String pasted(String arguments) {
    return "git -C " + quoted(repository.toString()) + " " + arguments;
  }

  static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./+-]+") && !text.startsWith("-")
        ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Runs it and wants success. */
  Answer run(long mostBytes, String input, List<String> arguments) throws GitTrouble {
    Answer answer = ask(mostBytes, input, arguments);
    if (answer.exit() != 0) {
      throw new GitTrouble(
          "git could not read the repository " + repository,
          "git "
              + arguments.getFirst()
              + " ended with "
              + answer.exit()
              + (answer.error().isEmpty() ? "" : ": " + answer.error()),
          pasted("fsck"));
    }
    return answer;
  }

  /** Runs it, whatever its exit code. */
  Answer ask(long mostBytes, String input, List<String> arguments) throws GitTrouble {
    if (!Files.isDirectory(repository)) {
      throw new GitTrouble(
          "there is no repository at " + repository,
          "the folder does not exist",
          "ls -ld " + quoted(repository.toString()));
    }
    Process process = start(arguments);
    FutureTask<byte[]> output =
        inBackground(() -> read(process.getInputStream(), mostBytes, process));
    FutureTask<byte[]> error =
        inBackground(() -> read(process.getErrorStream(), MOST_ERROR_BYTES, null));
    FutureTask<byte[]> written = inBackground(() -> write(process.getOutputStream(), input));
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw slow(arguments);
      }
      byte[] printed = output.get(5, TimeUnit.SECONDS);
      if (printed.length > mostBytes) {
        throw new GitTrouble(
            "the change is too large to be read",
            "git " + arguments.getFirst() + " printed more than " + mostBytes / 1_000_000 + " MB",
            pasted("count-objects -v"));
      }
      return new Answer(process.exitValue(), printed, oneLine(error.get(5, TimeUnit.SECONDS)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new GitTrouble(
          "git was stopped", "the program that waited for it is ending", pasted("status"));
    } catch (TimeoutException late) {
      throw slow(arguments);
    } catch (ExecutionException failed) {
      throw new GitTrouble(
          "git could not be read", String.valueOf(failed.getCause()), pasted("status"));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      written.cancel(true);
    }
  }

  private GitTrouble slow(List<String> arguments) {
    return new GitTrouble(
        "git did not answer in time",
        "git "
            + arguments.getFirst()
            + " took longer than "
            + limit.toSeconds()
            + " s in "
            + repository,
        pasted("gc"));
  }

  private Process start(List<String> arguments) throws GitTrouble {
    List<String> command = new ArrayList<>();
    command.add(program);
    command.addAll(SETTINGS);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(repository.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(KEPT_ENVIRONMENT);
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_ATTR_NOSYSTEM", "1");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    environment.put("GIT_NO_LAZY_FETCH", "1");
    environment.put("GIT_PAGER", "cat");
    try {
      return builder.start();
    } catch (IOException missing) {
      throw new GitTrouble(
          "git is not there",
          "the program " + program + " could not be started",
          quoted(program) + " --version");
    }
  }

  private interface Work {
    byte[] done() throws IOException;
  }

  private static FutureTask<byte[]> inBackground(Work work) {
    FutureTask<byte[]> task = new FutureTask<>(work::done);
    Thread.ofVirtual().start(task);
    return task;
  }

  /**
   * Reads to the end, keeping one byte more than allowed so that the caller sees it was too much.
   *
   * @param stopped ended when it prints too much; null: the rest is read and thrown away
   */
  private static byte[] read(InputStream stream, long most, @Nullable Process stopped)
      throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[16_384];
    for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
      kept.write(buffer, 0, (int) Math.min(count, most + 1 - kept.size()));
      if (kept.size() > most && stopped != null) {
        stopped.destroyForcibly();
        break;
      }
    }
    return kept.toByteArray();
  }

  private static byte[] write(OutputStream stream, String input) {
    try (stream) {
      stream.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      // It ended before it read everything; its exit code says why.
    }
    return new byte[0];
  }

  private static String oneLine(byte[] error) {
    String text = new String(error, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    return text.length() <= 200 ? text : text.substring(0, 199) + "…";
  }
}
