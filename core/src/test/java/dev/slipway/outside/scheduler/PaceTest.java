package dev.slipway.outside.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import dev.slipway.control.SystemClock;
import dev.slipway.outside.store.SqliteStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Every setting that a takeover within fifteen seconds rests on, by value. */
class PaceTest {
  @TempDir Path folder;

  /** Shows what it was told. */
  private static final class Told extends SchedulerBuilder {
    Told(DataSource source) {
      super(source, List.of());
    }

    void isPinned(PollingStrategyConfig.Type polling) {
      assertEquals(Duration.ofSeconds(2), heartbeatInterval);
      assertEquals(4, numberOfMissedHeartbeatsBeforeDead);
      assertEquals(Duration.ofMillis(200), poolingInterval);
      assertEquals(Duration.ofSeconds(5), shutdownMaxWait);
      assertEquals(polling, pollingStrategyConfig.type);
      assertEquals(0.0, pollingStrategyConfig.lowerLimitFractionOfThreads);
      assertEquals(1.0, pollingStrategyConfig.upperLimitFractionOfThreads);
      assertEquals(256, executorThreads);
      assertEquals("scheduled_tasks", tableName);
      assertInstanceOf(JsonText.class, serializer);
      assertFalse(enablePriority);
      assertFalse(registerShutdownHook, "the worker closes it");
      assertFalse(enableImmediateExecution, "who offers wakes it");
      assertEquals(Integer.MAX_VALUE, ((ThreadPoolExecutor) executorService).getMaximumPoolSize());
      Thread driving =
          ((ThreadPoolExecutor) executorService).getThreadFactory().newThread(() -> {});
      assertFalse(driving.isVirtual());
      assertTrue(driving.isDaemon());
    }
  }

  @Test
  void everySettingIsPinned() {
    try (SqliteStore store = SqliteStore.open(folder.resolve("slipway.db"), "host:1", "0.1.0")) {
      SchedulerLeases leases =
          new SchedulerLeases(
              store.dataSource(), Database.SQLITE, "one", Graves.unknown(), new SystemClock());
      for (var database :
          Map.of(
                  Database.SQLITE, PollingStrategyConfig.Type.FETCH,
                  Database.POSTGRESQL, PollingStrategyConfig.Type.LOCK_AND_FETCH)
              .entrySet()) {
        Told told = new Told(new TransactionAwareDataSourceProxy(store.dataSource()));
        Scheduler built = leases.build(told, database.getKey(), "one");
        told.isPinned(database.getValue());
        built.stop();
      }
      leases.close();
    }
    assertEquals(Duration.ofMillis(500), Pace.PINNED.retry());
    assertEquals(Duration.ofMinutes(1), Pace.PINNED.errands());
  }

  /**
   * A worker dies right after a heartbeat. Its execution counts as dead when that is 4 × 2 s old;
   * another worker looks for the dead every 2 × 2 s and so sees it after 12 s at the latest; what
   * it gives back is picked at the next poll 0.2 s later, or at once by itself. 2.8 s are left for
   * a busy machine, for opening the target and for the first act. With db-scheduler's six missed
   * heartbeats it would be 16.2 s.
   */
  @Test
  void aTakeoverTakesLessThanFifteenSeconds() {
    assertEquals(Duration.ofMillis(12_200), Pace.PINNED.longestTakeover());
    Pace withTheDefault =
        new Pace(
            Pace.PINNED.heartbeat(),
            SchedulerBuilder.DEFAULT_MISSED_HEARTBEATS_LIMIT,
            Pace.PINNED.poll(),
            Pace.PINNED.retry(),
            Pace.PINNED.errands(),
            Pace.PINNED.goodbye());
    assertTrue(withTheDefault.longestTakeover().compareTo(Duration.ofSeconds(15)) > 0);
  }

  @Test
  void dataIsJson() {
    JsonText text = new JsonText();
    byte[] stored = text.serialize(Map.of("release", "shop/42"));
    assertEquals("{\"release\":\"shop/42\"}", new String(stored, StandardCharsets.UTF_8));
    assertEquals(Map.of("release", "shop/42"), text.deserialize(Map.class, stored));
  }

  /** Names were cut at the end, where the process is named: two of one host became one. */
  @Test
  void ofALongNameTheEndCounts() {
    String host = "a-host-with-a-very-long-name.in-a-domain.that-is-long.example.org";
    assertEquals(50, SchedulerLeases.shortened(host + ":4711").length());
    assertTrue(SchedulerLeases.shortened(host + ":4711").endsWith(":4711"));
    assertEquals("host:1", SchedulerLeases.shortened("host:1"));
  }

  @Test
  void aClockThatWentFasterOrSlowerThanTimeIsNoticedOnce() {
    AtomicReference<Instant> wall = new AtomicReference<>(Instant.EPOCH);
    AtomicLong nanos = new AtomicLong();
    Steadiness steadiness = new Steadiness(wall::get, nanos::get);
    for (Duration jump : List.of(Duration.ofHours(1), Duration.ofSeconds(-30))) {
      wall.set(wall.get().plusSeconds(4));
      nanos.addAndGet(Duration.ofSeconds(4).toNanos());
      assertTrue(steadiness.isKept());
      steadiness.looked();

      wall.set(wall.get().plus(jump));
      assertFalse(steadiness.isKept());
      steadiness.looked();
      assertTrue(steadiness.isKept());
    }
  }
}
