package dev.slipway.outside.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The schema changes under nobody's feet, on whatever database. */
abstract class SchemaContract {
  private static final String ONE_BEFORE = Schema.VERSIONS.get(Schema.VERSIONS.size() - 2);

  /** Opens the store in a database that is empty at first. */
  abstract Store open(String programVersion);

  /** The same by way of another class loader. */
  abstract Store open(ClassLoader loader) throws ReflectiveOperationException;

  /** Connections to that database from outside. */
  abstract DataSource outside();

  abstract Dialect dialect();

  @Test
  void knowsTheVersionsOfItsOwnMigrations() {
    assertEquals(
        Schema.VERSIONS,
        Arrays.stream(flyway().load().info().all())
            .map(migration -> String.valueOf(migration.getVersion()))
            .toList());
  }

  @Test
  void opensACurrentStoreWithoutFlyway() throws ReflectiveOperationException {
    open("0.1.0").close();

    try (Store opened = open(new WithoutFlyway())) {
      assertEquals(List.of(), opened.read(Store.Reader::streams));
    }
  }

  @Test
  void leavesASchemaOfANewerSlipwayAlone() {
    open("0.1.0").close();
    sql(
        "insert into flyway_schema_history select 99, '99', 'later', type, script, checksum, '0.3.0', installed_on, 1, success from flyway_schema_history where installed_rank = 1");

    Store.Unavailable newer = assertThrows(Store.Unavailable.class, () -> open("0.1.0"));

    assertTrue(
        newer.toString().contains("schema 99, made by Slipway 0.3.0; this is 0.1.0"),
        newer.toString());
    assertEquals("use Slipway 0.3.0 or newer", newer.fix());
  }

  @Test
  void leavesAnOlderSchemaAloneWhileAWorkerOfAnotherVersionUsesIt() {
    migrateToOneBefore();
    sql("insert into worker values ('host:7', 7, 'host', " + dialect().nowMicros() + ", '0.0.9')");

    Store.Unavailable refused = assertThrows(Store.Unavailable.class, () -> open("0.1.0"));

    assertTrue(refused.toString().contains("host:7 (Slipway 0.0.9)"), refused.toString());
    assertTrue(refused.fix().contains("end those workers"), refused.fix());
    assertEquals(ONE_BEFORE, newestVersion());
  }

  @Test
  void changesAnOlderSchemaWhenThoseWorkersAreGone() {
    migrateToOneBefore();
    sql(
        "insert into worker values ('host:7', 7, 'host', "
            + dialect().nowMicros()
            + " - 11000000, '0.0.9')");

    open("0.1.0").close();

    assertEquals(Schema.VERSIONS.getLast(), newestVersion());
  }

  @Test
  void changesAnOlderSchemaBesideAWorkerOfTheSameVersion() {
    migrateToOneBefore();
    sql("insert into worker values ('host:7', 7, 'host', " + dialect().nowMicros() + ", '0.1.0')");

    open("0.1.0").close();

    assertEquals(Schema.VERSIONS.getLast(), newestVersion());
  }

  @Test
  void isMadeOnceBySeveralThatComeAtOnce() throws InterruptedException {
    List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(() -> {
            try {
              start.await();
              open("0.1.0").close();
            } catch (InterruptedException | RuntimeException e) {
              faults.add(e);
            }
          });
      threads.add(thread);
      thread.start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(List.of(), faults);
    assertEquals(Schema.VERSIONS.getLast(), newestVersion());
  }

  private void migrateToOneBefore() {
    var unused = flyway().target(MigrationVersion.fromVersion(ONE_BEFORE)).load().migrate();
  }

  private FluentConfiguration flyway() {
    return Flyway.configure().dataSource(outside()).locations(dialect().migrations());
  }

  private String newestVersion() {
    return JdbcClient.create(outside())
        .sql(
            "select version from flyway_schema_history where version is not null order by installed_rank desc limit 1")
        .query(String.class)
        .single();
  }

  private void sql(String statement) {
    int unused = JdbcClient.create(outside()).sql(statement).update();
  }
}
