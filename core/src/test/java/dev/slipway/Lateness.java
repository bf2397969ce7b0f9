package dev.slipway;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How far behind the computer itself is: a thread that wants to be woken every few milliseconds,
 * and how late it was at worst. What is measured while it is late tells of the computer.
 */
final class Lateness implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(10);

  private final Thread thread;
  private volatile boolean over;
  private long worst;

  Lateness() {
    thread = Thread.ofPlatform().daemon().name("lateness").start(this::look);
  }

  private void look() {
    while (!over) {
      long due = System.nanoTime() + EVERY.toNanos();
      LockSupport.parkNanos(EVERY.toNanos());
      late(System.nanoTime() - due);
    }
  }

  private synchronized void late(long nanos) {
    worst = Math.max(worst, nanos);
  }

  /** At worst since it was asked before. */
  synchronized Duration worst() {
    Duration was = Duration.ofNanos(worst);
    worst = 0;
    return was;
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
