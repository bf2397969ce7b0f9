package dev.slipway.bot.slack;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What was acknowledged and has to be handled: each on a thread of its own, some at a time. */
final class SlackTurns implements AutoCloseable {
  /** Acknowledged and not handled yet; a flood shall not fill the memory. */
  private static final int MOST_WAITING = 10_000;

  /** More at once would only take the store and the processors from each other. */
  private static final int MOST_AT_ONCE = 32;

  private static final Duration FINISH_WITHIN = Duration.ofSeconds(5);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("slack-", 0).factory());
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final Semaphore turn = new Semaphore(MOST_AT_ONCE, true);

  /** Takes it, and says at once whether it is taken; Slack sends again what is not. */
  boolean take(Runnable work) {
    if (threads.isShutdown() || !room.tryAcquire()) {
      return false;
    }
    threads.execute(() -> {
      try {
        turn.acquire();
        try {
          work.run();
        } finally {
          turn.release();
        }
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      } finally {
        room.release();
      }
    });
    return true;
  }

  /** What is being handled may finish for a few seconds. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(FINISH_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      threads.shutdownNow();
    }
  }
}
