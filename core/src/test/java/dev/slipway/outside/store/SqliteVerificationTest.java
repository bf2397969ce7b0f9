package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import dev.slipway.journal.VerificationContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class SqliteVerificationTest extends VerificationContract {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("slipway.db");
  }

  @Override
  protected Store open() {
    return SqliteStore.open(file(), "host:1", "0.1.0");
  }

  @Override
  protected void tamper(String... sql) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "drop trigger journal_entry_no_update",
                "drop trigger journal_entry_no_delete",
                "drop trigger journal_entry_no_replace"));
    all.addAll(List.of(sql));
    SqliteStoreTest.raw(file(), all.toArray(String[]::new));
  }
}
