package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.CommandLineGrammar;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Outcome;
import dev.slipway.command.Typed;
import dev.slipway.control.CheckpointStoriesTest.Aside;
import dev.slipway.control.port.Checkpoints.Part;
import dev.slipway.journal.KeptSide;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Catalogue;
import dev.slipway.release.Actor;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import dev.slipway.view.NoticeView;
import dev.slipway.view.RefusalView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people type once a release is over: its data, its old side, and the way back. */
class LinesAfterTheEndTest {
  @TempDir Path folder;
  private final Aside aside = new Aside();
  private Optional<TheShop> opened = Optional.empty();
  private Optional<String> typed = Optional.empty();

  @AfterEach
  void close() {
    opened.ifPresent(TheShop::close);
  }

  private TheShop shop() {
    return opened.orElseThrow();
  }

  private void open(Catalogue catalogue) {
    opened = Optional.of(new TheShop(folder, catalogue));
    shop().target.checkpoints = aside;
  }

  /** Shop/2 saved its data and was taken back. */
  private void isTakenBack() {
    open(ShopCatalogue.at(CheckpointStoriesTest.exec(Optional.of(true))));
    TheShop unused =
        shop()
            .started()
            .untilBaking(1)
            .rollsBack(ShopCatalogue.ADA)
            .until(RolledBack.class)
            .toItsEnd();
  }

  /** Shop/2 brought v2 to everybody; v1 is up on the other side. */
  private void isFinished() {
    open(ShopCatalogue.twoSides());
    TheShop unused = shop().planned();
    shop().workerIsAlive();
    shop().start();
    unused = shop().until(Finished.class);
    shop().targets.live = Optional.of(FakeTargets.V2);
  }

  /** The same with a migration that the old version may not get along with. */
  private void isFinishedWithItsData() {
    open(ShopCatalogue.at(CheckpointStoriesTest.exec(Optional.of(false))));
    shop().changes.sql =
        List.of(new ChangeRecord.SqlFile("db/V58__note.sql", "update orders set note = 'x';"));
    TheShop unused = shop().planned();
    shop().workerIsAlive();
    for (Actor approver : List.of(ShopCatalogue.CHI, ShopCatalogue.DAN)) {
      ReleaseRecord approved =
          TheShop.yes(
              shop().desk.gates().approve(approver, shop().release(), Optional.empty(), ""));
      assertEquals(shop().release().id(), approved.id());
    }
    ReleaseRecord seen =
        TheShop.yes(
            shop()
                .desk
                .gates()
                .confirm(ShopCatalogue.DAN, shop().release(), "migration-safe", "tried it"));
    assertEquals(shop().release().id(), seen.id());
    shop().start();
    unused = shop().until(Finished.class);
    shop().workerIsAlive();
    shop().targets.live = Optional.of(FakeTargets.V2);
  }

  private Outcome line(Actor by, String... words) {
    Typed session = Typed.at(shop().desk).by(by);
    return new CommandLineGrammar()
        .run(typed.map(session::answering).orElse(session), List.of(words));
  }

  private NoticeView notice(String... words) {
    Outcome outcome = line(ShopCatalogue.ADA, words);
    assertEquals(ExitCode.DONE.code(), outcome.exit(), () -> outcome.view().toString());
    return (NoticeView) outcome.view().orElseThrow();
  }

  private RefusalView refused(ExitCode exit, Actor by, String... words) {
    Outcome outcome = line(by, words);
    assertEquals(exit.code(), outcome.exit(), () -> outcome.view().toString());
    return (RefusalView) outcome.view().orElseThrow();
  }

  @Test
  @Tag("D4")
  void dataComeBackWhenTheNameIsTypedAndForNothingLess() {
    isTakenBack();

    NoticeView would = notice("restore", "shop/2", "--dry-run");
    assertTrue(would.what().startsWith("Would bring back the data of "), would.what());
    assertTrue(would.what().contains("from shop.dump"), would.what());
    RefusalView unasked = refused(ExitCode.USAGE, ShopCatalogue.ADA, "restore", "shop/2");
    assertEquals("E-ASK-02", unasked.code());
    assertEquals(List.of("run it again with --confirm shop/2"), unasked.fix());
    assertEquals(
        "E-ASK-02",
        refused(ExitCode.USAGE, ShopCatalogue.ADA, "restore", "shop/2", "--confirm", "shop/1")
            .code());
    typed = Optional.of("yes");
    refused(ExitCode.INTERRUPTED, ShopCatalogue.ADA, "restore", "shop/2");
    assertEquals(List.of(), aside.restored);

    typed = Optional.of("shop/2");
    NoticeView done = notice("restore", "shop/2", "--reason", "orders are lost");
    assertTrue(done.what().startsWith("The data of "), done.what());
    assertEquals(Optional.of("slipway audit list shop/2"), done.next());
    assertEquals(4, aside.restored.size());
    assertTrue(shop().release().story().toString().contains("orders are lost"));
  }

  @Test
  @Tag("D4")
  void onlyPeopleBringBackWhatWasSaved() {
    isTakenBack();

    assertEquals(
        "E-WHO-02",
        refused(ExitCode.NOT_ALLOWED, ShopCatalogue.CI, "restore", "shop/2", "--confirm", "shop/2")
            .code());
    assertEquals(
        "E-WHO-02",
        refused(ExitCode.NOT_ALLOWED, ShopCatalogue.CI, "restore", "shop/2", "--dry-run").code());
    Actor stranger = new Actor("mallory", Actor.Kind.UNKNOWN, "test");
    assertEquals(
        "E-WHO-01",
        refused(ExitCode.NOT_ALLOWED, stranger, "restore", "shop/2", "--confirm", "shop/2").code());
    assertEquals(
        "E-RESTORE-01", refused(ExitCode.NOT_FOUND, ShopCatalogue.ADA, "restore", "shop/1").code());
    refused(ExitCode.NOT_FOUND, ShopCatalogue.ADA, "restore", "shop/9");
    refused(ExitCode.USAGE, ShopCatalogue.ADA, "restore", "shop/2", "--to", "prod");
    refused(ExitCode.USAGE, ShopCatalogue.ADA, "restore", "shop/2", "--reason");
    assertEquals(List.of(), aside.restored);
  }

  @Test
  @Tag("D4")
  void whatStoppedHalfWayIsPutRightByHandWithAReasonAndTheName() {
    isTakenBack();
    assertEquals(
        "E-STATE-01",
        refused(
                ExitCode.CONFLICT,
                ShopCatalogue.ADA,
                "restore",
                "shop/2",
                "--by-hand",
                "--reason",
                "dumped")
            .code());
    aside.fails = Optional.of(Part.RESTORE);
    assertEquals(
        "E-RESTORE-02",
        refused(ExitCode.FAILED, ShopCatalogue.ADA, "restore", "shop/2", "--confirm", "shop/2")
            .code());

    assertEquals(
        "E-USAGE-03",
        refused(ExitCode.USAGE, ShopCatalogue.ADA, "restore", "shop/2", "--by-hand").code());
    String[] line = {"restore", "shop/2", "--by-hand", "--reason", "from the nightly dump"};
    assertEquals("E-ASK-02", refused(ExitCode.USAGE, ShopCatalogue.ADA, line).code());
    typed = Optional.of("shop/2");
    assertEquals("Noted that people have put the data right.", notice(line).what());
    assertEquals(Optional.empty(), shop().lock());
  }

  @Test
  @Tag("X4")
  void theOldSideIsRetiredSoonerOrKeptLonger() {
    isFinished();
    assertTrue(
        notice("finish", "shop/2", "--retire-old", "--dry-run").what().startsWith("Would stop v1"));
    assertTrue(
        notice("rollout", "extend", "shop/2", "2h", "--dry-run")
            .what()
            .startsWith("Would keep v1"));
    KeptSide before = KeptSide.of(shop().release()).orElseThrow();
    NoticeView longer = notice("rollout", "extend", "shop/2", "2h", "--reason", "payday");
    assertEquals(Optional.of("slipway finish shop/2 --retire-old"), longer.undo());
    assertEquals(
        before.until().plus(Duration.ofHours(2)),
        KeptSide.of(shop().release()).orElseThrow().until());
    assertEquals(
        "E-USAGE-04",
        refused(ExitCode.USAGE, ShopCatalogue.ADA, "rollout", "extend", "shop/2", "31d").code());
    assertEquals(
        "E-WHO-02",
        refused(ExitCode.NOT_ALLOWED, ShopCatalogue.CI, "finish", "shop/2", "--retire-old").code());

    assertEquals("v1 is being retired.", notice("finish", "shop/2", "--retire-old").what());
    shop()
        .desk
        .oldSides()
        .retire(
            shop().release(),
            plan -> shop().target,
            new ALease(() -> shop().leaseIsOurs, () -> false));
    assertEquals("v1 is retired already.", notice("finish", "shop/2", "--retire-old").what());
    assertEquals(
        "E-STATE-01",
        refused(ExitCode.CONFLICT, ShopCatalogue.ADA, "rollout", "extend", "shop/2", "2h").code());
  }

  @Test
  @Tag("X4")
  void whatKeepsNoOldSideIsToldSo() {
    isTakenBack();

    assertEquals(
        "E-STATE-01",
        refused(ExitCode.CONFLICT, ShopCatalogue.ADA, "finish", "shop/2", "--retire-old").code());
  }

  @Test
  @Tag("D5")
  void takingAFinishedReleaseBackWithItsDataWantsTheName() {
    isFinishedWithItsData();

    RefusalView loses =
        refused(ExitCode.GATE, ShopCatalogue.ADA, "rollback", "shop/2", "--reason", "notes");
    assertTrue(loses.fix().toString().contains("--accept-data-loss"), loses.toString());
    String[] line = {"rollback", "shop/2", "--accept-data-loss", "--reason", "notes"};
    assertEquals("E-ASK-02", refused(ExitCode.USAGE, ShopCatalogue.ADA, line).code());
    typed = Optional.of("shop/1");
    refused(ExitCode.INTERRUPTED, ShopCatalogue.ADA, line);
    assertEquals(Optional.empty(), shop().books.find(new ReleaseId(ShopCatalogue.SHOP, 3)));
    typed = Optional.of("shop/2");
    assertEquals("shop/3 brings everybody back to v1.", notice(line).what());
  }
}
