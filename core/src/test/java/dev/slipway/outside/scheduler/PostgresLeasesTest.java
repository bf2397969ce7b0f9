package dev.slipway.outside.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.Clock;
import dev.slipway.control.SystemClock;
import dev.slipway.outside.store.APostgres;
import dev.slipway.outside.store.PostgresServer;
import dev.slipway.outside.store.PostgresStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresLeasesTest extends LeasesContract {
  private final PostgresServer server = APostgres.database();
  private final List<PostgresStore> stores = new ArrayList<>();

  @Override
  DataSource source() {
    PostgresStore store = PostgresStore.open(server, "host:1", "0.1.0");
    stores.add(store);
    return store.dataSource();
  }

  @Override
  Database database() {
    return Database.POSTGRESQL;
  }

  /** Its clock made every sign of life of the others look five minutes old. */
  @Test
  void aWorkerWhoseClockIsAheadTakesNothingFromTheLiving() {
    ADriver living = new ADriver();
    SchedulerLeases first = worker("one");
    first.start(living);
    first.offer(List.of(SHOP_42));
    await(() -> living.drives(SHOP_42));
    ADriver hasty = new ADriver();
    worker("two", source(), skewed(Duration.ofMinutes(5))).start(hasty);

    whileOthersWouldTakeOver();

    assertEquals(0, hasty.begun.get());
    assertTrue(living.lease(SHOP_42).isStillOurs());
    assertFalse(living.lease(SHOP_42).mayBeAnothers());
  }

  @Test
  void aWorkerWhoseClockIsBehindTakesOverFromTheDeadAsSoonAsAnyOther() {
    ADriver dying = new ADriver();
    Cuttable cable = new Cuttable(source());
    SchedulerLeases first = worker("one", cable, new SystemClock());
    first.start(dying);
    first.offer(List.of(SHOP_42));
    await(() -> dying.drives(SHOP_42));
    ADriver next = new ADriver();
    worker("two", source(), skewed(Duration.ofMinutes(-5))).start(next);
    Instant cut = Instant.now();
    cable.cut();

    await(() -> next.drives(SHOP_42));

    Duration took = Duration.between(cut, Instant.now());
    assertTrue(took.toSeconds() < 15, "took " + took);
    assertTrue(next.lease(SHOP_42).isStillOurs());
  }

  private static Clock skewed(Duration ahead) {
    return new Clock() {
      @Override
      public Instant now() {
        return Instant.now().plus(ahead);
      }

      @Override
      public void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
      }
    };
  }

  @AfterEach
  @Override
  void close() {
    super.close();
    stores.forEach(PostgresStore::close);
  }
}
