package dev.slipway.outside.store;

import dev.slipway.journal.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to one database. A server that vanished without a word is noticed, not waited for.
 */
final class PostgresSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** The longest name of a program that PostgreSQL keeps. */
  private static final int LONGEST_NAME = 63;

  private final String user;
  private final transient Optional<Supplier<String>> password;

  PostgresSource(PostgresServer server, String node) {
    this.user = server.user();
    this.password = server.password();
    setConnectTimeout((int) CONNECT.toSeconds());
    setSocketTimeout((int) SILENCE.toSeconds());
    setTcpKeepAlive(true);
    String name = "slipway " + node;
    setApplicationName(name.substring(0, Math.min(LONGEST_NAME, name.length())));
    setURL(server.url());
    setUser(user);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (password.isEmpty()) {
      return super.getConnection();
    }
    String secret;
    try {
      secret = password.get().get();
    } catch (Store.Unavailable missing) {
      // A pool reports nothing but SQL exceptions; the faults find this one inside again.
      throw new SQLException(missing.getMessage(), missing);
    }
    return getConnection(user, secret);
  }
}
