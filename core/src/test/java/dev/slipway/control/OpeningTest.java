package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Verification;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import dev.slipway.risk.Level;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RolledBack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New releases: adoption, risk by hand, and versions that come back (V4). */
class OpeningTest {
  @TempDir Path folder;
  private TheShop shop;

  @BeforeEach
  void open() {
    shop = new TheShop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Answer<ReleaseRecord> open(Version version, String reason) {
    return shop.desk.opening().open(ShopCatalogue.ADA, TheShop.wish(version, reason));
  }

  private List<Store.Summary> all() {
    return shop.desk.lookup().list(Store.Query.all());
  }

  @Test
  void theRunningVersionIsAdoptedAsTheFirstRelease() {
    shop.planned();

    ReleaseRecord first = shop.books.get(new ReleaseId(ShopCatalogue.SHOP, 1));
    assertInstanceOf(Finished.class, first.state());
    assertEquals("v1", first.change().to().label());
    assertEquals(100, first.reached().percent());
    assertEquals(new ReleaseId(ShopCatalogue.SHOP, 2), shop.release().id());
    assertInstanceOf(Planned.class, shop.state());
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }

  /** Two who opened the first release at once adopted the running version twice. */
  @Test
  void theRunningVersionIsAdoptedOnceWhoeverComesFirst() throws Exception {
    try (Store other = shop.anotherStore();
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Desk otherProcess = shop.anotherDesk(other);
      List<Callable<Answer<ReleaseRecord>>> tasks =
          Stream.of(shop.desk, otherProcess, shop.desk, otherProcess, shop.desk, otherProcess)
              .<Callable<Answer<ReleaseRecord>>>map(desk ->
                  () -> desk.opening().open(ShopCatalogue.ADA, TheShop.wish(FakeTargets.V2)))
              .toList();
      for (var answer : threads.invokeAll(tasks)) {
        assertInstanceOf(Answer.Yes.class, answer.get());
      }
    }

    assertEquals(1, all().stream().filter(summary -> summary.state().equals("Finished")).count());
    assertEquals(7, all().stream().map(Store.Summary::id).distinct().count());
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }

  @Test
  void whereNothingRunsNothingIsAdopted() {
    shop.targets.live = Optional.empty();
    shop.target.deployment.run(FakeTargets.V1, FakeTargets.digest('a'), 0);
    ReleaseRecord first = TheShop.yes(open(FakeTargets.V2, ""));
    assertEquals(1, first.id().number());
  }

  @Test
  void unknownThingsAreRefusedWithWhatIsKnown() {
    assertEquals(
        "E-REF-04",
        code(
            new Opening.Wish(
                "shp", "v2", Optional.empty(), Optional.empty(), Optional.empty(), "", "")));
    assertEquals(
        "E-REF-05",
        code(
            new Opening.Wish(
                "shop", "v2", Optional.of("stage"), Optional.empty(), Optional.empty(), "", "")));
    assertEquals(
        "E-VERSION-01",
        code(
            new Opening.Wish(
                "shop", "-v", Optional.empty(), Optional.empty(), Optional.empty(), "", "")));
    assertEquals("E-VERSION-02", code(TheShop.wish(new Version("v9"))));
    assertEquals("E-VERSION-03", code(TheShop.wish(FakeTargets.V1)));
    shop.targets.means("v404", FakeTargets.digest('e'));
    assertEquals("E-CHANGE-01", code(TheShop.wish(new Version("v404"))));
    assertEquals(List.of(), all(), "nothing was opened");
  }

  private String code(Opening.Wish wish) {
    return TheShop.no(shop.desk.opening().open(ShopCatalogue.ADA, wish)).code();
  }

  @Test
  void raisingTheRiskNeedsOnePersonAndLoweringTwo() {
    shop.planned();
    assertEquals(Level.MEDIUM, level(shop.release()));

    assertEquals(Level.HIGH, level(TheShop.yes(says(ShopCatalogue.BEN, Level.HIGH, "money"))));
    assertEquals(
        Level.MEDIUM,
        level(TheShop.yes(says(ShopCatalogue.CHI, Level.LOW, "only words"))),
        "one is not enough");
    assertEquals(
        Level.MEDIUM,
        level(TheShop.yes(says(ShopCatalogue.CHI, Level.LOW, "really"))),
        "nor is one twice");
    assertEquals(Level.LOW, level(TheShop.yes(says(ShopCatalogue.DAN, Level.LOW, "I agree"))));
  }

  private static Level level(ReleaseRecord release) {
    return release.plan().orElseThrow().risk().level();
  }

  private Answer<ReleaseRecord> says(dev.slipway.release.Actor by, Level level, String reason) {
    return shop.desk
        .opening()
        .plan(
            by, shop.release(), new Opening.PlanWish(Optional.empty(), Optional.of(level), reason));
  }

  /**
   * A word for low risk still counted after somebody had called it high, so that one more was
   * enough.
   */
  @Test
  void aWordBeforeItWasRaisedDoesNotHelpToLowerIt() {
    shop.planned();
    ReleaseRecord one = TheShop.yes(says(ShopCatalogue.CHI, Level.LOW, "only words"));
    ReleaseRecord two = TheShop.yes(says(ShopCatalogue.BEN, Level.HIGH, "no, money"));
    assertTrue(two.version() > one.version());

    ReleaseRecord three = TheShop.yes(says(ShopCatalogue.DAN, Level.LOW, "only words"));

    assertEquals(Level.MEDIUM, level(three));
  }

  @Test
  void theRiskIsForPeopleAndNeedsAReason() {
    shop.planned();
    assertEquals("E-RISK-01", TheShop.no(says(ShopCatalogue.BEN, Level.HIGH, " ")).code());
    assertEquals("E-WHO-02", TheShop.no(says(ShopCatalogue.CI, Level.HIGH, "red build")).code());
  }

  private void v2WasTakenBack() {
    shop.started().untilBaking(1);
    shop.rollsBack(ShopCatalogue.CHI).toItsEnd();
    assertInstanceOf(RolledBack.class, shop.state());
  }

  @Test
  void aVersionThatWasTakenBackNeedsAReason() {
    v2WasTakenBack();

    Refusal refusal = TheShop.no(open(FakeTargets.V2, ""));

    assertEquals("E-BACK-01", refusal.code());
    assertTrue(refusal.fix().getFirst().contains("--reason"), refusal.toString());
    ReleaseRecord again = TheShop.yes(open(FakeTargets.V2, "the index was missing"));
    assertEquals(Optional.of(new ReleaseId(ShopCatalogue.SHOP, 2)), again.opened().follows());
  }

  /**
   * Only the newest release of the version was looked at: open it with a reason, and the next one
   * needed none.
   */
  @Test
  void aReasonCountsForOneReleaseOnly() {
    v2WasTakenBack();
    ReleaseRecord again = TheShop.yes(open(FakeTargets.V2, "the index was missing"));
    ReleaseRecord cancelled =
        TheShop.yes(shop.desk.course().cancel(ShopCatalogue.ADA, again, "not today"));
    assertTrue(cancelled.state().isEnd());

    assertEquals("E-BACK-01", TheShop.no(open(FakeTargets.V2, "")).code());
  }

  /** A bad build came back under another label. */
  @Test
  void theSameArtifactUnderAnotherLabelNeedsAReasonToo() {
    v2WasTakenBack();
    shop.targets.means("v2-fixed", FakeTargets.digest('b'));

    Refusal refusal = TheShop.no(open(new Version("v2-fixed"), ""));

    assertEquals("E-BACK-01", refusal.code());
    assertTrue(refusal.what().contains("is the artifact of v2"), refusal.what());
  }

  /**
   * Two releases of one version were planned; the one was taken back, and the other could start as
   * if nothing had been.
   */
  @Test
  void aReleaseOpenedBeforeItsVersionWasTakenBackDoesNotStart() {
    shop.planned();
    ReleaseRecord other = TheShop.yes(open(FakeTargets.V2, ""));
    shop.workerIsAlive();
    ReleaseRecord approved =
        TheShop.yes(
            shop.desk.gates().approve(ShopCatalogue.CHI, shop.release(), Optional.empty(), ""));
    assertInstanceOf(Planned.class, approved.state());
    shop.start();
    shop.untilBaking(1).rollsBack(ShopCatalogue.CHI).toItsEnd();

    shop.workerIsAlive();
    ReleaseRecord ready =
        TheShop.yes(shop.desk.gates().approve(ShopCatalogue.CHI, other, Optional.empty(), ""));
    Refusal refusal = TheShop.no(shop.desk.course().start(ShopCatalogue.ADA, ready));

    assertEquals("E-GATE-04", refusal.code());
  }

  @Test
  void aVersionThatCameBackWithAReasonStarts() {
    v2WasTakenBack();
    ReleaseRecord again = TheShop.yes(open(FakeTargets.V2, "the index was missing"));
    shop.workerIsAlive();
    ReleaseRecord ready =
        TheShop.yes(shop.desk.gates().approve(ShopCatalogue.CHI, again, Optional.empty(), ""));

    assertTrue(TheShop.yes(shop.desk.course().start(ShopCatalogue.ADA, ready)).state().isMoving());
  }

  @Test
  void aTargetThatDoesNotAnswerOpensNothing() {
    shop.targets.away = Optional.of(FakeTarget.away("read fleet.json"));
    assertEquals("E-OUT-01", TheShop.no(open(FakeTargets.V2, "")).code());
  }
}
