package dev.slipway.outside.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Smoke.Seen;
import dev.slipway.outside.store.APostgres;
import dev.slipway.outside.store.PostgresServer;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.SmokeCheck.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One select in a real PostgreSQL. */
@Tag("V1")
class SelectsTest {
  private static final PostgresServer SERVER = APostgres.emptyDatabase();

  private static Seen make(String statement, Optional<String> expected) {
    return make(statement, expected, Duration.ofSeconds(60));
  }

  private static Seen make(String statement, Optional<String> expected, Duration atMost) {
    return new SmokeChecks(Map.of("DB_PASSWORD", "s3cret"), Instant::now)
        .make(
            new Kind.Select(
                SERVER.url(),
                SERVER.user(),
                Optional.of(new ExecSpec.Value.FromEnvironment("DB_PASSWORD")),
                statement,
                expected),
            Map.of("version", "v2"),
            atMost);
  }

  private static String read(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(SERVER.url(), SERVER.user(), "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  @Test
  void readsTheFirstValue() {
    assertEquals(new Seen(true, "the first value is 42"), make("select 40 + 2", Optional.of("42")));
    assertEquals(
        new Seen(false, "the first value is 42, expected 43"),
        make("select 40 + 2", Optional.of("43")));
    assertEquals(
        new Seen(true, "the first value is v2"), make("select '{version}'", Optional.of("v2")));
    assertEquals(
        new Seen(false, "the select finds no row"), make("select 1 where false", Optional.empty()));
  }

  @Test
  void nothingCanBeWritten() throws SQLException {
    try (Connection connection = DriverManager.getConnection(SERVER.url(), SERVER.user(), "");
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists orders (id int)");
    }

    Seen writing =
        make(
            "with gone as (insert into orders values (1) returning id) select id from gone",
            Optional.empty());

    assertTrue(writing.words().contains("read-only transaction"), writing.words());
    assertEquals("0", read("select count(*) from orders"));
  }

  @Test
  void whatTakesTooLongEndsInTheDatabaseToo() throws SQLException {
    Seen seen =
        make("select pg_sleep(600) as smoke_sleeps", Optional.empty(), Duration.ofSeconds(2));

    assertFalse(seen.well());
    dev.slipway.outside.exec.AService.await(
        () -> {
          try {
            return read("select count(*) from pg_stat_activity where state = 'active' and query like '%smoke_' || 'sleeps%'")
                .equals("0");
          } catch (SQLException away) {
            return false;
          }
        },
        "the end of the statement");
  }

  @Test
  void whatIsTooLargeIsNotRead() {
    Seen seen = make("select repeat('x', 50000000)", Optional.empty());

    assertFalse(seen.well());
    assertTrue(seen.words().length() < 310, seen.words());
  }

  @Test
  void aDatabaseThatIsNotThereIsSaidWithoutThePassword() {
    Seen seen =
        new SmokeChecks(Map.of("DB_PASSWORD", "s3cret"), Instant::now)
            .make(
                new Kind.Select(
                    "jdbc:postgresql://127.0.0.1:1/shop",
                    "reader",
                    Optional.of(new ExecSpec.Value.FromEnvironment("DB_PASSWORD")),
                    "select 1",
                    Optional.empty()),
                Map.of(),
                Duration.ofSeconds(60));

    assertTrue(seen.words().startsWith("the database refuses: "), seen.words());
    assertFalse(seen.words().contains("s3cret"), seen.words());
  }
}
