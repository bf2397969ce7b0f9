package dev.slipway.bot.news;

import dev.slipway.journal.Store;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Gives the news its turns, from the server's start to its end. */
final class NewsLoop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(NewsLoop.class);
  private static final Duration BETWEEN_TURNS = Duration.ofSeconds(1);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(3);
  private static final Duration LONGEST_TURN = Duration.ofSeconds(5);
  private static final Duration A_WHILE = Duration.ofMillis(50);
  private static final int MOST_WAITS = 100;

  private final NewsDelivery delivery;
  private final Pruning pruning;
  private final ExecutorService threads;
  private final Thread thread;
  private volatile boolean running;

  NewsLoop(NewsDelivery delivery, Pruning pruning, ExecutorService threads) {
    this.delivery = delivery;
    this.pruning = pruning;
    this.threads = threads;
    this.thread = Thread.ofPlatform().name("news").daemon(true).unstarted(this::run);
  }

  @Override
  public void start() {
    running = true;
    thread.start();
  }

  private void run() {
    while (running) {
      try {
        delivery.turn();
        pruning.turn();
        Thread.sleep(BETWEEN_TURNS);
      } catch (InterruptedException end) {
        return;
      } catch (Store.Unavailable away) {
        LOG.warn("no news can be told now: {}", away.getMessage());
        pause();
      } catch (RuntimeException | Error broken) {
        LOG.error("a turn of the news failed; tried again", broken);
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(AFTER_TROUBLE);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  /** A letter that is on its way may arrive; then others carry. */
  @Override
  public void stop() {
    running = false;
    try {
      if (!thread.join(LONGEST_TURN)) {
        thread.interrupt();
      }
      for (int tries = 0; tries < MOST_WAITS && delivery.isBusy(); tries++) {
        Thread.sleep(A_WHILE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
    try {
      delivery.letGo();
    } catch (Store.Unavailable away) {
      LOG.warn("others carry the news in two minutes: {}", away.getMessage());
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
