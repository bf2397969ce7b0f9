package dev.slipway.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processes that stand still: alive, their sockets open, and nothing of them answers.
 *
 * <p>The signal takes effect a moment after it was sent, later on a busy machine: a process that
 * was only told to stop may answer once more.
 */
public final class Standstill {
  private Standstill() {}

  /** Returns when every thread of the process stands. */
  public static void of(Process process) {
    send("-STOP", process);
    Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (Files.isDirectory(threads) && !allStand(threads)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(process.pid() + " does not stand still");
      }
      try {
        Thread.sleep(2);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError(interrupted);
      }
    }
  }

  /** It goes on where it stood; one that never stood is not touched by it. */
  public static void end(Process process) {
    send("-CONT", process);
  }

  private static boolean allStand(Path threads) {
    try (Stream<Path> each = Files.list(threads)) {
      return each.allMatch(Standstill::stands);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static boolean stands(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state == 'T' || state == 't' || state == 'Z' || state == 'X';
    } catch (NoSuchFileException ended) {
      return true;
    } catch (IOException ended) {
      return false;
    }
  }

  private static void send(String signal, Process process) {
    try {
      Process kill =
          new ProcessBuilder("kill", signal, Long.toString(process.pid())).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("kill " + signal + " " + process.pid() + " failed");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
