package dev.slipway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several threads and several processes at one store do not tread on each other. */
abstract class RacingContract extends RowsContract {
  private static final ServiceName SHOP = Examples.SHOP_42.service();

  @Test
  void letsExactlyOneOfSixteenWritersBeNext() throws Exception {
    Store other = another();
    for (int version = 0; version < 5; version++) {
      int expected = version;
      AtomicInteger won = new AtomicInteger();
      AtomicInteger lost = new AtomicInteger();
      together(
          16,
          number -> {
            try {
              append(number % 2 == 0 ? store : other, SHOP_42, expected, paged("writer " + number));
              won.incrementAndGet();
            } catch (Store.Conflict e) {
              lost.incrementAndGet();
            }
          });
      assertEquals(1, won.get());
      assertEquals(15, lost.get());
    }
    assertEquals(5, store.read(reader -> reader.entries(SHOP_42, 0)).size());
  }

  @Test
  void serializesReadThenWriteFromTwoStores() throws Exception {
    StreamName notes = new StreamName("notes");
    Store other = another();
    long each = 40;
    together(
        4,
        number -> {
          Store mine = number % 2 == 0 ? store : other;
          for (int i = 0; i < each; i++) {
            Entry entry =
                mine.write(writer ->
                    writer.append(
                        notes,
                        writer.version(notes),
                        paged("writer " + number),
                        NOON,
                        Examples.ADA));
            assertTrue(entry.version() > 0);
          }
        });

    assertEquals(4 * each, version(store, notes));
    assertTrue(verify().isSound(), verify().toString());
  }

  @Test
  void readsOneMomentHoweverLongItTakes() {
    Store other = another();
    append(store, SHOP_42, 0, paged("one"));

    List<Long> seen =
        store.read(reader -> {
          long before = reader.version(SHOP_42);
          append(other, SHOP_42, 1, paged("two"));
          return List.of(before, reader.version(SHOP_42));
        });

    assertEquals(List.of(1L, 1L), seen);
    assertEquals(2, version(store, SHOP_42));
  }

  @Test
  void letsOneOfSixteenTakeTheLock() throws Exception {
    Store other = another();
    AtomicInteger taken = new AtomicInteger();
    together(
        16,
        number -> {
          ReleaseId mine = new ReleaseId(SHOP, number + 1L);
          if ((number % 2 == 0 ? store : other)
              .write(writer -> writer.takeLock(Examples.PROD, mine, NOON))) {
            taken.incrementAndGet();
          }
        });

    assertEquals(1, taken.get());
  }

  @Test
  void letsTwoProcessesRaceForALock() throws Exception {
    Store other = another();
    for (int round = 1; round <= 10; round++) {
      EnvironmentName environment = new EnvironmentName("round-" + round);
      AtomicInteger taken = new AtomicInteger();
      together(
          2,
          number -> {
            ReleaseId mine = new ReleaseId(SHOP, number + 1L);
            if ((number == 0 ? store : other)
                .write(writer -> writer.takeLock(environment, mine, NOON))) {
              taken.incrementAndGet();
            }
          });
      assertEquals(1, taken.get());
    }
  }

  /** One of two decides by what the other one changes: as the lease of a worker does. */
  @Test
  void neverLetsTwoBothDecideByWhatTheOtherChanges() throws Exception {
    Store other = another();
    for (int round = 1; round <= 10; round++) {
      change(writer -> {
        writer.removeWorker("host:0");
        writer.removeWorker("host:1");
      });
      AtomicInteger leading = new AtomicInteger();
      together(
          2,
          number -> {
            Store.Worker me = new Store.Worker("host:" + number, number, "host", NOON, "0.1.0");
            boolean first =
                (number == 0 ? store : other)
                    .write(writer -> {
                      boolean alone = writer.workers().isEmpty();
                      if (alone) {
                        writer.heartbeat(me);
                      }
                      return alone;
                    });
            if (first) {
              leading.incrementAndGet();
            }
          });
      assertEquals(1, leading.get());
    }
  }

  @Test
  void givesEachOfSixteenItsOwnNumber() throws Exception {
    Store other = another();
    together(
        16,
        number -> {
          Store.Summary unused =
              (number % 2 == 0 ? store : other)
                  .write(writer -> {
                    ReleaseId id = new ReleaseId(SHOP, writer.nextNumber(SHOP));
                    Store.Summary row = summary(id, "Draft", NOON);
                    writer.summarize(row);
                    return row;
                  });
        });

    assertEquals(
        16,
        store.read(reader -> reader.summaries(Store.Query.of(SHOP))).stream().distinct().count());
    long next = store.write(writer -> writer.nextNumber(SHOP));
    assertEquals(17, next);
  }

  @Test
  void neverShowsHalfATransaction() throws Exception {
    StreamName left = new StreamName("left");
    StreamName right = new StreamName("right");
    Store other = another();
    AtomicBoolean done = new AtomicBoolean();
    together(
        2,
        number -> {
          if (number == 0) {
            for (int i = 0; i < 60; i++) {
              int version = i;
              Entry last =
                  store.write(writer -> {
                    Entry first = writer.append(left, version, paged("l"), NOON, Examples.ADA);
                    return writer.append(
                        right, first.version() - 1, paged("r"), NOON, Examples.ADA);
                  });
              assertEquals(i + 1, last.version());
            }
            done.set(true);
          } else {
            while (!done.get()) {
              List<Long> seen =
                  other.read(reader -> List.of(reader.version(left), reader.version(right)));
              assertEquals(seen.getFirst(), seen.getLast());
            }
          }
        });
    assertEquals(60, version(other, right));
  }

  private interface Numbered {
    void run(int number) throws Exception;
  }

  /** All at once, each on a thread of its own. */
  private static void together(int threads, Numbered work) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        Callable<Void> call =
            () -> {
              start.await();
              work.run(number);
              return null;
            };
        running.add(executor.submit(call));
      }
      start.countDown();
      for (Future<Void> one : running) {
        one.get();
      }
    }
  }
}
