package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The schema's version, and how it gets to be the newest. Flyway is loaded only when there is
 * something to do.
 */
final class Schema {
  /** Every version this program knows, oldest first; the same for every database. */
  static final List<String> VERSIONS = List.of("1", "1.1", "2", "3", "4", "5", "6", "7");

  /** A worker not seen for longer is dead. */
  private static final long FRESH_SECONDS = 10;

  private final DataSource source;
  private final Dialect dialect;
  private final String place;
  private final String programVersion;

  /**
   * @param place the store's file or server, for messages
   */
  Schema(DataSource source, Dialect dialect, String place, String programVersion) {
    this.source = source;
    this.dialect = dialect;
    this.place = place;
    this.programVersion = programVersion;
  }

  /**
   * @throws Store.Unavailable when the schema is newer than this program, or when it is older and
   *     somebody works with it
   */
  void bringUpToDate() {
    if (atOneConnection(this::mustChange)) {
      Flyway flyway =
          Flyway.configure()
              .dataSource(source)
              .locations(dialect.migrations())
              .installedBy(programVersion)
              .load();
      var unused = flyway.migrate();
    }
  }

  /**
   * Looks, and changes nothing.
   *
   * @throws Store.Unavailable when the schema is newer than this program
   */
  SchemaState state() {
    return atOneConnection(this::state);
  }

  private SchemaState state(JdbcClient sql) {
    Optional<Installed> newest = newest(sql);
    if (newest.isEmpty()) {
      return SchemaState.NONE;
    }
    refuseNewer(newest.get());
    return newest.get().version().equals(VERSIONS.getLast())
        ? SchemaState.CURRENT
        : SchemaState.BEHIND;
  }

  private boolean mustChange(JdbcClient sql) {
    SchemaState state = state(sql);
    if (state == SchemaState.BEHIND) {
      refuseBesideOtherWorkers(sql);
    }
    return state != SchemaState.CURRENT;
  }

  private <T> T atOneConnection(Function<JdbcClient, T> question) {
    SingleConnectionDataSource one = null;
    try {
      one = new SingleConnectionDataSource(source.getConnection(), true);
      return question.apply(JdbcClient.create(one));
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("no connection to " + place, e);
    } finally {
      if (one != null) {
        one.destroy();
      }
    }
  }

  private record Installed(String version, String by) {}

  private Optional<Installed> newest(JdbcClient sql) {
    int tables = sql.sql(dialect.countHistory()).query(Integer.class).single();
    return tables == 0
        ? Optional.empty()
        : sql.sql(
                """
                select version, installed_by from flyway_schema_history
                where success and version is not null order by installed_rank desc limit 1\
                """)
            .query((row, number) ->
                new Installed(row.getString("version"), row.getString("installed_by")))
            .optional();
  }

  private void refuseNewer(Installed newest) {
    if (!VERSIONS.contains(newest.version())) {
      throw new Store.Unavailable(
          "the store "
              + place
              + " has schema "
              + newest.version()
              + ", made by Slipway "
              + newest.by()
              + "; this is "
              + programVersion
              + ", which knows schemas up to "
              + VERSIONS.getLast(),
          "use Slipway " + newest.by() + " or newer",
          new IllegalStateException("schema " + newest.version()));
    }
  }

  /** A program of another version would go on with tables that are not what it knows. */
  private void refuseBesideOtherWorkers(JdbcClient sql) {
    List<String> others =
        sql.sql(
                """
                select node, program_version from worker where program_version <> ? and seen_micros > %s - ?
                order by node\
                """
                    .formatted(dialect.nowMicros()))
            .params(programVersion, FRESH_SECONDS * 1_000_000)
            .query((row, number) -> row.getString(1) + " (Slipway " + row.getString(2) + ")")
            .list();
    if (!others.isEmpty()) {
      throw new Store.Unavailable(
          "the store "
              + place
              + " must be changed for Slipway "
              + programVersion
              + ", and workers of another version use it: "
              + String.join(", ", others),
          "end those workers, wait " + FRESH_SECONDS + " s, and try again",
          new IllegalStateException("workers of another version at the store"));
    }
  }
}
