package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import dev.slipway.journal.VerificationContract;
import java.util.ArrayList;
import java.util.List;

class PostgresVerificationTest extends VerificationContract {
  private final PostgresServer server = APostgres.database();

  @Override
  protected Store open() {
    return PostgresStore.open(server, "host:1", "0.1.0");
  }

  @Override
  protected void tamper(String... sql) {
    List<String> all = new ArrayList<>(List.of("alter table journal_entry disable trigger all"));
    all.addAll(List.of(sql));
    APostgres.sql(server, all.toArray(String[]::new));
  }
}
