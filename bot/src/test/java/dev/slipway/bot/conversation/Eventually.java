package dev.slipway.bot.conversation;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that another thread brings about. */
public final class Eventually {
  private static final long LONGEST_MILLIS = 30_000;

  private Eventually() {}

  public static void so(String what, BooleanSupplier condition) {
    so(() -> what, condition);
  }

  /**
   * @param what said when it never comes true
   */
  public static void so(Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + LONGEST_MILLIS * 1_000_000;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("never came: " + what.get());
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail("interrupted while waiting for " + what.get());
      }
    }
  }
}
