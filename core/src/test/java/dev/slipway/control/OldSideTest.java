package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Outcome;
import dev.slipway.journal.Fact;
import dev.slipway.journal.KeptSide;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Verification;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Stage;
import dev.slipway.plan.StrategyKind;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.view.People;
import dev.slipway.view.ShowView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The old side of a finished release: how long it stays, who ends it, and when nobody may. */
@Tag("X4")
class OldSideTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final ReleaseId SECOND = new ReleaseId(ShopCatalogue.SHOP, 2);
  @TempDir Path folder;
  private TheShop shop;

  /** Shop/2 brought v2 to everybody; v1 is up on the other side. */
  @BeforeEach
  void isFinished() {
    shop = new TheShop(folder, ShopCatalogue.twoSides()).planned();
    shop.workerIsAlive();
    shop.start();
    shop.until(Finished.class);
    shop.targets.live = Optional.of(FakeTargets.V2);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private KeptSide side() {
    return KeptSide.of(shop.release()).orElseThrow();
  }

  private List<ReleaseId> due() {
    return shop.desk.oldSides().due();
  }

  /** What a worker does that gets the lease. */
  private void retires() {
    for (ReleaseId id : due()) {
      shop.desk.oldSides().retire(shop.books.get(id), plan -> shop.target, lease());
    }
  }

  private ALease lease() {
    return new ALease(() -> shop.leaseIsOurs, () -> false);
  }

  private long asked() {
    return shop.target.deployment.asked.stream().filter(key -> key.contains("retire-old")).count();
  }

  private List<String> notices() {
    return shop.facts(Fact.Announced.class).stream()
        .filter(fact -> fact.news().equals("NOTICED"))
        .map(Fact.Announced::words)
        .toList();
  }

  @Test
  void staysADayAndIsThenRetiredByAnyWorker() {
    Instant end = assertInstanceOf(Finished.class, shop.state()).finishedAt();
    assertEquals(end.plus(DAY), side().until());
    assertEquals(List.of(SECOND), shop.desk.oldSides().waiting());
    shop.clock.move(DAY.minusMinutes(1));
    assertEquals(List.of(), due());
    retires();
    assertEquals(4, shop.target.deployment.count(FakeTargets.V1));

    shop.clock.move(Duration.ofMinutes(1));
    Desk another = shop.anotherDesk(shop.store);
    assertEquals(List.of(SECOND), another.oldSides().due());
    another.oldSides().retire(shop.release(), plan -> shop.target, lease());

    assertEquals(0, shop.target.deployment.count(FakeTargets.V1));
    assertEquals(4, shop.target.deployment.count(FakeTargets.V2));
    assertEquals("as asked", side().retired().orElseThrow().words());
    assertEquals(List.of(), another.oldSides().waiting());
    assertInstanceOf(Finished.class, shop.state());
    assertEquals(Optional.empty(), shop.lock().filter(lock -> lock.holder().number() != 0));
    assertTrue(Paperwork.isOwed(shop.release()), "the change record says so");
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }

  @Test
  void thePersonSeesUntilWhenItStaysAndWhatBecameOfIt() {
    assertTrue(then().startsWith("v1 stays up, without users, until "), this::then);
    assertTrue(then().endsWith("slipway rollback shop/2 switches back"), this::then);
    shop.target.deployment.ends(new Outcome.Failed("stop.sh ended with 1", Changed.NO));
    shop.clock.move(DAY);
    retires();
    assertEquals(
        "v1 could not be retired: stop.sh ended with 1; it is tried again in 60 s", then());

    shop.clock.move(Duration.ofMinutes(1));
    retires();

    assertEquals("", then());
    assertTrue(
        shown().events().getFirst().words().contains("retiring the old version's side done"),
        () -> shown().events().toString());
  }

  private String then() {
    return shown().waiting().orElse("");
  }

  private ShowView shown() {
    ReleaseRecord release = shop.release();
    return ShowView.of(
        release,
        shop.desk.gates().status(release),
        Optional.empty(),
        People.of(shop.world.catalogue()),
        "ada",
        shop.clock.now(),
        5);
  }

  @Test
  void aWorkerThatDiesInBetweenLeavesTheSameAttemptToTheNext() {
    shop.clock.move(DAY);
    shop.leaseIsOurs = false;
    retires();
    assertTrue(side().open());
    assertEquals(0, asked());
    assertEquals("E-LOCK-01", startsAnother().code(), "nobody deploys where it stops");

    shop.leaseIsOurs = true;
    retires();

    assertTrue(side().isOver());
    assertEquals(1, side().attempts());
    assertEquals(
        List.of(Store.StepState.DONE),
        shop.ledger().stream()
            .filter(row -> row.step().equals("retire-old"))
            .map(Store.StepRow::state)
            .toList());
  }

  private Refusal startsAnother() {
    shop.workerIsAlive();
    ReleaseRecord third =
        TheShop.yes(shop.desk.opening().open(ShopCatalogue.ADA, TheShop.wish(FakeTargets.V3)));
    return TheShop.no(shop.desk.course().start(ShopCatalogue.ADA, third));
  }

  @Test
  void whatFailsIsTriedAgainLaterAndLaterAndSomebodyIsTold() {
    Outcome.Failed refused = new Outcome.Failed("stop.sh ended with 1", Changed.NO);
    shop.target.deployment.ends(refused, refused);
    shop.clock.move(DAY);
    retires();
    assertEquals(List.of("the old side could not be retired: stop.sh ended with 1"), notices());
    assertEquals(List.of(), due());

    shop.clock.move(Duration.ofMinutes(1));
    retires();
    assertEquals(2, side().attempts());
    assertEquals(1, notices().size(), "the same again is no news");
    shop.clock.move(Duration.ofMinutes(1));
    assertEquals(List.of(), due(), "the second rest is longer");
    shop.clock.move(Duration.ofMinutes(1));
    retires();

    assertTrue(side().isOver());
    assertEquals(0, shop.target.deployment.count(FakeTargets.V1));
  }

  @Test
  void aSideThatServesIsNeverStopped() {
    shop.target.traffic.restartsAndForgets();
    shop.clock.move(DAY);

    retires();

    assertEquals(0, asked());
    assertTrue(
        notices().getFirst().contains("v1 serves; nothing was stopped"), notices()::toString);
    assertEquals(4, shop.target.deployment.count(FakeTargets.V1));
  }

  @Test
  void nobodyStopsWhatCannotBeAskedWhomItServes() {
    shop.target.traffic.unreadable = Optional.of(FakeTarget.away("read the share"));
    shop.clock.move(DAY);

    retires();

    assertEquals(0, asked());
    assertFalse(side().isOver());
  }

  @Test
  void aNewerReleaseHasTheSideForItself() {
    // From here on the share is that of v3.
    shop.target.traffic.become(0);
    ReleaseRecord third =
        TheShop.yes(shop.desk.opening().open(ShopCatalogue.ADA, TheShop.wish(FakeTargets.V3)));
    shop.workerIsAlive();
    ReleaseRecord moving = TheShop.yes(shop.desk.course().start(ShopCatalogue.ADA, third));
    shop.clock.move(DAY);
    assertEquals(List.of(), due(), "who moves decides what becomes of it");
    retires();

    ReleaseRecord back =
        TheShop.yes(shop.desk.course().rollback(ShopCatalogue.ADA, moving, "odd", false));
    TheShop unused = shop.follow(back.id()).until(state -> state.isEnd()).follow(SECOND);
    shop.target.traffic.become(100);
    long before = asked();
    retires();

    assertEquals(before, asked());
    assertEquals(
        "shop/3 has used that side since; nothing was stopped",
        side().retired().orElseThrow().words());
  }

  @Test
  void aPersonRetiresItEarlyOrKeepsItLonger() {
    ReleaseRecord longer =
        TheShop.yes(shop.desk.course().extend(ShopCatalogue.ADA, shop.release(), DAY, "a holiday"));
    Instant end = assertInstanceOf(Finished.class, longer.state()).finishedAt();
    assertEquals(end.plus(DAY).plus(DAY), side().until());
    assertEquals(
        Refusal.Kind.NOT_ALLOWED,
        TheShop.no(shop.desk.course().retire(ShopCatalogue.CI, longer, "")).kind());

    ReleaseRecord asked = TheShop.yes(shop.desk.course().retire(ShopCatalogue.CHI, longer, ""));
    assertTrue(side().asked());
    assertEquals(List.of(asked.id()), due());
    retires();

    assertTrue(side().isOver());
  }

  @Test
  void goingBackIsASwitchAsLongAsItStands() {
    ReleaseRecord undo = undo();

    Plan plan = undo.plan().orElseThrow();
    assertEquals(StrategyKind.BLUE_GREEN, plan.strategy());
    assertInstanceOf(Stage.SwitchStage.class, plan.stages().getFirst());
    assertTrue(
        plan.strategyBecause().contains("v1 is still up on the other side"), plan::strategyBecause);
    assertEquals(Optional.empty(), plan.keepsOld(), "what was given up is not kept");
  }

  @Test
  void afterwardsItIsDeployedAgain() {
    shop.clock.move(DAY);
    retires();

    String because = undo().plan().orElseThrow().strategyBecause();

    assertFalse(because.contains("still up"), because);
  }

  private ReleaseRecord undo() {
    shop.workerIsAlive();
    return TheShop.yes(
        shop.desk
            .course()
            .undo(ShopCatalogue.ADA, shop.release(), "baskets are empty", false, Optional::empty));
  }

  @Test
  void onlyAFinishedReleaseKeepsAnything() {
    ReleaseRecord first = shop.books.get(new ReleaseId(ShopCatalogue.SHOP, 1));

    assertEquals(Optional.empty(), KeptSide.of(first));
    assertEquals(
        "E-STATE-01", TheShop.no(shop.desk.course().retire(ShopCatalogue.ADA, first, "")).code());
  }
}
