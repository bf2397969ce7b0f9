package dev.slipway.shell.faults;

import dev.slipway.rig.Standstill;
import dev.slipway.shell.demo.WorkerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that drives releases, and what can happen to one. */
final class Hands implements AutoCloseable {
  private final Process process;

  private Hands(List<String> command, Path folder) {
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("work.log").toFile()))
              .redirectErrorStream(true)
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** {@code slipway work}. */
  static Hands process(Path folder) {
    return new Hands(WorkerProcess.command("work"), folder);
  }

  /** The same on a computer whose clock differs by what a file in the folder says. */
  static Hands withAnotherClock(Path folder) {
    List<String> command = new ArrayList<>(WorkerProcess.command());
    command.set(command.size() - 1, ShiftedWorker.class.getName());
    return new Hands(command, folder);
  }

  /** SIGKILL: nothing of it gets to say goodbye. */
  void dies() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(90, TimeUnit.SECONDS)) {
        throw new AssertionError("a worker outlives SIGKILL");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void stops() {
    Standstill.of(process);
  }

  void goesOn() {
    Standstill.end(process);
  }

  /** From now on the clock of {@link #withAnotherClock} is another one. */
  static void clockDiffers(Path folder, Duration by) {
    ShiftedWorker.differs(folder, by);
  }

  @Override
  public void close() {
    dies();
  }
}
