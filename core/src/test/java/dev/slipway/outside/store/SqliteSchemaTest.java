package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class SqliteSchemaTest extends SchemaContract {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("slipway.db");
  }

  @Override
  Store open(String programVersion) {
    return SqliteStore.open(file(), "host:1", programVersion);
  }

  @Override
  Store open(ClassLoader loader) throws ReflectiveOperationException {
    return (Store)
        Class.forName(SqliteStore.class.getName(), true, loader)
            .getMethod("open", Path.class, String.class, String.class)
            .invoke(null, file(), "host:1", "0.1.0");
  }

  @Override
  DataSource outside() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file());
    return source;
  }

  @Override
  Dialect dialect() {
    return Dialect.SQLITE;
  }
}
