package dev.slipway.outside.store;

/** What the databases say in words of their own; all other SQL is the same for both. */
enum Dialect {
  SQLITE(
      "sqlite",
      "select count(*) from sqlite_master where type = 'table' and name = 'flyway_schema_history'",
      "cast(unixepoch('subsec') * 1000000 as integer)"),
  POSTGRESQL(
      "postgresql",
      "select count(to_regclass('flyway_schema_history'))",
      "cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)");

  private static final String MIGRATIONS = "classpath:dev/slipway/outside/store/migration/";

  private final String folder;
  private final String countHistory;
  private final String nowMicros;

  Dialect(String folder, String countHistory, String nowMicros) {
    this.folder = folder;
    this.countHistory = countHistory;
    this.nowMicros = nowMicros;
  }

  /** Where Flyway finds the migrations: what all databases share, and what this one adds. */
  String[] migrations() {
    return new String[] {MIGRATIONS + "shared", MIGRATIONS + folder};
  }

  /** A query for the number of Flyway's tables, 0 or 1. */
  String countHistory() {
    return countHistory;
  }

  /** An expression for the database's clock, in microseconds since 1970. */
  String nowMicros() {
    return nowMicros;
  }
}
