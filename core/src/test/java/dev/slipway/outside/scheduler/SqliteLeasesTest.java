package dev.slipway.outside.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.control.SystemClock;
import dev.slipway.outside.store.SqliteStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLeasesTest extends LeasesContract {
  @TempDir Path folder;
  private final List<SqliteStore> stores = new ArrayList<>();

  @Override
  DataSource source() {
    return store().dataSource();
  }

  private SqliteStore store() {
    SqliteStore store = SqliteStore.open(folder.resolve("slipway.db"), "host:1", "0.1.0");
    stores.add(store);
    return store;
  }

  @Override
  Database database() {
    return Database.SQLITE;
  }

  @AfterEach
  @Override
  void close() {
    super.close();
    stores.forEach(SqliteStore::close);
  }

  /** Its own connection waited for the transaction that it was called in, until both gave up. */
  @Test
  void anOfferInsideATransactionOfTheStoreIsPartOfIt() {
    SqliteStore store = store();
    SchedulerLeases leases =
        new SchedulerLeases(
            store.dataSource(), Database.SQLITE, "one", Graves.unknown(), new SystemClock());
    ADriver driver = new ADriver();
    leases.start(driver);
    try {
      String offered =
          store.write(writer -> {
            leases.offer(List.of(SHOP_42));
            return "offered";
          });
      assertEquals("offered", offered);
      await(() -> driver.drives(SHOP_42));
    } finally {
      leases.close();
    }
  }
}
