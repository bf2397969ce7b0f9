package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.Refusal;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Kept;
import dev.slipway.view.AuditView;
import dev.slipway.view.CheckListView;
import dev.slipway.view.DocumentsView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.PlanView;
import dev.slipway.view.RefusalView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lines that change something: what they answer, how dangerous ones ask, and what a dry run leaves
 * alone.
 */
class ChangingTest {
  private final CommandLineGrammar grammar = new CommandLineGrammar();
  private AShop shop;
  private Typed session;

  @BeforeEach
  void open(@TempDir Path folder) {
    shop = AShop.in(folder);
    session = Typed.at(shop.desk());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Outcome run(String line) {
    return grammar.run(session, ((Tokens.Words) new Tokenizer().tokens(line)).words());
  }

  private NoticeView notice(String line) {
    Outcome outcome = run(line);
    assertEquals(0, outcome.exit(), outcome.toString());
    return assertInstanceOf(NoticeView.class, outcome.view().orElseThrow());
  }

  private RefusalView refused(int exit, String line) {
    Outcome outcome = run(line);
    RefusalView refusal =
        assertInstanceOf(RefusalView.class, outcome.view().orElseThrow(), outcome.toString());
    assertEquals(exit, outcome.exit(), refusal.toString());
    return refusal;
  }

  private ReleaseRecord shop2() {
    return AShop.yes(shop.desk().lookup().find("shop/2", Optional.empty()));
  }

  @Test
  void opensAReleaseAndSaysWhatChangedHowToUndoItAndWhatComesNext() {
    NoticeView opened = notice("new shop v2 --title \"Coupon codes\"");
    assertEquals(Optional.of("shop/2"), opened.release());
    assertTrue(opened.what().startsWith("shop/2 is open: v1 → v2, plan "), opened.what());
    assertTrue(opened.undo().orElseThrow().startsWith("slipway cancel shop/2"));
    assertTrue(opened.next().orElseThrow().startsWith("slipway "), opened.next().toString());
  }

  @Test
  void putsTheReleaseThatWasOpenedInUseInTheShellAndNowhereElse() {
    notice("new shop v2");
    assertEquals(Optional.empty(), session.inUse());
    notice("cancel shop/2 --reason again");
    session.in(Face.SHELL);
    notice("new shop v2 --dry-run");
    assertEquals(Optional.empty(), session.inUse());
    NoticeView opened = notice("new shop v2");
    assertEquals(opened.release(), session.inUse().map(Object::toString));
    assertTrue(
        opened.details().contains("\"@\", or no release at all, means shop/3 now"),
        opened.details().toString());
    assertEquals(Optional.of("shop/3"), notice("cancel --reason enough").release());
  }

  @Test
  void walksAReleaseFromTheGateToItsWayBack() {
    notice("new shop v2");
    RefusalView closed = refused(3, "start shop/2");
    assertTrue(
        closed.why().stream().anyMatch(line -> line.contains("Chi Tan")), closed.why().toString());
    session.by(AShop.CHI);
    assertTrue(
        notice("approve shop/2 --note \"here all day\"")
            .what()
            .startsWith("You approved shop/2, plan "));
    for (String item : List.of("reviewed", "tests-green", "debug-left", "on-call")) {
      notice("check confirm shop/2 " + item + " --evidence seen");
    }
    notice("check waive shop/2 stakeholders --reason \"nothing they notice\" --until 7d");
    session.by(AShop.ADA);
    assertEquals("E-WORK-01", refused(6, "start shop/2").code());
    shop.withAWorker();
    NoticeView started = notice("start shop/2");
    assertEquals(Optional.of("slipway rollback shop/2"), started.undo());
    assertEquals(Optional.of("slipway rollout watch shop/2"), started.next());
    assertTrue(
        started.told().stream().anyMatch(line -> line.contains("started")),
        started.told().toString());
    assertTrue(notice("start shop/2").what().contains("nothing was changed"));
    assertTrue(
        notice("rollout pause shop/2 --reason \"a log line\"")
            .undo()
            .orElseThrow()
            .endsWith("resume shop/2"));
    assertTrue(notice("rollback shop/2").what().contains("is on its way back to v1"));
    assertTrue(notice("rollback shop/2").what().contains("nothing was changed"));
  }

  @Test
  void aStartWritesNothingOfItemsThatOnlyPeopleLookAt() {
    shop.ready("v2");
    shop.withAWorker();
    notice("start shop/2");
    String journal = run("audit list shop/2 --limit 100").view().orElseThrow().toString();
    assertTrue(journal.contains("a check confirmed change-read"), journal);
    assertFalse(journal.contains("a check found"), journal);
    assertFalse(
        run("check run shop/2 tests-green").view().orElseThrow().toString().contains("a check"));
  }

  @Test
  void aStartGetsAWorkerWhereItMayAndRefusesBeforeAnythingMovesWhereNot() {
    shop.ready("v2");
    assertEquals("E-WORK-01", refused(6, "start shop/2").code());
    assertEquals("Planned", shop2().state().name());
    session.summoning(() -> {
      shop.withAWorker();
      return Optional.empty();
    });
    notice("start shop/2");
    assertEquals(2, session.summons);
    notice("rollout pause shop/2");
    assertEquals(2, session.summons, "one is there");
  }

  @Test
  void aRollbackThatNobodyCanCarryOutIsAcceptedAndPending() {
    shop.ready("v2");
    session.summoning(Optional::empty);
    notice("start shop/2");
    session.summoning(() ->
        Optional.of(new Refusal("E-WORK-01", Refusal.Kind.CONFLICT, "none", List.of(), List.of())));
    Outcome outcome = run("rollback shop/2");
    assertEquals(8, outcome.exit());
    assertTrue(outcome.view().orElseThrow().toString().contains("no worker runs"));
    assertEquals("RollingBack", shop2().state().name());
  }

  @Test
  void lookingSummonsNobody() {
    shop.ready("v2");
    for (String line :
        List.of(
            "list",
            "show shop/2",
            "plan shop/2",
            "start shop/2 --dry-run",
            "rollout watch shop/2")) {
      Outcome unused = run(line);
    }
    assertEquals(0, session.summons);
  }

  @Test
  void asksNothingBeforeARollbackNorBeforeAStartInPractice() {
    shop.ready("v2");
    shop.withAWorker();
    notice("start shop/2");
    notice("rollback shop/2");
    assertEquals(List.of(), session.asked);
  }

  @Test
  void wantsTheNameBeforeWatchingIsSkipped() {
    shop.atAQuarter("v2");
    assertEquals("E-ASK-02", refused(2, "rollout advance shop/2 --skip-watching").code());
    assertEquals(
        "E-ASK-02", refused(2, "rollout advance shop/2 --skip-watching --confirm shop/3").code());
    session.answering("no");
    assertEquals(130, run("rollout advance shop/2 --skip-watching").exit());
    assertEquals(2, run("rollout advance shop/2 --skip-watching --no-input").exit());
    assertEquals(25, shop2().state().desired().weight().percent());
    session.answering("shop/2");
    assertTrue(
        notice("rollout advance shop/2 --skip-watching").what().contains("goes to the next stage"));
  }

  @Test
  void saysThatTooLittleDataIsNoVerdict() {
    shop.atAQuarter("v2");
    assertEquals("E-DATA-01", refused(9, "rollout advance shop/2").code());
    assertEquals("E-DATA-01", refused(9, "rollout advance shop/2 --dry-run").code());
  }

  @Test
  void changesNothingInADryRunOfAnyCommand() {
    shop.atAQuarter("v2");
    long before = version();
    for (String line :
        List.of(
            "new shop v3 -n",
            "plan shop/2 -n",
            "withdraw shop/2 -n",
            "start shop/2 -n",
            "rollback shop/2 -n",
            "rollout pause shop/2 -n",
            "rollout resume shop/2 -n",
            "rollout advance shop/2 --skip-watching -n",
            "rollout extend shop/2 15m -n",
            "finish shop/2 --reason x -n",
            "cancel shop/2 --reason x -n",
            "check run shop/2 -n",
            "check confirm shop/2 on-call --evidence x -n",
            "check withdraw shop/2 on-call -n",
            "check waive shop/2 on-call --reason x --until 1d -n",
            "approve shop/2 -n",
            "doc write shop/2 -n")) {
      Outcome outcome = run(line);
      boolean would =
          (outcome.view().orElseThrow() instanceof NoticeView notice && notice.would())
              || (outcome.view().orElseThrow() instanceof DocumentsView documents
                  && documents.would())
              || outcome.view().orElseThrow() instanceof RefusalView
              || outcome.view().orElseThrow() instanceof PlanView;
      assertTrue(would, line + ": " + outcome);
    }
    assertEquals(before, version());
  }

  private long version() {
    return shop.desk().lookup().list(Store.Query.all()).stream()
        .mapToLong(Store.Summary::streamVersion)
        .sum();
  }

  @Test
  void everyCommandThatChangesSomethingTakesADryRun() {
    for (Verb verb : Verbs.all().list()) {
      // What these write is no release's, and it can be looked at first all the same.
      boolean writes = verb.changes() || List.of("init", "notify me").contains(verb.path());
      assertEquals(writes, verb.option("--dry-run").isPresent(), verb.path());
    }
  }

  @Test
  void aDryRunOfAStartNamesTheGates() {
    shop.opened("v2");
    RefusalView closed = refused(3, "start shop/2 --dry-run");
    assertTrue(closed.what().contains("could not start"), closed.what());
  }

  @Test
  void aFinishedReleaseIsUndoneByANewOne() {
    shop.opened("v2");
    // shop/1 is what ran before: adopted, and finished as it stood.
    RefusalView refusal = refused(6, "rollback shop/1");
    assertEquals("E-BACK-02", refusal.code());
    assertEquals("E-BACK-02", refused(6, "rollback shop/1 --dry-run").code());
    assertEquals("E-STATE-01", refused(6, "rollback shop/2").code());
    assertEquals(
        List.of("slipway cancel shop/2 --reason \"why\""), refused(6, "rollback shop/2").fix());
  }

  @Test
  void rollbackOfAFinishedReleaseStartsItsUndo() {
    shop.finishes(shop.started("v2"));
    shop.withAWorker();
    assertEquals(
        "Would open a new release that takes shop/2 back to v1, and start it.",
        notice("rollback shop --dry-run").what());

    NoticeView undo = notice("rollback shop --reason \"baskets are empty\"");

    assertEquals(Optional.of("shop/3"), undo.release());
    assertEquals("shop/3 brings everybody back to v1.", undo.what());
    assertEquals(Optional.of("slipway rollback shop/3"), undo.undo());
    assertTrue(notice("rollback shop/2").what().startsWith("shop/3: "), "there is one undo");
  }

  @Test
  @Tag("D5")
  void aRollbackSaysWhatItDoesNotUndoAndWhereTheDataAre() {
    ReleaseRecord started = shop.started("v2");
    Kept.Backup backup =
        new Kept.Backup(
            "/backups/shop.dump",
            OptionalLong.of(5),
            "verified by ./verify.sh",
            Duration.ofSeconds(3),
            List.of("stop the shop", "pg_restore /backups/shop.dump"),
            true);
    ReleaseRecord unused =
        shop.happens(
            started,
            new Happening.StepDone(
                shop.tick(),
                Actor.system("driver"),
                "checkpoint",
                1,
                "noted",
                Optional.of(backup)));

    for (String line : List.of("rollback shop/2 --dry-run", "rollback shop/2")) {
      String said = notice(line).details().toString();

      assertTrue(said.contains("Not undone: what v2 wrote or sent while it served stays"), said);
      assertTrue(said.contains("are saved at /backups/shop.dump, and going back does not"), said);
      assertTrue(said.contains("To restore: pg_restore /backups/shop.dump"), said);
      assertTrue(said.contains("Restored by: slipway restore shop/2"), said);
    }
  }

  @Test
  void aRehearsalNeedsAFinishedReleaseAndAnEnvironmentThatAllowsIt() {
    shop.finishes(shop.started("v2"));
    shop.withAWorker();

    assertEquals("E-BACK-05", refused(3, "rollback shop --rehearse").code());
    assertEquals("E-BACK-05", refused(3, "rollback shop --rehearse --dry-run").code());
    shop.serves("v2");
    shop.atAQuarter("v3");
    assertEquals("E-STATE-01", refused(6, "rollback shop/3 --rehearse").code());
  }

  @Test
  void whatIsOverAndServesNobodyHasNoWayBackToRehearse() {
    shop.ready("v2");
    NoticeView unused = notice("cancel shop/2 --reason again");
    RefusalView refusal = refused(6, "rollback shop/2 --rehearse");
    assertEquals(
        "shop/2 is over and serves nobody, so it has no way back to rehearse.", refusal.what());
    assertEquals(List.of("slipway history shop"), refusal.fix());
  }

  @Test
  void followsAStartUntilItsEnd() {
    shop.ready("v2");
    shop.withAWorker();
    Outcome outcome = run("start shop/2 --watch --timeout 2h --json");
    assertEquals(ExitCode.PENDING.code(), outcome.exit());
    assertEquals(Optional.of(java.time.Duration.ofHours(2)), session.watched.getFirst().timeout());
    assertEquals(Format.Kind.JSON, session.watched.getFirst().format().kind());
  }

  @Test
  void plansAnewOnlyWhenAsked() {
    ReleaseRecord release = shop.opened("v2");
    assertInstanceOf(PlanView.class, run("plan shop/2").view().orElseThrow());
    assertEquals(release.version(), shop2().version());
    assertEquals("E-RISK-01", refused(2, "plan shop/2 --risk high").code());
    PlanView raised =
        assertInstanceOf(
            PlanView.class,
            run("plan shop/2 --risk high --reason \"before a holiday\"").view().orElseThrow());
    assertEquals("high", raised.risk().level());
    assertTrue(
        refused(2, "plan shop/2 --risk hihg --reason x").what().contains("Did you mean high?"));
  }

  @Test
  void tellsByItsExitCodeThatACheckFailed() {
    shop.opened("v2");
    Outcome outcome = run("check run shop/2");
    CheckListView list = assertInstanceOf(CheckListView.class, outcome.view().orElseThrow());
    boolean failed = list.items().stream().anyMatch(item -> item.state().equals("failed"));
    assertEquals(failed ? 3 : 0, outcome.exit());
    assertTrue(list.ran());
    for (CheckListView.Item item : list.items()) {
      assertEquals(item.state().equals("confirmed"), item.boundTo().isPresent(), item.id());
    }
    assertTrue(list.items().stream().anyMatch(item -> item.boundTo().isPresent()));
    assertTrue(refused(5, "check run shop/2 capacty").what().contains("Did you mean capacity?"));
  }

  @Test
  void keepsARecordOfEverythingAndProvesIt() {
    shop.rolledBack("v2");
    AuditView audit =
        assertInstanceOf(
            AuditView.class, run("audit list --verify --limit 5").view().orElseThrow());
    assertEquals(5, audit.entries().size());
    assertTrue(audit.more() > 10);
    assertTrue(audit.verified().orElseThrow().sound());
    AuditView byChi =
        assertInstanceOf(
            AuditView.class, run("audit list shop/2 --actor chi").view().orElseThrow());
    assertTrue(byChi.entries().stream().allMatch(entry -> entry.by().equals("chi")));
  }

  @Test
  void unknownPeopleMayLookAndNeverAct() {
    shop.opened("v2");
    session.by(AShop.STRANGER);
    assertEquals(0, run("show shop/2").exit());
    assertEquals(0, run("plan shop/2").exit());
    for (String line :
        List.of(
            "doc write shop/2",
            "check run shop/2",
            "new shop v3",
            "new shop v3 -n",
            "rollout pause shop/2 -n")) {
      assertEquals("E-WHO-01", refused(4, line).code(), line);
    }
  }

  @Test
  void machinesNeverApproveNotEvenInADryRun() {
    shop.opened("v2");
    session.by(AShop.CI);
    refused(4, "approve shop/2");
    refused(4, "approve shop/2 -n");
    refused(4, "rollout pause shop/2 -n");
  }
}
