package dev.slipway.catalog;

import java.nio.file.Path;
import java.util.Optional;

/** Where the journal is kept. */
public sealed interface StoreSettings {
  /** An embedded store: one file, one OS user. */
  record Sqlite(Path file) implements StoreSettings {}

  /**
   * A team's store: any number of processes on one database.
   *
   * @param url {@code jdbc:postgresql://…}, without user and password
   * @param password empty where the server asks for none, or the driver finds its own (.pgpass)
   */
  record Postgresql(String url, String user, Optional<Secret> password) implements StoreSettings {
    /** The address without settings, for people. */
    public String address() {
      return url.replaceFirst("\\?.*", "").replaceFirst("^jdbc:", "");
    }
  }
}
