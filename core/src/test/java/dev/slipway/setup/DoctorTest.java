package dev.slipway.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Fact;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.Outbox;
import dev.slipway.outside.store.SqlOutbox;
import dev.slipway.outside.store.SqliteStore;
import dev.slipway.release.Actor;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.view.DoctorView;
import dev.slipway.view.DoctorView.Check;
import dev.slipway.view.DoctorView.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, real git, real stores. */
@Tag("T1")
class DoctorTest {
  @TempDir Path folder;
  private AWorkplace place;

  @BeforeEach
  void right() {
    place = new AWorkplace(folder).write("slipway.yaml", AWorkplace.RIGHT);
    place.repository("shop", "v1.0.0", "v1.1.0", "other-3");
  }

  private static String fix(Check check) {
    return check.fix().orElseThrow();
  }

  private Store store() {
    return SqliteStore.open(folder.resolve("state/slipway.db"), "here:1", "0.1.0");
  }

  private void mustMend(Check check, String words, String fix) {
    assertEquals(State.MEND, check.state(), check.toString());
    assertTrue(check.result().contains(words), check.toString());
    assertTrue(fix(check).contains(fix), check.toString());
  }

  @Test
  void saysWhatToDoWhereNothingIsConfigured() throws IOException {
    Files.delete(folder.resolve("slipway.yaml"));
    mustMend(place.theOnly("configuration"), "no slipway.yaml here or above", "slipway init");
    assertEquals(State.UNKNOWN, place.theOnly("store").state());
    assertEquals(1, place.examined().problems());
  }

  @Test
  void tellsEveryProblemOfTheConfigurationWithFileLineAndFix() {
    place.write(
        "slipway.yaml",
        AWorkplace.RIGHT.replace("path: shop", "path: nowhere").replace("ada@example.org", "ada"));
    List<Check> checks = place.examined("configuration");
    assertEquals(2, checks.size(), checks.toString());
    mustMend(checks.get(0), "slipway.yaml:4: ", "edit slipway.yaml:4: ");
    mustMend(checks.get(0), "slipway.yaml:4: ", "name@example.org");
    mustMend(checks.get(1), "slipway.yaml:11: ", "folder of the git repository");
    assertEquals(State.UNKNOWN, place.theOnly("store").state());
  }

  @Test
  void tellsWhatIsAllowedAndWillSurprise() {
    List<Check> checks = place.examined("configuration");
    assertEquals(State.WELL, checks.getFirst().state());
    assertTrue(checks.getFirst().result().contains("1 service, 1 environment, 1 person"));
    assertTrue(
        checks.stream()
            .anyMatch(
                check -> check.state() == State.LOOK && check.result().contains("asks nobody")),
        checks.toString());
    assertTrue(checks.getLast().result().startsWith("you are Ada Okafor"), checks.toString());
  }

  @Test
  void saysThatAStrangerMayOnlyLook() {
    Check you = place.as("mallory").examined("configuration").getLast();
    assertEquals(State.LOOK, you.state());
    assertEquals("edit slipway.yaml, people, under your name: os-users: [mallory]", fix(you));
  }

  @Test
  void makesNoStoreWhereThereIsNone() {
    Check store = place.theOnly("store");
    assertEquals(State.WELL, store.state(), store.toString());
    assertTrue(store.result().startsWith("state/slipway.db will be made"), store.toString());
    assertFalse(Files.exists(folder.resolve("state")));
    assertEquals(State.WELL, place.theOnly("worker").state());
    assertEquals(State.WELL, place.theOnly("releases").state());
  }

  @Test
  void looksAtChatOnlyWhereSomethingIsTold() {
    store().close();
    assertTrue(place.examined().checks().stream().noneMatch(check -> check.check().equals("chat")));

    tellSlack();

    assertEquals("everything was told", place.theOnly("chat").result());
  }

  @Test
  void saysWhichProgramsWillNeverHearOfSomething() {
    place.write(
        "slipway.yaml",
        AWorkplace.RIGHT
            + """
            webhooks: { page: { url: "https://page.example.org", secret-from: { env: PAGE } } }
            news: { subscriptions: { all: { to: ["webhook:page"] } } }
            """);
    try (SqliteStore store =
        SqliteStore.open(folder.resolve("state/slipway.db"), "here:1", "0.1.0")) {
      assertEquals("everything was told", place.theOnly("news").result());
      StreamName stream = new StreamName("release/shop/2");
      var unused =
          store.write(writer ->
              writer.append(stream, 0, new Fact.Paged("x"), Instant.EPOCH, Actor.system("test")));
      Outbox outbox = SqlOutbox.ofNews(store);
      Outbox.Line line =
          Outbox.Line.waiting("webhook:page", stream, 1, 2, "x", Instant.EPOCH, Instant.EPOCH);
      assertTrue(outbox.tell(outbox.behind().getFirst(), List.of(line)));
      outbox.keep(line.later(Instant.EPOCH, Outbox.Line.State.DEAD, "answered 410 Gone"));
    }

    Check news = place.theOnly("news");
    assertEquals(State.LOOK, news.state());
    assertEquals(
        "1 line will never be posted; the newest in webhook:page: answered 410 Gone",
        news.result());
    assertEquals("edit webhooks.page in slipway.yaml", fix(news));
  }

  private void tellSlack() {
    place.write("slipway.yaml", AWorkplace.RIGHT.replace("{ policy", "{ tell: [slack:C1], policy"));
  }

  @Test
  void saysWhichLinesWillNeverBePosted() {
    tellSlack();
    Path file = folder.resolve("state/slipway.db");
    try (SqliteStore store = SqliteStore.open(file, "here:1", "0.1.0")) {
      StreamName stream = new StreamName("release/shop/2");
      var unused =
          store.write(writer ->
              writer.append(stream, 0, new Fact.Paged("x"), Instant.EPOCH, Actor.system("test")));
      Outbox outbox = new SqlOutbox(store);
      Outbox.Line line =
          Outbox.Line.waiting("slack:C1", stream, 1, 2, "x", Instant.EPOCH, Instant.EPOCH);
      assertTrue(outbox.tell(outbox.behind().getFirst(), List.of(line)));
      assertTrue(place.theOnly("chat").result().startsWith("the oldest line waits "));

      outbox.keep(line.later(Instant.EPOCH, Outbox.Line.State.DEAD, "not_in_channel"));
    }

    Check chat = place.theOnly("chat");
    assertEquals(State.LOOK, chat.state());
    assertEquals(
        "1 line will never be posted; the newest in slack:C1: not_in_channel", chat.result());
    assertEquals("invite the bot into slack:C1", fix(chat));
  }

  @Test
  void opensTheStoreThatIsThere() {
    store().close();
    Check store = place.theOnly("store");
    assertEquals(State.WELL, store.state(), store.toString());
    assertTrue(store.result().contains("opens and can be written, no release yet"));
  }

  @Test
  void namesWhatIsWrongWithAStoreThatDoesNotOpen() {
    place.write(
        "state/slipway.db", "this is no SQLite file, and long enough to be looked at\n".repeat(50));
    mustMend(place.theOnly("store"), "is not a SQLite file", "backup");
    assertEquals(State.UNKNOWN, place.theOnly("worker").state());
    assertEquals(State.UNKNOWN, place.theOnly("releases").state());
  }

  @Test
  void namesTheFileThatStandsWhereTheStoresFolderShould() {
    place.write("state", "a file");
    mustMend(place.theOnly("store"), "cannot be made: state is no folder", "store:");
  }

  @Test
  void seesAMovingReleaseThatNobodyDrives() {
    try (Store store = store()) {
      store.write(writer -> {
        writer.summarize(moving(AWorkplace.NOW.minus(Duration.ofMinutes(3))));
        return true;
      });
      mustMend(place.theOnly("worker"), "none works, and a release moves", "slipway work");
      mustMend(place.theOnly("releases"), "shop/1 moves, and nobody drives", "slipway work");

      store.write(writer -> {
        writer.heartbeat(
            new Store.Worker(
                "there:7", 7, "there", AWorkplace.NOW.minus(Duration.ofSeconds(1)), "0.1.0"));
        return true;
      });
      assertTrue(place.theOnly("worker").result().startsWith("process 7 on there works"));
      assertEquals(State.WELL, place.theOnly("releases").state());
    }
  }

  @Test
  void seesAClockThatGoesWrong() {
    assertEquals(State.WELL, place.theOnly("clock").state());
    try (Store store = store()) {
      store.write(writer -> {
        writer.summarize(moving(AWorkplace.NOW.plus(Duration.ofHours(2))));
        return true;
      });
    }
    mustMend(place.theOnly("clock"), "2 h behind the newest entry", "set-ntp");
    mustMend(place.at(Instant.EPOCH).theOnly("clock"), "1970-01-01", "set-ntp");
  }

  private static Store.Summary moving(Instant changed) {
    return new Store.Summary(
        new ReleaseId(new ServiceName("shop"), 1),
        new EnvironmentName("prod"),
        "v1.1.0",
        Optional.of("v1.0.0"),
        "Deploying",
        "untouched",
        0,
        0,
        0,
        Optional.of("low"),
        "ada",
        Optional.empty(),
        Optional.empty(),
        changed,
        changed,
        1);
  }

  @Test
  void countsTheVersionsThatATagNames() {
    Check repository = place.theOnly("repository shop");
    assertEquals(State.WELL, repository.state(), repository.toString());
    assertTrue(repository.result().startsWith("shop, 2 versions, newest v1."), repository.result());
  }

  @Test
  void saysHowToMakeTheFirstVersion() throws IOException {
    deleteFolder(folder.resolve("shop/.git"));
    place.repository("shop", "release-7");
    Check repository = place.theOnly("repository");
    assertEquals(State.LOOK, repository.state());
    assertTrue(repository.result().contains("none of 1 tag fits the pattern v{version}"));
    assertEquals("git -C " + folder.resolve("shop") + " tag v1.0.0", fix(repository));
  }

  @Test
  void seesAFolderWithoutARepositoryAndAShallowClone() throws IOException {
    deleteFolder(folder.resolve("shop/.git"));
    mustMend(place.theOnly("repository"), "there is no repository at", "git -C");

    place.repository("origin");
    place.git("origin", "commit", "--quiet", "--allow-empty", "--message=more");
    deleteFolder(folder.resolve("shop"));
    place.git(".", "clone", "--quiet", "--depth=1", "file://" + folder.resolve("origin"), "shop");
    mustMend(place.theOnly("repository"), "a shallow clone", "fetch --unshallow --tags");
  }

  @Test
  void saysWhatAnsweringWouldTakeWhereTheTargetIsSilent() {
    mustMend(place.theOnly("target shop prod"), "fleet", "slipway demo start");
    assertEquals(State.UNKNOWN, place.theOnly("break-glass").state());
  }

  @Test
  void looksForTheFolderOfMigrations() {
    place.write(
        "slipway.yaml",
        AWorkplace.RIGHT.replace(
            "    environments:", "    migrations: { path: db/migration }\n    environments:"));
    Check missing = place.theOnly("migrations shop");
    assertEquals(State.LOOK, missing.state(), missing.toString());
    place
        .write("shop/db/migration/V1__a.sql", "select 1;")
        .write("shop/db/migration/notes.txt", "");
    assertEquals("db/migration, 1 SQL file", place.theOnly("migrations").result());
  }

  @Test
  void saysWhichZoneScreensUse() {
    assertTrue(
        place
            .in(ZoneId.of("Europe/Berlin"))
            .theOnly("time zone")
            .result()
            .startsWith("Europe/Berlin (+01:00)"));
    Check wrong = place.variable("TZ", "Europe/Nowhere").theOnly("time zone");
    assertEquals(State.LOOK, wrong.state(), wrong.toString());
    assertEquals(State.WELL, place.variable("TZ", "Asia/Tokyo").theOnly("time zone").state());
  }

  @Test
  void saysOfWhatIsNotConfiguredThatNothingIsWrong() {
    for (String system : List.of("Kubernetes", "CI", "mail")) {
      Check absent = place.theOnly(system);
      assertEquals(State.ABSENT, absent.state());
      assertTrue(absent.result().contains("nothing is wrong"), absent.toString());
    }
  }

  @Test
  void examinesOnlyWhatWasAskedFor() {
    assertEquals(1, place.examined("git").size());
    Doctor.Report.NoSuchCheck none =
        assertInstanceOf(Doctor.Report.NoSuchCheck.class, place.report(Optional.of("stor")));
    assertTrue(none.known().contains("store"), none.toString());
  }

  @Test
  void examinesSeveralInTheirOwnOrder() {
    List<String> asked = place.examined("store, git").stream().map(Check::check).toList();
    assertEquals(List.of("git", "store"), asked);
    assertInstanceOf(
        Doctor.Report.NoSuchCheck.class,
        place.report(Optional.of("git,stor")),
        "one that is not there is not left out in silence");
    assertInstanceOf(Doctor.Report.NoSuchCheck.class, place.report(Optional.of(",")));
  }

  @Test
  void neverShowsASecret() {
    place.write(
        "slipway.yaml",
        AWorkplace.RIGHT.replace(
            "store: { path: state/slipway.db }",
            "store: { path: state/slipway.db, password: hunter2-value }"));
    place.variable("SLIPWAY_TOKEN", "hunter2-value");
    DoctorView view = place.examined();
    assertTrue(view.problems() > 0);
    assertFalse(view.toString().contains("hunter2-value"), view.toString());
  }

  @Test
  void changesNothing() throws IOException {
    List<Path> before = files();
    var unused = place.examined();
    assertEquals(before, files());
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  private static void deleteFolder(Path top) throws IOException {
    try (var files = Files.walk(top)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }
}
