package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a PostgreSQL database is, and as whom to use it.
 *
 * @param url {@code jdbc:postgresql://host:port/database?sslmode=…}, without user and password
 * @param password asked for each connection, so that one that was changed holds from then on;
 *     throws {@link Store.Unavailable} where it should be and is not; empty when none is needed
 */
public record PostgresServer(String url, String user, Optional<Supplier<String>> password) {
  private static final String PREFIX = "jdbc:postgresql://";

  public PostgresServer {
    if (!url.startsWith(PREFIX)) {
      throw new IllegalArgumentException("not " + PREFIX + "host:port/database");
    }
  }

  /** Host, port and database as one would name them; no user, no settings. */
  String place() {
    String rest = url.substring(PREFIX.length());
    int settings = rest.indexOf('?');
    return "postgresql://" + (settings < 0 ? rest : rest.substring(0, settings));
  }
}
