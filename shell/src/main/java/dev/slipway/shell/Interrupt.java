package dev.slipway.shell;

import dev.slipway.command.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.utils.Signals;

/**
 * Turns signals that would end this process into an interruption of the thread that waits, while it
 * is open: what is on the screen is put back, and what has to be said is said.
 */
public final class Interrupt implements AutoCloseable {
  private static final ExitCode KEYS = ExitCode.INTERRUPTED;

  private record Handler(String name, Object before) {}

  private final Thread waiting = Thread.currentThread();
  private final List<Handler> handlers = new ArrayList<>();
  private final AtomicReference<Optional<ExitCode>> first = new AtomicReference<>(Optional.empty());

  private Interrupt(ExitCode... endings) {
    for (ExitCode ending : endings) {
      String name = name(ending);
      handlers.add(new Handler(name, Signals.register(name, () -> happens(ending))));
    }
  }

  private static String name(ExitCode ending) {
    return switch (ending) {
      case INTERRUPTED -> "INT";
      case TERMINATED -> "TERM";
      case HUNG_UP -> "HUP";
      case DONE,
          FAILED,
          USAGE,
          GATE,
          NOT_ALLOWED,
          NOT_FOUND,
          CONFLICT,
          BAD_VERDICT,
          PENDING,
          INCONCLUSIVE ->
          throw new IllegalArgumentException("no signal ends with " + ending);
    };
  }

  private void happens(ExitCode ending) {
    first.compareAndSet(Optional.empty(), Optional.of(ending));
    waiting.interrupt();
  }

  /** Ctrl-C alone. */
  public static Interrupt onKeys() {
    return new Interrupt(KEYS);
  }

  /** Ctrl-C and SIGTERM. */
  public static Interrupt onKeysAndTermination() {
    return new Interrupt(KEYS, ExitCode.TERMINATED);
  }

  /** SIGTERM, and SIGHUP of a terminal that is closed. */
  public static Interrupt onEndings() {
    return new Interrupt(ExitCode.TERMINATED, ExitCode.HUNG_UP);
  }

  /** All of these. */
  public static Interrupt onKeysAndEndings() {
    return new Interrupt(KEYS, ExitCode.TERMINATED, ExitCode.HUNG_UP);
  }

  public boolean happened() {
    return first.get().isPresent();
  }

  /** What the first signal was, by the exit code that tells of it. */
  public Optional<ExitCode> ending() {
    return first.get();
  }

  @Override
  public void close() {
    handlers.forEach(handler -> Signals.unregister(handler.name(), handler.before()));
    // Late: the wait may have ended by itself just before.
    Thread.interrupted();
  }
}
