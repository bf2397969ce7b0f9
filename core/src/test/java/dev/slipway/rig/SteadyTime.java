package dev.slipway.rig;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * For tests whose subject is real time, such as heartbeats that are missed or requests a second. On
 * a machine that stood still they have shown nothing: one that fails then counts as not made. What
 * fails while time goes on as ever fails.
 */
public final class SteadyTime
    implements BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {
  private static final ExtensionContext.Namespace NAMES =
      ExtensionContext.Namespace.create(SteadyTime.class);

  private static final Duration LOOK = Duration.ofMillis(10);

  /** Longer than threads of a busy machine wait for their turn. */
  private static final Duration STANDSTILL = Duration.ofMillis(300);

  /** Looks at the time again and again until the test is over. */
  private static final class Watching {
    private final AtomicLong longest = new AtomicLong();
    private final Thread thread =
        Thread.ofPlatform().daemon().name("steady-time").unstarted(this::look);

    private void look() {
      long last = System.nanoTime();
      try {
        while (true) {
          Thread.sleep(LOOK);
          long now = System.nanoTime();
          long unused = longest.accumulateAndGet(now - last, Math::max);
          last = now;
        }
      } catch (InterruptedException over) {
        // The test has ended.
      }
    }

    private Duration longest() {
      return Duration.ofNanos(longest.get());
    }
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    Watching watching = new Watching();
    watching.thread.start();
    test.getStore(NAMES).put(Watching.class, watching);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext test, Throwable failed)
      throws Throwable {
    Watching watching = test.getStore(NAMES).get(Watching.class, Watching.class);
    if (watching != null && watching.longest().compareTo(STANDSTILL) > 0) {
      Assumptions.abort(() ->
          "the machine stood still for "
              + watching.longest().toMillis()
              + " ms, and then: "
              + failed);
    }
    throw failed;
  }

  @Override
  public void afterEach(ExtensionContext test) {
    Watching watching = test.getStore(NAMES).get(Watching.class, Watching.class);
    if (watching != null) {
      watching.thread.interrupt();
    }
  }
}
