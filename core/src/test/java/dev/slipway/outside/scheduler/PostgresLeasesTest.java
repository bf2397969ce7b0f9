package dev.slipway.outside.scheduler;

import dev.slipway.outside.store.APostgres;
import dev.slipway.outside.store.PostgresServer;
import dev.slipway.outside.store.PostgresStore;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

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

  @AfterEach
  @Override
  void close() {
    super.close();
    stores.forEach(PostgresStore::close);
  }
}
