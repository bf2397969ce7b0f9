package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The schema's version, and how it gets to be the newest. Flyway is loaded only when there is
 * something to do.
 */
final class SqliteSchema {
  /** Every version this program knows, oldest first. */
  static final List<String> VERSIONS = List.of("1", "1.1");

  static final String[] LOCATIONS = {
    "classpath:dev/slipway/outside/store/migration/shared",
    "classpath:dev/slipway/outside/store/migration/sqlite"
  };

  /** A worker not seen for longer is dead. */
  private static final long FRESH_SECONDS = 15;

  private final DataSource source;
  private final Path file;
  private final String programVersion;

  SqliteSchema(DataSource source, Path file, String programVersion) {
    this.source = source;
    this.file = file;
    this.programVersion = programVersion;
  }

  /**
   * @throws Store.Unavailable when the schema is newer than this program, or when it is older and
   *     somebody works with it
   */
  void bringUpToDate() {
    if (isBehind()) {
      Flyway flyway = Flyway.configure().dataSource(source).locations(LOCATIONS).load();
      var unused = flyway.migrate();
    }
  }

  private boolean isBehind() {
    SingleConnectionDataSource one = null;
    try {
      one = new SingleConnectionDataSource(source.getConnection(), true);
      JdbcClient sql = JdbcClient.create(one);
      Optional<String> version = version(sql);
      if (version.equals(Optional.of(VERSIONS.getLast()))) {
        return false;
      }
      if (version.isPresent()) {
        refuseNewer(version.get());
        refuseBesideOlderWorkers(sql);
      }
      return true;
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("no connection to " + file, e);
    } finally {
      if (one != null) {
        one.destroy();
      }
    }
  }

  private static Optional<String> version(JdbcClient sql) {
    int tables =
        sql.sql(
                "select count(*) from sqlite_master where type = 'table' and name = 'flyway_schema_history'")
            .query(Integer.class)
            .single();
    return tables == 0
        ? Optional.empty()
        : sql.sql(
                "select version from flyway_schema_history where success = 1 order by installed_rank desc limit 1")
            .query(String.class)
            .optional();
  }

  private void refuseNewer(String version) {
    if (!VERSIONS.contains(version)) {
      throw new Store.Unavailable(
          "the store "
              + file
              + " has schema "
              + version
              + ", made by a newer Slipway; this one knows "
              + VERSIONS.getLast(),
          "use that newer Slipway (this is " + programVersion + ")",
          new IllegalStateException("schema " + version));
    }
  }

  /** An older program would go on writing into tables it does not know. */
  private void refuseBesideOlderWorkers(JdbcClient sql) {
    List<String> others =
        sql.sql(
                """
                select node || ' (' || program_version || ')' from worker
                where program_version <> ? and seen_micros > (cast(strftime('%s', 'now') as integer) - ?) * 1000000\
                """)
            .params(programVersion, FRESH_SECONDS)
            .query((row, number) -> row.getString(1))
            .list();
    if (!others.isEmpty()) {
      throw new Store.Unavailable(
          "the store "
              + file
              + " must be changed for this Slipway, and older workers use it: "
              + String.join(", ", others),
          "end those workers, then try again",
          new IllegalStateException("older workers at the store"));
    }
  }
}
