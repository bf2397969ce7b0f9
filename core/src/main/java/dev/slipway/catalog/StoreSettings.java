package dev.slipway.catalog;

import java.nio.file.Path;

/** Where the journal is kept. */
public sealed interface StoreSettings {
  /** An embedded store: one file, one OS user. */
  record Sqlite(Path file) implements StoreSettings {}
}
