package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import dev.slipway.journal.StoreContract;

class PostgresStoreTest extends StoreContract {
  private final PostgresServer server = APostgres.database();

  @Override
  protected Store open() {
    return PostgresStore.open(server, "host:1", "0.1.0");
  }
}
