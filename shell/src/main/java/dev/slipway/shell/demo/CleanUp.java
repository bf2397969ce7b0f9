package dev.slipway.shell.demo;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/** What has to be put away again, last made first; by whoever comes first, the end or Ctrl-C. */
final class CleanUp implements AutoCloseable {
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Thread hook;

  CleanUp(PrintStream words) {
    this.hook =
        new Thread(
            () -> {
              if (run()) {
                words.println("Ended; the practice fleet is stopped and everything is cleaned up.");
              }
            },
            "end-of-demo");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  synchronized void add(Runnable task) {
    if (begun.get()) {
      task.run();
    } else {
      tasks.push(task);
    }
  }

  boolean isRunning() {
    return begun.get();
  }

  /** True for the one call that did it. */
  private boolean run() {
    if (!begun.compareAndSet(false, true)) {
      return false;
    }
    synchronized (this) {
      for (Runnable task : tasks) {
        try {
          task.run();
        } catch (RuntimeException leftOver) {
          // The rest is put away all the same; what stays behind lies in a temporary folder.
        }
      }
    }
    return true;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The hook is doing it.
      return;
    }
    run();
  }
}
