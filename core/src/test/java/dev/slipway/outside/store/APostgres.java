package dev.slipway.outside.store;

import dev.slipway.rig.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL: one server for all tests of a JVM, started by the first that asks; a database
 * of its own for each test. It does not wait for the disk (fsync is off); a test of durability
 * starts a server of its own.
 */
public final class APostgres {
  public static final String USER = "postgres";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final AtomicInteger MADE = new AtomicInteger();

  private APostgres() {}

  /** Its port is still its own after the seconds that it needs until it listens. */
  static EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder().setPort(Ports.free()).setPGStartupWait(PATIENCE);
  }

  private static final class Running {
    static final EmbeddedPostgres SERVER = start();
    static final String TEMPLATE = template();

    private static EmbeddedPostgres start() {
      try {
        return builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The schema is made once and copied. */
    private static String template() {
      String name = "slipway_template";
      sql("postgres", "create database " + name);
      PostgresStore.open(server(name), "host:1", "0.1.0").close();
      return name;
    }
  }

  /** A database with the schema of a store in it, and nothing else. */
  public static PostgresServer database() {
    return create(" template " + Running.TEMPLATE);
  }

  /** A database with nothing in it at all. */
  public static PostgresServer emptyDatabase() {
    return create("");
  }

  private static PostgresServer create(String how) {
    String name = "slipway_" + MADE.incrementAndGet();
    sql("postgres", "create database " + name + how);
    return server(name);
  }

  static PostgresServer server(String database) {
    String url = "jdbc:postgresql://localhost:" + Running.SERVER.getPort() + "/" + database;
    return new PostgresServer(url, USER, Optional.empty());
  }

  /** Runs SQL from outside, as somebody with all rights would. */
  static void sql(PostgresServer server, String... statements) {
    sql(name(server), statements);
  }

  static String name(PostgresServer server) {
    return server.place().substring(server.place().lastIndexOf('/') + 1);
  }

  /** Ends every connection to a database, as an administrator or a crash of a backend does. */
  static void killConnections(PostgresServer server) {
    sql(
        "postgres",
        "select pg_terminate_backend(pid, 60000) from pg_stat_activity where datname = '"
            + name(server)
            + "'");
  }

  /** Somebody with no rights at all, whom the server asks for a password. */
  static void userWithPassword(String user, String password) {
    sql("postgres", "create role " + user + " login password '" + password + "'");
    try (Connection connection = DriverManager.getConnection(server("postgres").url(), USER, "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show hba_file")) {
      if (!row.next()) {
        throw new IllegalStateException("no hba_file");
      }
      Path rules = Path.of(row.getString(1));
      String before = Files.readString(rules);
      Files.writeString(rules, "host all " + user + " all scram-sha-256\n" + before);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
    sql("postgres", "select pg_reload_conf()");
  }

  private static void sql(String database, String... statements) {
    try (Connection connection = DriverManager.getConnection(server(database).url(), USER, "");
        Statement statement = connection.createStatement()) {
      for (String line : statements) {
        statement.execute(line);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
