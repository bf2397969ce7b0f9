package dev.slipway.outside.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Store;
import dev.slipway.journal.StoreContract;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {
  private final PostgresServer server = APostgres.database();

  @Override
  protected Store open() {
    return PostgresStore.open(server, "host:1", "0.1.0");
  }

  /** A computer whose clock is wrong must not take the living for dead. */
  @Test
  void itIsAsLateAsTheServerSaysWhateverTheComputersClock() {
    try (Store store = open()) {
      Duration off = Duration.between(store.now(Instant.EPOCH), Instant.now());
      assertTrue(off.abs().toMinutes() < 5, off.toString());
    }
  }
}
