package dev.slipway.bot.delivery;

import dev.slipway.journal.Store;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a delivery its turns until it is ended. */
final class DeliveryLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);
  private static final Duration BETWEEN_TURNS = Duration.ofMillis(400);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);
  private static final Duration LONGEST_TURN = Duration.ofSeconds(5);
  private static final Duration A_WHILE = Duration.ofMillis(50);
  private static final int MOST_WAITS = 100;

  private final Runnable turn;
  private final Delivery delivery;
  private final Duration betweenTurns;
  private final Duration afterTrouble;
  private final Thread thread;
  private volatile boolean ended;

  DeliveryLoop(Delivery delivery) {
    this(delivery::turn, delivery, BETWEEN_TURNS, AFTER_TROUBLE);
  }

  DeliveryLoop(Runnable turn, Delivery delivery, Duration betweenTurns, Duration afterTrouble) {
    this.turn = turn;
    this.delivery = delivery;
    this.betweenTurns = betweenTurns;
    this.afterTrouble = afterTrouble;
    this.thread = Thread.ofPlatform().name("chat-delivery").daemon(true).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!ended) {
      try {
        turn.run();
        Thread.sleep(betweenTurns);
      } catch (InterruptedException end) {
        return;
      } catch (Store.Unavailable away) {
        LOG.warn("nothing can be told now: {}", away.getMessage());
        pause();
      } catch (RuntimeException | Error broken) {
        // An Error as well: a loop that ends tells nobody anything any more, without a word.
        LOG.error("a turn of telling failed; tried again", broken);
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(afterTrouble);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      ended = true;
    }
  }

  /** A call that is being made may end; then others have the channels. */
  @Override
  public void close() {
    ended = true;
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
    try {
      delivery.letGo();
    } catch (Store.Unavailable away) {
      LOG.warn("channels are free for others in a few seconds: {}", away.getMessage());
    }
  }
}
