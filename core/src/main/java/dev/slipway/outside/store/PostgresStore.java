package dev.slipway.outside.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * The journal in one PostgreSQL database that any number of servers share.
 *
 * <p>Writes are SERIALIZABLE: each one decides by what it read, and two that would not both have
 * decided so one after the other do not both happen. The loser is run again. Reads see one moment
 * (REPEATABLE READ).
 */
public final class PostgresStore extends SqlStore {
  private static final int CONNECTIONS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Nobody waits for a lock longer than SQLite's writers do, and a process that was stopped in the
   * middle of a transaction gives its locks back.
   */
  private static final String WRITING =
      "set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '10s'";

  private static final String READING =
      """
      set default_transaction_isolation = 'repeatable read'; set default_transaction_read_only = on;
      set idle_in_transaction_session_timeout = '60s'\
      """;

  private PostgresStore(
      HikariDataSource writing, HikariDataSource reading, String node, PostgresFaults faults) {
    super(
        writing,
        new Serializable(writing),
        reading,
        new JdbcTransactionManager(reading),
        Dialect.POSTGRESQL,
        node,
        faults);
  }

  /**
   * Opens the store and brings its schema up to date.
   *
   * @param node names this process in every entry it writes: host and pid
   * @param programVersion compared with the workers at this store before its schema is changed
   * @throws Unavailable when the server does not answer or refuses us, or the schema is of a newer
   *     Slipway
   */
  public static PostgresStore open(PostgresServer server, String node, String programVersion) {
    PostgresFaults faults = new PostgresFaults(server);
    try {
      PostgresSource source = new PostgresSource(server, node);
      new Schema(source, Dialect.POSTGRESQL, server.place(), programVersion).bringUpToDate();
      return new PostgresStore(
          pool("slipway-write", source, WRITING),
          pool("slipway-read", source, READING),
          node,
          faults);
    } catch (RuntimeException e) {
      throw faults.translate(e);
    }
  }

  /**
   * What is there, without changing any of it.
   *
   * @throws Unavailable as {@link #open} does
   */
  public static SchemaState look(PostgresServer server, String node, String programVersion) {
    try {
      PostgresSource source = new PostgresSource(server, node);
      return new Schema(source, Dialect.POSTGRESQL, server.place(), programVersion).state();
    } catch (RuntimeException e) {
      throw new PostgresFaults(server).translate(e);
    }
  }

  /** Computers may disagree by minutes; the server's clock is the one they share. */
  @Override
  public Instant now(Instant own) {
    return read(Reader::now);
  }

  private static HikariDataSource pool(String name, PostgresSource source, String settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(CONNECTIONS);
    // Connections are opened when they are needed: most runs of the program need one.
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setConnectionInitSql(settings);
    return new HikariDataSource(config);
  }

  /**
   * A standby knows no serializable transactions, and says so before it says that it only reads.
   */
  static final class OnlyReads extends SQLException {
    private static final long serialVersionUID = 1L;

    OnlyReads(SQLException said) {
      super(said.getMessage(), said);
    }
  }

  /**
   * Asks for the isolation in the transaction's first statement. Spring's own way asks before and
   * after each transaction, two more journeys to the server; and a default of the connection would
   * reach those who use it for work of their own.
   */
  private static final class Serializable extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;
    private static final String NOT_SUPPORTED = "0A000";

    Serializable(HikariDataSource pool) {
      super(pool);
    }

    @Override
    protected void prepareTransactionalConnection(
        Connection connection, TransactionDefinition definition) throws SQLException {
      super.prepareTransactionalConnection(connection, definition);
      try (Statement statement = connection.createStatement()) {
        boolean unused = statement.execute("set transaction isolation level serializable");
      } catch (SQLException e) {
        throw NOT_SUPPORTED.equals(e.getSQLState()) ? new OnlyReads(e) : e;
      }
    }
  }
}
