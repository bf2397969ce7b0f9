package dev.slipway.shell;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Turns Ctrl-C (and, where asked for, SIGTERM) into an interruption of the thread that waits, while
 * it is open.
 */
public final class Interrupt implements AutoCloseable {
  private final List<String> names;
  private final List<Object> before;
  private final AtomicBoolean happened = new AtomicBoolean();

  private Interrupt(List<String> names) {
    Thread waiting = Thread.currentThread();
    this.names = names;
    this.before =
        names.stream()
            .map(name ->
                Signals.register(
                    name,
                    () -> {
                      happened.set(true);
                      waiting.interrupt();
                    }))
            .toList();
  }

  public static Interrupt onKeys() {
    return new Interrupt(List.of("INT"));
  }

  public static Interrupt onKeysAndTermination() {
    return new Interrupt(List.of("INT", "TERM"));
  }

  public boolean happened() {
    return happened.get();
  }

  @Override
  public void close() {
    for (int i = 0; i < names.size(); i++) {
      Signals.unregister(names.get(i), before.get(i));
    }
    // Late: the wait may have ended by itself just before.
    Thread.interrupted();
  }
}
