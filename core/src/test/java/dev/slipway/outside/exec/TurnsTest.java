package dev.slipway.outside.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("X9")
class TurnsTest {
  @Test
  void onlyAFewWorkAtOnce() throws InterruptedException {
    Turns turns = new Turns(3, Duration.ofMinutes(5));
    AtomicInteger working = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                int unused =
                    turns.in(() -> {
                      int now = working.incrementAndGet();
                      int unusedMost = most.accumulateAndGet(now, Math::max);
                      LockSupport.parkNanos(1_000_000);
                      return working.decrementAndGet();
                    });
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertTrue(most.get() <= 3, most::toString);
  }

  @Test
  void whoWaitsLongGoesOnBesideThoseThatHang() throws InterruptedException {
    Turns turns = new Turns(1, Duration.ofMillis(1));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch hangs = new CountDownLatch(1);
    Thread hanging =
        Thread.ofVirtual()
            .start(() -> {
              int unused =
                  turns.in(() -> {
                    begun.countDown();
                    return awaited(hangs);
                  });
            });
    begun.await();

    assertEquals("done", turns.in(() -> "done"));
    assertEquals("again", turns.in(() -> "again"), "and gives back no turn that it never had");

    hangs.countDown();
    hanging.join();
    assertEquals("free", turns.in(() -> "free"));
  }

  private static int awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
