package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One worker at a time, whatever the clock does. */
class LeaseTest {
  private static final Duration BEAT = Worker.HEARTBEAT;

  @TempDir Path folder;
  private final MovedClock clock = new MovedClock();
  private Store store;

  @BeforeEach
  void open() {
    store = EmptyStore.in(folder, "host:1");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Lease lease(String node) {
    return new Lease(store, new Store.Worker(node, 1, "host", Instant.EPOCH, "0.1.0"), clock);
  }

  private List<String> nodes() {
    return store.read(Store.Reader::workers).stream().map(Store.Worker::node).toList();
  }

  @Test
  void theFirstLeadsAndTheSecondStandsBy() {
    Lease first = lease("first");
    Lease second = lease("second");
    for (int beat = 0; beat < 10; beat++) {
      assertTrue(first.take());
      assertFalse(second.take());
      clock.move(BEAT);
    }
  }

  @Test
  void theSecondTakesOverWithinFifteenSecondsOfADeath() {
    Lease first = lease("first");
    Lease second = lease("second");
    assertTrue(first.take());
    Instant died = clock.now();

    while (!second.take()) {
      clock.move(BEAT);
    }

    Duration gap = Duration.between(died, clock.now());
    assertTrue(gap.compareTo(Worker.GONE_AFTER) >= 0, "after " + gap);
    assertTrue(gap.compareTo(Duration.ofSeconds(15)) <= 0, "after " + gap);
  }

  @Test
  void whoLeavesHandsOverAtOnce() {
    Lease first = lease("first");
    assertTrue(first.take());
    first.release();
    assertTrue(lease("second").take());
  }

  @Test
  void aWorkerThatSleptTooLongStandsBy() {
    Lease first = lease("first");
    Lease second = lease("second");
    assertTrue(first.take());
    for (int beat = 0; beat < 8; beat++) {
      clock.move(BEAT);
      boolean unused = second.take();
    }
    assertTrue(second.take());
    assertFalse(first.take());
  }

  /**
   * A clock that jumped made the living leader's row look an hour old, and both drove for a while.
   */
  @Test
  void aClockThatJumpsTakesTheLeaseFromNobodyAlive() {
    for (Duration jump : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
      Lease first = lease("first");
      Lease second = lease("second");
      for (int beat = 0; beat < 5; beat++) {
        assertTrue(first.take());
        assertFalse(second.take());
        clock.move(BEAT);
      }
      clock.move(jump);

      assertFalse(second.take(), "the first has not had its turn yet");
      assertTrue(first.take());
      assertFalse(second.take());
      first.release();
    }
  }

  @Test
  void aRowFromTheFutureOfADeadWorkerHoldsNobodyUpForLong() {
    assertTrue(lease("first").take());
    clock.move(Duration.ofHours(-1));
    assertTrue(lease("second").take(), "who has never seen it move goes by the clock");
  }

  @Test
  void rowsOfProcessesThatCrashedAreForgotten() {
    for (int crash = 0; crash < 5; crash++) {
      assertTrue(lease("crashed-" + crash).take());
      clock.move(Duration.ofMinutes(40));
    }
    assertTrue(lease("newest").take());

    assertEquals(List.of("newest", "crashed-4"), nodes());
  }
}
