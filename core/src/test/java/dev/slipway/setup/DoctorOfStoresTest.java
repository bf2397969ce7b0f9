package dev.slipway.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Store;
import dev.slipway.outside.store.APostgres;
import dev.slipway.outside.store.PostgresServer;
import dev.slipway.outside.store.PostgresStore;
import dev.slipway.outside.store.SqliteStore;
import dev.slipway.view.DoctorView.Check;
import dev.slipway.view.DoctorView.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor looks at a store, whatever is in it, and leaves it so. */
@Tag("T1")
class DoctorOfStoresTest {
  private static final String OF_AN_OLDER_SLIPWAY =
      "delete from flyway_schema_history where installed_rank = (select max(installed_rank) from flyway_schema_history)";

  @TempDir Path folder;

  private AWorkplace with(PostgresServer server) {
    return new AWorkplace(folder)
        .repository("shop", "v1.0.0")
        .write(
            "slipway.yaml",
            AWorkplace.RIGHT.replace(
                "store: { path: state/slipway.db }",
                "store: { kind: postgresql, url: \"" + server.url() + "\", user: postgres }"));
  }

  private AWorkplace withFile() {
    return new AWorkplace(folder)
        .repository("shop", "v1.0.0")
        .write("slipway.yaml", AWorkplace.RIGHT);
  }

  private Path file() {
    return folder.resolve("state/slipway.db");
  }

  private static long number(String url, String user, String query) {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertTrue(row.next());
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void change(String url, String user, String sql) {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement()) {
      assertEquals(1, statement.executeUpdate(sql));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void makesNoTableInAnEmptyDatabase() {
    PostgresServer server = APostgres.emptyDatabase();
    AWorkplace place = with(server);

    Check store = place.theOnly("store");

    assertEquals(State.WELL, store.state(), store.toString());
    assertTrue(store.result().contains("is empty, and is made ready by the first command"));
    assertEquals(State.WELL, place.theOnly("worker").state());
    assertEquals(State.WELL, place.theOnly("releases").state());
    assertEquals(
        0,
        number(
            server.url(),
            APostgres.USER,
            "select count(*) from information_schema.tables where table_schema = 'public'"));
  }

  @Test
  void opensADatabaseThatIsReady() {
    Check store = with(APostgres.database()).theOnly("store");

    assertEquals(State.WELL, store.state(), store.toString());
    assertTrue(store.result().contains("opens and can be written, no release yet"));
  }

  @Test
  void leavesADatabaseOfAnOlderSlipwayAsItIs() {
    PostgresServer server = APostgres.database();
    PostgresStore.open(server, "here:1", "0.1.0").close();
    change(server.url(), APostgres.USER, OF_AN_OLDER_SLIPWAY);
    String versions = "select count(*) from flyway_schema_history where version is not null";
    long before = number(server.url(), APostgres.USER, versions);

    Check store = with(server).theOnly("store");

    assertEquals(State.LOOK, store.state(), store.toString());
    assertTrue(store.result().endsWith("was made by an older Slipway"), store.toString());
    assertTrue(store.fix().orElseThrow().startsWith("pg_dump "), store.toString());
    assertEquals(before, number(server.url(), APostgres.USER, versions));
  }

  @Test
  void leavesAFileOfAnOlderSlipwayAsItIs() {
    AWorkplace place = withFile();
    SqliteStore.open(file(), "here:1", "0.1.0").close();
    String url = "jdbc:sqlite:" + file();
    change(url, "", OF_AN_OLDER_SLIPWAY);
    String versions = "select count(*) from flyway_schema_history where version is not null";
    long before = number(url, "", versions);

    Check store = place.theOnly("store");

    assertEquals(State.LOOK, store.state(), store.toString());
    assertTrue(store.fix().orElseThrow().startsWith("sqlite3 state/slipway.db "), store.toString());
    assertEquals(before, number(url, "", versions));
  }

  @Test
  void leavesAnEmptyFileEmpty() throws IOException {
    AWorkplace place = withFile().write("state/slipway.db", "");

    assertEquals(State.WELL, place.theOnly("store").state());
    assertEquals(0, Files.size(file()));
  }

  @Test
  void seesThatOthersCouldReplaceTheFile() throws IOException {
    AWorkplace place = withFile();
    SqliteStore.open(file(), "here:1", "0.1.0").close();
    assertEquals(State.WELL, place.theOnly("store").state());
    Files.setPosixFilePermissions(file().getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));

    Check store = place.theOnly("store");

    assertEquals(State.LOOK, store.state(), store.toString());
    assertTrue(store.result().contains("others may write in its folder"), store.toString());
    assertEquals("chmod go-w state", store.fix().orElseThrow());
  }

  @Test
  void takesASignOfLifeThatCameMeanwhileForOneOfNow() {
    AWorkplace place = withFile();
    try (Store store = SqliteStore.open(file(), "here:1", "0.1.0")) {
      store.write(writer -> {
        writer.heartbeat(
            new Store.Worker("there:7", 7, "there", AWorkplace.NOW.plusSeconds(1), "0.1.0"));
        return true;
      });
    }

    assertEquals("process 7 on there works, seen just now", place.theOnly("worker").result());
  }
}
