package dev.slipway.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Migrator;
import dev.slipway.control.port.Outcome;
import dev.slipway.health.Side;
import dev.slipway.migration.Migration;
import dev.slipway.migration.Phase;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening.Changed;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PracticeMigratorTest {
  private static final Migration COUPON =
      migration("V2", "alter table orders add column coupon text;");

  @TempDir Path folder;
  private PracticeFleet fleet;
  private Migrator migrator;

  @BeforeEach
  void start() {
    fleet = PracticeFleet.in(folder, 300);
    migrator = fleet.target().migrator();
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void appliesEachMigrationOnce() {
    assertInstanceOf(Outcome.Done.class, migrator.apply(COUPON));
    Outcome.Done again = assertInstanceOf(Outcome.Done.class, migrator.apply(COUPON));
    assertTrue(again.evidence().contains("before"), again.evidence());
    assertEquals(List.of(new Migrator.Applied("V2", COUPON.checksum())), migrator.applied());
  }

  @Test
  void refusesAnIdWithAnotherChecksum() {
    assertInstanceOf(Outcome.Done.class, migrator.apply(COUPON));
    Outcome.Failed other =
        assertInstanceOf(
            Outcome.Failed.class,
            migrator.apply(migration("V2", "alter table orders add column other text;")));
    assertEquals(Changed.NO, other.changed());
    assertTrue(other.fault().contains("checksum"), other.fault());
  }

  @Test
  void leavesNothingOfAMigrationThatFails() {
    Outcome.Failed broken =
        assertInstanceOf(
            Outcome.Failed.class,
            migrator.apply(
                migration(
                    "V3", "create table wishes (id integer); insert into nowhere values (1);")));
    assertEquals(Changed.NO, broken.changed());
    assertEquals(List.of(), migrator.applied());
    assertInstanceOf(
        Outcome.Done.class, migrator.apply(migration("V4", "create table wishes (id integer);")));
  }

  @Test
  void noticesAMigrationThatEndsItsOwnTransaction() {
    Outcome.Failed torn =
        assertInstanceOf(
            Outcome.Failed.class,
            migrator.apply(migration("V5", "create table torn (id integer); commit; select 1;")));
    assertEquals(Changed.UNKNOWN, torn.changed());
  }

  @Test
  void letsTheNewVersionUseTheNewColumnWhileTheOldOneGoesOn() throws Exception {
    assertInstanceOf(Outcome.Done.class, migrator.apply(COUPON));
    assertInstanceOf(Outcome.Done.class, fleet.target().deployment().deploy(Side.CANARY, 2, "new"));
    fleet.target().traffic().write(new Weight(50));
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        var statement = database.createStatement()) {
      PracticeFleet.until(
          Duration.ofSeconds(60),
          () -> count(statement, "version = 'v2' and coupon = 'WELCOME'") > 0);
      assertTrue(count(statement, "version = 'v1'") > 0);
      assertEquals(0, count(statement, "version = 'v1' and coupon is not null"));
    }
  }

  private static int count(java.sql.Statement statement, String condition) {
    try (var rows = statement.executeQuery("select count(*) from orders where " + condition)) {
      return rows.getInt(1);
    } catch (java.sql.SQLException broken) {
      throw new AssertionError(broken);
    }
  }

  private static Migration migration(String id, String sql) {
    return new Migration(
        id,
        "db/" + id + ".sql",
        "a change",
        sql,
        Integer.toHexString(sql.hashCode()),
        Phase.EXPAND,
        List.of());
  }
}
