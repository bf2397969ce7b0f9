package dev.slipway.migration;

import java.util.HashSet;
import java.util.Set;

/**
 * What the same file has made before a statement. A table made with IF NOT EXISTS is not among
 * them: it may be an old one, large and in use.
 *
 * @param tables no running version knows them
 * @param quietTables those of them into which a row can be written without running code nobody has
 *     looked at
 */
record Made(Set<String> tables, Set<String> quietTables, Set<String> types) {
  static Made nothing() {
    return new Made(new HashSet<>(), new HashSet<>(), new HashSet<>());
  }
}
