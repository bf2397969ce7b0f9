package dev.slipway.outside.exec;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets programs begin a few at a time. Dozens at once take the processor from each other, run into
 * their limits, and keep whoever moves traffic waiting. Those that hang hold nobody up for long:
 * who has waited for some time goes on without a turn.
 */
final class Turns {
  private static final int LEAST = 8;
  private static final int OF_A_PROCESSOR = 4;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Duration longest;
  private final Semaphore free;

  Turns() {
    this(
        Math.max(LEAST, OF_A_PROCESSOR * Runtime.getRuntime().availableProcessors()), LONGEST_WAIT);
  }

  Turns(int atOnce, Duration longest) {
    this.free = new Semaphore(atOnce, true);
    this.longest = longest;
  }

  <T> T in(Supplier<T> work) {
    boolean own = taken();
    try {
      return work.get();
    } finally {
      if (own) {
        free.release();
      }
    }
  }

  private boolean taken() {
    try {
      return free.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      // The program finds that out, and says so.
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
