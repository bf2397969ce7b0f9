package dev.slipway.outside.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Entry;
import dev.slipway.journal.Fact;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Verification;
import dev.slipway.release.Actor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server dies without a word in the middle of writes, and comes back. */
@Timeout(300)
class PostgresCrashTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final int WRITERS = 4;
  private static final int KILLS = 2;
  private static final int ENOUGH = 50;

  @TempDir Path folder;

  private final Queue<Entry> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<Store.Unavailable> refused = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  void losesNothingThatItAcknowledged() throws Exception {
    try (AMortalPostgres postgres = new AMortalPostgres(folder);
        Store store = PostgresStore.open(postgres.server(), "host:1", "0.1.0");
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      assertEquals("on", postgres.setting("fsync"));
      assertEquals("on", postgres.setting("synchronous_commit"));
      List<Future<Void>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(threads.submit(writer(store, new StreamName("notes/" + i))));
      }
      try {
        for (int kill = 0; kill < KILLS; kill++) {
          untilAllHaveWritten(writers);
          postgres.kill();
          postgres.startAgain();
        }
        untilAllHaveWritten(writers);
      } finally {
        done.set(true);
      }
      for (Future<Void> writer : writers) {
        writer.get();
      }

      Verification.Result verified = store.read(Verification::of);
      assertTrue(verified.isSound(), verified.toString());
      List<Entry> kept = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        StreamName stream = new StreamName("notes/" + i);
        kept.addAll(store.read(reader -> reader.entries(stream, 0)));
      }
      assertTrue(kept.containsAll(acknowledged), "entries are missing");
      // One whose acknowledgement was lost may be there: at most the one in the middle of each
      // kill.
      assertTrue(
          kept.size() <= acknowledged.size() + KILLS * WRITERS,
          kept.size() + " kept of " + acknowledged.size());
      assertFalse(refused.isEmpty());
      for (Store.Unavailable away : refused) {
        assertTrue(
            away.toString().contains("does not answer")
                || away.toString().contains("is stopping or starting"),
            away.toString());
        assertFalse(away.fix().isBlank());
      }
    }
  }

  @Test
  void saysOfAServerThatBecameAStandbyThatItOnlyReads() throws Exception {
    StreamName notes = new StreamName("notes");
    try (AMortalPostgres postgres = new AMortalPostgres(folder);
        Store store = PostgresStore.open(postgres.server(), "host:1", "0.1.0")) {
      Entry first = store.write(writer -> append(writer, notes));
      postgres.becomeStandby();

      try (Store again = PostgresStore.open(postgres.server(), "host:2", "0.1.0")) {
        Store.Unavailable standby =
            assertThrows(
                Store.Unavailable.class, () -> again.write(writer -> append(writer, notes)));

        assertTrue(standby.toString().contains("only reads: it is a standby"), standby.toString());
        assertTrue(standby.fix().contains("targetServerType=primary"), standby.fix());
        assertEquals(List.of(first), again.read(reader -> reader.entries(notes, 0)));
      }
    }
  }

  private static Entry append(Store.Writer writer, StreamName stream) {
    return writer.append(
        stream, writer.version(stream), new Fact.Paged("why"), NOON, Actor.system("test"));
  }

  private Callable<Void> writer(Store store, StreamName stream) {
    return () -> {
      while (!done.get()) {
        try {
          acknowledged.add(store.write(writer -> append(writer, stream)));
        } catch (Store.Unavailable away) {
          refused.add(away);
        }
      }
      return null;
    };
  }

  /** By themselves, without anybody opening the store anew. */
  private void untilAllHaveWritten(List<Future<Void>> writers) throws InterruptedException {
    int before = acknowledged.size();
    for (int i = 0; i < WRITERS; i++) {
      StreamName stream = new StreamName("notes/" + i);
      while (acknowledged.stream()
              .skip(before)
              .filter(entry -> entry.stream().equals(stream))
              .count()
          < ENOUGH) {
        assertTrue(writers.stream().noneMatch(Future::isDone), "a writer broke");
        Thread.sleep(20);
      }
    }
  }
}
