package dev.slipway.outside.store;

class PostgresChatTablesTest extends ChatTablesContract {
  @Override
  SqlStore open() {
    return PostgresStore.open(APostgres.database(), "host:1", "0.1.0");
  }
}
