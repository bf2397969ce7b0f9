package dev.slipway.bot.turns;

import dev.slipway.journal.Store;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One turn after the other until it is ended, whatever a turn comes to. */
public final class Turns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
  private static final Duration LONGEST_TURN = Duration.ofSeconds(5);
  private static final Duration A_WHILE = Duration.ofMillis(50);
  private static final int MOST_WAITS = 100;

  private final Pace pace;
  private final Taker taker;
  private final Thread thread;
  private volatile boolean ended;

  /** Whoever takes the turns. */
  public interface Taker {
    void turn();

    /** Whether something that a turn began has not ended yet. */
    boolean isBusy();

    /** Lets other servers go on at once; called when no turn will come any more. */
    void letGo();
  }

  /**
   * How often.
   *
   * @param name of what is done, for threads and logs: "chat-delivery"
   */
  public record Pace(String name, Duration betweenTurns, Duration afterTrouble) {}

  public Turns(Pace pace, Taker taker) {
    this.pace = pace;
    this.taker = taker;
    this.thread = Thread.ofPlatform().name(pace.name()).daemon(true).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (!ended) {
      try {
        taker.turn();
        Thread.sleep(pace.betweenTurns());
      } catch (InterruptedException end) {
        return;
      } catch (Store.Unavailable away) {
        LOG.warn("{}: nothing can be told now: {}", pace.name(), away.getMessage());
        pause();
      } catch (RuntimeException | Error broken) {
        // An Error as well: a loop that ends tells nobody anything any more, without a word.
        LOG.error("{}: a turn failed; tried again", pace.name(), broken);
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(pace.afterTrouble());
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      ended = true;
    }
  }

  /** What is being done may end; then others go on. */
  @Override
  public void close() {
    ended = true;
    try {
      if (!thread.join(LONGEST_TURN)) {
        thread.interrupt();
      }
      for (int tries = 0; tries < MOST_WAITS && taker.isBusy(); tries++) {
        Thread.sleep(A_WHILE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      taker.letGo();
    } catch (Store.Unavailable away) {
      LOG.warn(
          "{}: others go on only when this server's claim is over: {}",
          pace.name(),
          away.getMessage());
    }
  }
}
