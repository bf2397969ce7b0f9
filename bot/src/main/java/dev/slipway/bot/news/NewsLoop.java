package dev.slipway.bot.news;

import dev.slipway.bot.turns.Turns;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.springframework.context.SmartLifecycle;

/** Gives the news its turns, from the server's start to its end. */
final class NewsLoop implements SmartLifecycle {
  private static final Turns.Pace PACE =
      new Turns.Pace("news", Duration.ofSeconds(1), Duration.ofSeconds(3));

  private final NewsDelivery delivery;
  private final Pruning pruning;
  private final ExecutorService threads;
  private final Turns turns = new Turns(PACE, new Bringing());
  private volatile boolean running;

  NewsLoop(NewsDelivery delivery, Pruning pruning, ExecutorService threads) {
    this.delivery = delivery;
    this.pruning = pruning;
    this.threads = threads;
  }

  private final class Bringing implements Turns.Taker {
    @Override
    public void turn() {
      delivery.turn();
      pruning.turn();
    }

    @Override
    public boolean isBusy() {
      return delivery.isBusy();
    }

    @Override
    public void letGo() {
      threads.shutdownNow();
      delivery.letGo();
    }
  }

  @Override
  public void start() {
    running = true;
    turns.start();
  }

  /** A letter that is on its way may arrive; then others carry. */
  @Override
  public void stop() {
    running = false;
    turns.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
