package dev.slipway.bot.discord;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How fast calls leave for Discord. It takes fifty a second of one bot, over all routes and from
 * however many servers use its token. JDA reads the buckets of the routes, but learns of this limit
 * only by being refused, and then every call of the bot waits for a second or more.
 *
 * <p>When a call arrives is not known, only that it does between its leaving and its answer. So it
 * counts from its leaving until a second after its answer; then no second has more than there are
 * places, however long the way takes.
 */
final class CallRate {
  /** Fewer than fifty: where a server of Discord's fails, JDA asks more than once in one call. */
  private static final int PLACES = 46;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** The first that comes is the first that leaves. */
  private final Lock turns = new ReentrantLock(true);

  private int servers = 1;
  private int underWay;

  /** When those that still count were answered, on a clock of nanoseconds. */
  private final Deque<Long> answered = new ArrayDeque<>();

  /**
   * @param all that use the token, this one included
   */
  synchronized void sharedBy(int all) {
    servers = Math.max(1, all);
  }

  /** Waits until a call may leave. It has left then, and {@link #answered} is to be called. */
  void await() {
    turns.lock();
    try {
      waitForPlace();
    } finally {
      turns.unlock();
    }
  }

  private synchronized void waitForPlace() {
    try {
      Duration wait = take(System.nanoTime());
      while (wait.isPositive()) {
        TimeUnit.NANOSECONDS.timedWait(this, wait.toNanos());
        wait = take(System.nanoTime());
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      underWay++;
    }
  }

  /**
   * @param now in nanoseconds, on a clock that only goes forward
   * @return zero when a call leaves at this moment; else how long to wait before asking again
   */
  synchronized Duration take(long now) {
    while (!answered.isEmpty() && now - answered.peekFirst() >= SECOND) {
      answered.removeFirst();
    }
    if (underWay + answered.size() < Math.max(1, PLACES / servers)) {
      underWay++;
      return Duration.ZERO;
    }
    return Duration.ofNanos(answered.isEmpty() ? SECOND : answered.peekFirst() + SECOND - now);
  }

  /** A call that left was answered, or failed. */
  synchronized void answered(long now) {
    underWay--;
    answered.addLast(now);
    notifyAll();
  }
}
