package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import java.util.Optional;
import javax.sql.DataSource;

class PostgresSchemaTest extends SchemaContract {
  private final PostgresServer server = APostgres.emptyDatabase();

  @Override
  Store open(String programVersion) {
    return PostgresStore.open(server, "host:1", programVersion);
  }

  @Override
  Store open(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> address = Class.forName(PostgresServer.class.getName(), true, loader);
    Object there =
        address
            .getConstructor(String.class, String.class, Optional.class)
            .newInstance(server.url(), server.user(), Optional.empty());
    return (Store)
        Class.forName(PostgresStore.class.getName(), true, loader)
            .getMethod("open", address, String.class, String.class)
            .invoke(null, there, "host:1", "0.1.0");
  }

  @Override
  DataSource outside() {
    return new PostgresSource(server, "outside");
  }

  @Override
  Dialect dialect() {
    return Dialect.POSTGRESQL;
  }
}
