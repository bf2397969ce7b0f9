package dev.slipway.outside.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Fact;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.release.Actor;
import dev.slipway.rig.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A database that is away, refuses or breaks off: what people are told, and that nothing is lost.
 */
class PostgresFaultsTest {
  private static final StreamName NOTES = new StreamName("notes");
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  private static Store open(PostgresServer server) {
    return PostgresStore.open(server, "host:1", "0.1.0");
  }

  private static long append(Store.Writer writer) {
    return writer
        .append(NOTES, writer.version(NOTES), new Fact.Paged("why"), NOON, Actor.system("test"))
        .version();
  }

  private static long version(Store store) {
    return store.read(reader -> reader.version(NOTES));
  }

  private static PostgresServer withPassword(PostgresServer server, String user, String password) {
    return new PostgresServer(server.url(), user, Optional.of(() -> password));
  }

  @Test
  void saysThatTheServerIsDown() throws IOException {
    int port = Ports.free();
    PostgresServer nobody =
        new PostgresServer(
            "jdbc:postgresql://127.0.0.1:" + port + "/slipway?connectTimeout=3",
            "slipway",
            Optional.empty());

    Store.Unavailable away = assertThrows(Store.Unavailable.class, () -> open(nobody));

    assertTrue(
        away.toString().contains("postgresql://127.0.0.1:" + port + "/slipway does not answer"),
        away.toString());
    assertTrue(away.fix().contains("pg_isready"), away.fix());
  }

  @Test
  void saysThatNoComputerHasThisName() {
    PostgresServer nowhere =
        new PostgresServer(
            "jdbc:postgresql://nowhere.invalid/slipway", "slipway", Optional.empty());

    Store.Unavailable away = assertThrows(Store.Unavailable.class, () -> open(nowhere));

    assertTrue(away.toString().contains("no computer is known by the name"), away.toString());
  }

  @Test
  void saysThatThePasswordIsWrongAndNeverShowsIt() {
    PostgresServer server = APostgres.database();
    APostgres.userWithPassword("guarded", "right-horse");

    Store.Unavailable refused =
        assertThrows(
            Store.Unavailable.class, () -> open(withPassword(server, "guarded", "hunter2")));

    assertTrue(refused.toString().contains("refuses the user guarded"), refused.toString());
    assertTrue(refused.fix().contains("password-from"), refused.fix());
    StringWriter everything = new StringWriter();
    refused.printStackTrace(new PrintWriter(everything));
    assertFalse(everything.toString().contains("hunter2"), everything.toString());
  }

  @Test
  void opensWithTheRightPasswordAndSaysWhatAUserMayNot() {
    PostgresServer server = APostgres.database();
    APostgres.userWithPassword("careful", "right-horse");

    Store.Unavailable refused =
        assertThrows(
            Store.Unavailable.class, () -> open(withPassword(server, "careful", "right-horse")));

    assertTrue(refused.toString().contains("does not let careful do this"), refused.toString());
    assertTrue(refused.fix().contains("make careful the owner"), refused.fix());
  }

  @Test
  void saysWhereThePasswordShouldBe() {
    PostgresServer server =
        new PostgresServer(
            APostgres.database().url(),
            "postgres",
            Optional.of(() -> {
              throw new Store.Unavailable(
                  "PASSWORD is not set", "export PASSWORD=…", new IllegalStateException("unset"));
            }));

    Store.Unavailable missing = assertThrows(Store.Unavailable.class, () -> open(server));

    assertTrue(missing.toString().contains("PASSWORD is not set"), missing.toString());
    assertEquals("export PASSWORD=…", missing.fix());
  }

  @Test
  void saysThatTheDatabaseIsNotThere() {
    PostgresServer server = APostgres.server("nobody_made_this");

    Store.Unavailable missing = assertThrows(Store.Unavailable.class, () -> open(server));

    assertTrue(missing.toString().contains("is not there"), missing.toString());
    assertTrue(missing.fix().contains("createdb"), missing.fix());
  }

  @Test
  void losesNothingWhenItsConnectionsAreKilledInTheMiddle() {
    PostgresServer server = APostgres.database();
    try (Store store = open(server)) {
      assertEquals(1L, store.write(PostgresFaultsTest::append));

      Store.Unavailable killed =
          assertThrows(
              Store.Unavailable.class,
              () ->
                  store.write(writer -> {
                    long second = append(writer);
                    APostgres.killConnections(server);
                    return second + append(writer);
                  }));

      assertTrue(killed.fix().contains("try again"), killed.fix());
      assertEquals(1L, version(store));
      assertEquals(2L, store.write(PostgresFaultsTest::append));
    }
  }

  @Test
  void saysThatAStandbyOnlyReads() {
    PostgresServer server = APostgres.database();
    APostgres.sql(
        server,
        "alter database " + APostgres.name(server) + " set default_transaction_read_only = on");
    try (Store store = open(server)) {
      Store.Unavailable standby =
          assertThrows(Store.Unavailable.class, () -> store.write(PostgresFaultsTest::append));

      assertTrue(standby.toString().contains("only reads"), standby.toString());
      assertEquals(0L, version(store));
    }
  }

  @Test
  void saysThatSomebodyTookItsTables() {
    PostgresServer server = APostgres.database();
    try (Store store = open(server)) {
      APostgres.sql(server, "drop table stream_head");

      Store.Unavailable broken = assertThrows(Store.Unavailable.class, () -> version(store));

      assertTrue(broken.toString().contains("lacks what Slipway made"), broken.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update journal_entry set body = 'x'",
        "delete from journal_entry",
        "truncate journal_entry",
      })
  void refusesToChangeWhatWasAppended(String sql) {
    PostgresServer server = APostgres.database();
    try (Store store = open(server)) {
      assertEquals(1L, store.write(PostgresFaultsTest::append));

      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> APostgres.sql(server, sql));

      assertTrue(refused.toString().contains("append-only"), refused.toString());
      assertEquals(1, store.read(reader -> reader.entries(NOTES, 0)).size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "53100, no space left",
    "53300, has no connection left",
    "55P03, is locked",
    "57014, took too long",
    "25P03, this process slept",
    "57P03, is stopping or starting",
    "58030, is damaged",
    "08006, does not answer",
  })
  void saysWhatPostgresqlMeans(String state, String words) {
    PostgresFaults faults = new PostgresFaults(APostgres.server("any"));

    RuntimeException told = faults.translate(fault(state));

    assertTrue(told.toString().contains(words), told.toString());
    assertFalse(assertInstanceOf(Store.Unavailable.class, told).fix().isBlank());
    assertFalse(faults.isPassing(fault(state)));
  }

  @ParameterizedTest
  @CsvSource({"40001, true", "40P01, true", "23505, false"})
  void takesTwoThatMetForAConflict(String state, boolean passing) {
    PostgresFaults faults = new PostgresFaults(APostgres.server("any"));

    assertInstanceOf(Store.Conflict.class, faults.translate(fault(state)));
    assertEquals(passing, faults.isPassing(fault(state)));
  }

  private static RuntimeException fault(String state) {
    String nul = String.valueOf((char) 0);
    ServerErrorMessage message =
        new ServerErrorMessage("SERROR" + nul + "C" + state + nul + "Mas the test wanted" + nul);
    return new IllegalStateException(new PSQLException(message));
  }
}
