package dev.slipway.outside.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteChatTablesTest extends ChatTablesContract {
  @TempDir private Path folder;

  @Override
  SqlStore open() {
    return SqliteStore.open(folder.resolve("slipway.db"), "host:1", "0.1.0");
  }
}
