package dev.slipway.outside.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL: one server for all tests of a JVM, started by the first that asks; a database
 * of its own for each test. It does not wait for the disk (fsync is off); a test of durability
 * starts a server of its own.
 */
public final class APostgres {
  public static final String USER = "postgres";
  private static final AtomicInteger MADE = new AtomicInteger();

  private APostgres() {}

  private static final class Running {
    static final EmbeddedPostgres SERVER = start();
    static final String TEMPLATE = template();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
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
    sql(server.place().substring(server.place().lastIndexOf('/') + 1), statements);
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
