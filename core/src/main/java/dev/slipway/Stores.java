package dev.slipway;

import dev.slipway.catalog.Secret;
import dev.slipway.catalog.StoreSettings;
import dev.slipway.journal.Store;
import dev.slipway.outside.scheduler.Database;
import dev.slipway.outside.store.PostgresServer;
import dev.slipway.outside.store.PostgresStore;
import dev.slipway.outside.store.SchemaState;
import dev.slipway.outside.store.SqlStore;
import dev.slipway.outside.store.SqliteStore;
import dev.slipway.setup.Instruments;

/** Opens the store that a configuration asks for. */
final class Stores {
  private Stores() {}

  /**
   * @throws Store.Unavailable when the store cannot be opened; names the fix
   */
  static SqlStore open(StoreSettings settings, String node, String programVersion) {
    return switch (settings) {
      case StoreSettings.Sqlite sqlite -> SqliteStore.open(sqlite.file(), node, programVersion);
      case StoreSettings.Postgresql postgresql ->
          PostgresStore.open(server(postgresql), node, programVersion);
    };
  }

  /**
   * Opens a store that needs no change for it; looks only at any other.
   *
   * @throws Store.Unavailable as {@link #open} does
   */
  static Instruments.Found find(StoreSettings settings, String node, String programVersion) {
    SchemaState state =
        switch (settings) {
          case StoreSettings.Sqlite sqlite -> SqliteStore.look(sqlite.file(), programVersion);
          case StoreSettings.Postgresql postgresql ->
              PostgresStore.look(server(postgresql), node, programVersion);
        };
    return switch (state) {
      case NONE -> new Instruments.Found.Empty();
      case BEHIND -> new Instruments.Found.Behind();
      case CURRENT -> new Instruments.Found.Ready(open(settings, node, programVersion));
    };
  }

  /** How work is leased there. */
  static Database database(StoreSettings settings) {
    return switch (settings) {
      case StoreSettings.Sqlite sqlite -> Database.SQLITE;
      case StoreSettings.Postgresql postgresql -> Database.POSTGRESQL;
    };
  }

  private static PostgresServer server(StoreSettings.Postgresql settings) {
    return new PostgresServer(
        settings.url(), settings.user(), settings.password().map(secret -> () -> value(secret)));
  }

  private static String value(Secret secret) {
    try {
      return secret.value(System.getenv());
    } catch (Secret.Missing missing) {
      throw new Store.Unavailable(
          "the password of the store is not there: " + missing.getMessage(),
          missing.fix(),
          missing);
    }
  }
}
