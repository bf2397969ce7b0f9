package dev.slipway.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.release.ChangeRecord.SqlFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** D1: migrations are found by name, ordered by version, and each has a phase with reasons. */
class MigrationsTest {
  private static final Optional<String> FOLDER = Optional.of("db/migration");

  private static List<SqlFile> files(String... paths) {
    return Arrays.stream(paths).map(path -> new SqlFile(path, "create table t (id int);")).toList();
  }

  private static List<String> ids(List<Migration> migrations) {
    return migrations.stream().map(Migration::id).toList();
  }

  @Test
  void ordersByVersionAndNotByName() {
    List<SqlFile> files =
        new ArrayList<>(
            files(
                "db/migration/V10__a.sql",
                "db/migration/V2__b.sql",
                "db/migration/R__views.sql",
                "db/migration/V1.2__c.sql",
                "db/migration/V1.10__d.sql",
                "db/migration/V1__e.sql",
                "db/migration/V1_3__f.sql",
                "db/migration/V20250101120000__g.sql"));
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(files, random);
      assertEquals(
          List.of("V1", "V1.2", "V1_3", "V1.10", "V2", "V10", "V20250101120000", "R__views"),
          ids(Migrations.from(files, FOLDER)));
    }
  }

  @Test
  void carriesNameTextChecksumAndPhase() {
    Migration one =
        Migrations.from(files("db/migration/V58__add_the_coupon.sql"), FOLDER).getFirst();
    assertEquals("V58", one.id());
    assertEquals("add the coupon", one.description());
    assertEquals("db/migration/V58__add_the_coupon.sql", one.path());
    assertEquals(Phase.EXPAND, one.phase());
    assertEquals(List.of("line 1: creates a table"), one.reasons());
    assertEquals(64, one.checksum().length());
  }

  @Test
  void neverTrustsARepeatable() {
    Migration views = Migrations.from(files("db/migration/R__views.sql"), FOLDER).getFirst();
    assertEquals(Phase.UNSAFE, views.phase());
    assertEquals(List.of("runs again whenever it changes"), views.reasons());
  }

  @Test
  void leavesOutSeedsFixturesAndWhatIsNoMigration() {
    assertEquals(
        List.of("V3"),
        ids(
            Migrations.from(
                files(
                    "db/migration/seeds/V9__rows.sql",
                    "db/migration/Fixtures/V8__rows.sql",
                    "db/migration/V3__seedling_table.sql",
                    "other/V7__x.sql",
                    "db/migrations/V6__x.sql",
                    "db/migration/readme.sql",
                    "db/migration/U3__undo.sql",
                    "db/migration/V4__x.txt"),
                FOLDER)));
  }

  @Test
  void findsMigrationsAnywhereWithoutAFolder() {
    assertEquals(
        List.of("V1", "V2"),
        ids(
            Migrations.from(
                files(
                    "V2__root.sql",
                    "a/b/V1__x.sql",
                    "seeds/V3__x.sql",
                    "src/test/resources/db/V4__x.sql",
                    "q/find.sql"),
                Optional.empty())));
    assertEquals(
        List.of(), Migrations.problems(files("q/find__me.sql", "q/find.sql"), Optional.empty()));
  }

  @Test
  void understandsAFolderHoweverItIsWritten() {
    for (String folder :
        List.of(
            "db/migration", "./db/migration", "db/migration/", "/db/migration", "db\\migration")) {
      assertEquals(
          List.of("V1"),
          ids(Migrations.from(files("db/migration/V1__x.sql", "V2__x.sql"), Optional.of(folder))),
          folder);
    }
    assertEquals(
        List.of("V1"), ids(Migrations.from(files("db/migration/V1__x.sql"), Optional.of("."))));
  }

  @Test
  void reportsNamesTheRunnerWouldPassOver() {
    List<SqlFile> files =
        files(
            "db/migration/V6_x.sql",
            "db/migration/v5__x.sql",
            "db/migration/afterMigrate.sql",
            "db/migration/V1..2__x.sql",
            "db/migration/notes.sql",
            "db/migration/V7__fine.sql",
            "db/migration/U7__fine.sql");
    assertEquals(List.of("V7"), ids(Migrations.from(files, FOLDER)));
    List<Migrations.Problem> problems = Migrations.problems(files, FOLDER);
    assertEquals(
        List.of("V1..2__x.sql", "V6_x.sql", "afterMigrate.sql", "notes.sql", "v5__x.sql"),
        problems.stream()
            .map(problem -> problem.path().substring("db/migration/".length()))
            .toList());
    assertTrue(
        problems.stream().noneMatch(problem -> problem.why().isBlank() || problem.fix().isBlank()));
  }

  @Test
  void trustsNeitherOfTwoFilesWithOneVersion() {
    List<SqlFile> files = files("db/migration/V2__a.sql", "db/migration/V02.0__b.sql");
    List<Migration> both = Migrations.from(files, FOLDER);
    assertEquals(List.of(Phase.UNSAFE, Phase.UNSAFE), both.stream().map(Migration::phase).toList());
    assertEquals("another file has the same version", both.getFirst().reasons().getFirst());
    assertEquals(
        "has the same version as db/migration/V02.0__b.sql",
        Migrations.problems(files, FOLDER).getFirst().why());
  }

  @Test
  void keepsTheChecksumOverLineEndsOnly() {
    String unix = Migrations.checksum("create table t (id int);\n-- x\n");
    assertEquals(unix, Migrations.checksum("create table t (id int);\r\n-- x\r\n"));
    assertEquals(unix, Migrations.checksum("\uFEFFcreate table t (id int);\n-- x\n"));
    assertNotEquals(unix, Migrations.checksum("create table t (id int);\n-- y\n"));
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        Migrations.checksum(""));
  }

  @Test
  void survivesHostileNames() {
    List<SqlFile> files =
        files(
            "",
            "/",
            "V",
            "V__.sql",
            "V1__.sql",
            "V" + "1.".repeat(50_000) + "1__x.sql",
            "V" + "9".repeat(100_000) + "__x.sql",
            "a\nb/V2__new\nline.sql",
            "V3__\u202E\u001b[31m.sql",
            ".sql",
            "__.sql",
            "R__.sql");
    assertTrue(
        ids(Migrations.from(files, Optional.empty())).containsAll(List.of("V1", "V2", "V3")));
    assertTrue(Migrations.problems(files, Optional.empty()).size() >= 1);
  }
}
