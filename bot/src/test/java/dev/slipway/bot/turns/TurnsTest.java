package dev.slipway.bot.turns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bot.conversation.Eventually;
import dev.slipway.journal.Store;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Turns.Pace FAST =
      new Turns.Pace("turns", Duration.ofMillis(1), Duration.ofMillis(1));
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicInteger letGo = new AtomicInteger();

  private static Store.Unavailable away() {
    return new Store.Unavailable("locked", "wait", new IllegalStateException("busy"));
  }

  /** Fails in its first turns. */
  private final Turns.Taker taker =
      new Turns.Taker() {
        @Override
        public void turn() {
          switch (turns.incrementAndGet()) {
            case 1 -> throw new StackOverflowError("a turn");
            case 2 -> throw away();
            case 3 -> throw new IllegalStateException("another turn");
            default -> {}
          }
        }

        @Override
        public boolean isBusy() {
          return false;
        }

        @Override
        public void letGo() {
          int unused = letGo.incrementAndGet();
          throw away();
        }
      };

  @Test
  void theyGoOnAfterAnErrorAndEndQuietly() {
    try (Turns loop = new Turns(FAST, taker)) {
      loop.start();
      Eventually.so("another turn", () -> turns.get() > 4);
      assertEquals(0, letGo.get());
    }

    assertEquals(1, letGo.get());
  }
}
