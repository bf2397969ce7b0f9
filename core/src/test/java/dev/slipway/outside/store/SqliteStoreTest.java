package dev.slipway.outside.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Entry;
import dev.slipway.journal.Store;
import dev.slipway.journal.StoreContract;
import dev.slipway.release.Actor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteStoreTest extends StoreContract {
  private static final Duration IMPATIENT = Duration.ofMillis(50);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("deep").resolve("down").resolve("slipway.db");
  }

  @Override
  protected Store open() {
    return SqliteStore.open(file(), "host:1", "0.1.0");
  }

  static void raw(Path file, String... sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String line : sql) {
        statement.execute(line);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update journal_entry set body = 'x'",
        "update journal_entry set version = 9 where version = 1",
        "delete from journal_entry",
        "insert or replace into journal_entry select stream, version, 'Paged', shape, at_micros, actor, actor_kind, surface, node, 'x', previous_hash, hash from journal_entry",
      })
  void refusesToChangeWhatWasAppended(String sql) {
    append(store, SHOP_42, 0, paged("x"));

    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> raw(file(), sql));

    assertTrue(refused.toString().contains("append-only"), refused.toString());
    assertEquals("Paged", store.read(reader -> reader.entries(SHOP_42, 0)).getFirst().kind());
    assertTrue(store.read(reader -> reader.entries(SHOP_42, 0)).getFirst().body().contains("why"));
  }

  @Test
  void keepsEverythingFromOthersEyes() throws IOException {
    append(store, SHOP_42, 0, paged("x"));

    assertEquals("rwx------", mode(folder.resolve("deep")));
    assertEquals("rwx------", mode(folder.resolve("deep").resolve("down")));
    assertEquals("rw-------", mode(file()));
    assertEquals("rw-------", mode(Path.of(file() + "-wal")));
    assertEquals("rw-------", mode(Path.of(file() + "-shm")));
  }

  @Test
  void takesOthersRightsAwayFromAnExistingFile() throws IOException {
    store.close();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-r--"));

    another();

    assertEquals("rw-------", mode(file()));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void writesDurablyAndReadsWithoutWriting() {
    assertEquals("2 wal", writePragmas());
    assertThrows(
        RuntimeException.class,
        () -> store.read(reader -> ((SqlReader) reader).sql.sql("delete from worker").update()));
  }

  private String writePragmas() {
    return store.write(writer -> {
      SqlWriter sql = (SqlWriter) writer;
      return sql.sql.sql("pragma synchronous").query(String.class).single()
          + " "
          + sql.sql.sql("pragma journal_mode").query(String.class).single();
    });
  }

  @Test
  void keepsEverythingWhenItIsOpenedAgain() {
    append(store, SHOP_42, 0, paged("x"));
    store.close();

    Store again = another();

    assertEquals(1, version(again, SHOP_42));
    assertEquals(2, append(again, SHOP_42, 1, paged("y")).version());
  }

  @Test
  void saysThatTheFileIsLocked() throws SQLException {
    Store impatient = SqliteStore.open(file(), "host:2", "0.1.0", IMPATIENT);
    try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = holder.createStatement()) {
      assertFalse(statement.execute("begin immediate"));

      Store.Unavailable locked =
          assertThrows(Store.Unavailable.class, () -> append(impatient, SHOP_42, 0, paged("x")));

      assertTrue(locked.toString().contains("is locked"), locked.toString());
      assertTrue(locked.toString().contains(file().toString()), locked.toString());
      assertFalse(locked.fix().isBlank());
      assertFalse(statement.execute("rollback"));
    }
    // What failed to begin must not leave the connection half open: the next write is whole again.
    assertThrows(
        IllegalStateException.class,
        () ->
            impatient.write(writer -> {
              Entry entry = writer.append(SHOP_42, 0, paged("x"), NOON, Actor.system("test"));
              throw new IllegalStateException("after " + entry.version());
            }));
    assertEquals(0, version(store, SHOP_42));
    assertEquals(1, append(impatient, SHOP_42, 0, paged("x")).version());
    impatient.close();
  }

  @Test
  void takesTheLockNoLongerThanItsTransaction() {
    Store impatient = SqliteStore.open(file(), "host:2", "0.1.0", IMPATIENT);
    Entry last = append(impatient, SHOP_42, 0, paged("x"));

    raw(file(), "pragma busy_timeout = 0", "begin immediate", "rollback");

    assertEquals(1, last.version());
    impatient.close();
  }

  @Test
  void leavesNothingBehindWhenTheDiskIsFull() {
    append(store, SHOP_42, 0, paged("x"));
    assertThrows(
        Store.Unavailable.class,
        () ->
            store.write(writer -> {
              int pages =
                  ((SqlWriter) writer).sql.sql("pragma page_count").query(Integer.class).single();
              var limit =
                  ((SqlWriter) writer)
                      .sql
                      .sql("pragma max_page_count = " + pages)
                      .query()
                      .listOfRows();
              assertEquals(1, limit.size());
              return writer.append(
                  SHOP_42, 1, paged("x".repeat(1_000_000)), NOON, Actor.system("test"));
            }));
    var freed =
        store.write(writer ->
            ((SqlWriter) writer).sql.sql("pragma max_page_count = 1000000").query().listOfRows());

    assertEquals(1, freed.size());
    assertEquals(1, version(store, SHOP_42));
    assertEquals(2, append(store, SHOP_42, 1, paged("y")).version());
  }

  @Test
  void saysThatTheFileIsReadOnly() throws IOException {
    store.close();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));

    Store.Unavailable readOnly = assertThrows(Store.Unavailable.class, this::open);

    assertTrue(readOnly.toString().contains("is read-only"), readOnly.toString());
    assertEquals("chmod u+w '" + file() + "'", readOnly.fix());
    assertEquals("r--------", mode(file()));
  }

  @Test
  void saysThatTheFolderIsReadOnly() throws IOException {
    store.close();
    Path parent = file().getParent();
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("r-x------"));
    try {
      Store.Unavailable readOnly = assertThrows(Store.Unavailable.class, this::open);

      assertTrue(readOnly.toString().contains("the folder of the store"), readOnly.toString());
      assertEquals("chmod u+w '" + parent + "'", readOnly.fix());
    } finally {
      Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void saysThatTheFileIsNoStore() throws IOException {
    Path text = folder.resolve("notes.txt");
    Files.writeString(text, "shopping list, ".repeat(1000), StandardCharsets.UTF_8);

    Store.Unavailable foreign =
        assertThrows(Store.Unavailable.class, () -> SqliteStore.open(text, "host:1", "0.1.0"));

    assertTrue(foreign.toString().contains("is not a SQLite file"), foreign.toString());
  }

  @Test
  void saysThatTheFileIsDamaged() throws IOException {
    for (int i = 0; i < 200; i++) {
      append(store, SHOP_42, i, paged("x".repeat(500)));
    }
    store.close();
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, 4096 * 2, bytes.length, (byte) 0x5a);
    Files.write(file(), bytes);

    Store.Unavailable damaged =
        assertThrows(
            Store.Unavailable.class,
            () -> {
              try (Store opened = open()) {
                assertEquals(200, opened.read(reader -> reader.entries(SHOP_42, 0)).size());
              }
            });

    assertTrue(damaged.toString().contains("is damaged"), damaged.toString());
  }

  @Test
  void saysThatTheFolderCannotBeMade() throws IOException {
    Path inTheWay = Files.createFile(folder.resolve("file"));

    Store.Unavailable away =
        assertThrows(
            Store.Unavailable.class,
            () -> SqliteStore.open(inTheWay.resolve("slipway.db"), "host:1", "0.1.0"));

    assertTrue(away.toString().contains("cannot be created"), away.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE_FULL, no space left",
    "SQLITE_IOERR_FSYNC, disk answers with errors",
    "SQLITE_READONLY_DIRECTORY, is read-only",
    "SQLITE_BUSY_SNAPSHOT, is locked",
    "SQLITE_CANTOPEN_ISDIR, cannot be opened",
  })
  void saysWhatSqliteMeans(SQLiteErrorCode code, String words) {
    RuntimeException fault = new IllegalStateException(new SQLiteException("x", code));

    RuntimeException told = new SqliteFaults(file()).translate(fault);

    assertTrue(told instanceof Store.Unavailable, told.toString());
    assertTrue(told.toString().contains(words), told.toString());
  }

  @Test
  void refusesAPathThatTheDriverWouldTakeForSettings() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SqliteStore.open(folder.resolve("a?mode=memory"), "host:1", "0.1.0"));
  }
}
