package dev.slipway.shell.repl;

import dev.slipway.command.ExitCode;
import dev.slipway.shell.Interrupt;
import java.util.Optional;

/** What ends the shell from outside, at the prompt or while a line runs. */
final class Ending implements AutoCloseable {
  private final Interrupt signals = Interrupt.onEndings();
  private Optional<ExitCode> ofALine = Optional.empty();

  /** A line that took the signal for itself hands it on. */
  void line(int exit) {
    for (ExitCode ending : new ExitCode[] {ExitCode.TERMINATED, ExitCode.HUNG_UP}) {
      if (exit == ending.code()) {
        ofALine = Optional.of(ending);
      }
    }
  }

  Optional<ExitCode> asked() {
    return ofALine.or(signals::ending);
  }

  @Override
  public void close() {
    signals.close();
  }
}
