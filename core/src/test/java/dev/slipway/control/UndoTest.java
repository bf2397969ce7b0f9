package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gate.ItemState;
import dev.slipway.gate.Phase;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.Starting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking a finished release back: what it needs, and what it leaves behind. */
@Tag("V4")
@Tag("V5")
class UndoTest {
  @TempDir Path folder;
  private TheShop shop;

  /** Shop/2 brought v2 to everybody, with Chi's approval. */
  @BeforeEach
  void isFinished() {
    shop = new TheShop(folder).started().until(Finished.class);
    shop.targets.live = Optional.of(FakeTargets.V2);
    shop.target.deployment.run(FakeTargets.V2, FakeTargets.digest('b'), 4);
    shop.workerIsAlive();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Answer<ReleaseRecord> undo(ReleaseRecord finished) {
    return shop.desk
        .course()
        .undo(ShopCatalogue.ADA, finished, "baskets are empty", false, Optional::empty);
  }

  private ReleaseRecord undone() {
    return TheShop.yes(undo(shop.release()));
  }

  @Test
  void startsAtOnceAndAsksNobody() {
    ReleaseRecord undo = undone();

    assertInstanceOf(Starting.class, undo.state());
    assertEquals(Optional.of(shop.release().id()), undo.opened().undoes());
    assertEquals("shop back to v1, undoes shop/2", undo.opened().title());
    assertEquals(Optional.of(FakeTargets.V2), undo.change().from());
    assertEquals(FakeTargets.V1, undo.change().to());
    assertEquals(FakeTargets.digest('a'), undo.change().artifact());
    assertEquals(List.of(), undo.plan().orElseThrow().approvals());
    assertEquals(1, undo.plan().orElseThrow().stages().size());
    assertInstanceOf(Finished.class, shop.state(), "what is finished stays finished");
  }

  @Test
  void onlyWhatIsDeployedIsCheckedBefore() {
    GateKeeper.Status status = shop.desk.gates().status(undone());

    assertEquals(
        List.of("artifact-known"),
        status.items().stream()
            .filter(state -> state.item().phase() == Phase.BEFORE)
            .map(state -> state.item().id())
            .toList());
    assertTrue(status.items().stream().anyMatch(ItemState::isClosed));
  }

  @Test
  void askedTwiceThereIsOneUndo() {
    ReleaseRecord first = undone();
    ReleaseRecord again = undone();

    assertEquals(first.id(), again.id());
    assertEquals(new ReleaseId(ShopCatalogue.SHOP, 3), again.id());
  }

  @Test
  void withoutAWorkerItIsPlannedAndStartsWhenAskedAgain() {
    shop.clock.move(java.time.Duration.ofMinutes(5));
    Refusal missing = Refusal.of("E-WORK-01", Refusal.Kind.CONFLICT, "none", "");
    Refusal refusal =
        TheShop.no(
            shop.desk
                .course()
                .undo(ShopCatalogue.ADA, shop.release(), "", false, () -> Optional.of(missing)));
    assertEquals("E-WORK-01", refusal.code());
    assertInstanceOf(Planned.class, shop.books.get(new ReleaseId(ShopCatalogue.SHOP, 3)).state());

    assertEquals(new ReleaseId(ShopCatalogue.SHOP, 3), undone().id());
  }

  @Test
  void whatServesNoLongerIsNotTakenBack() {
    shop.targets.live = Optional.of(FakeTargets.V3);

    Refusal refusal = TheShop.no(undo(shop.release()));

    assertEquals("E-BACK-02", refusal.code());
    assertTrue(refusal.why().toString().contains("v3 serves everybody"), refusal::toString);
  }

  @Test
  void theAdoptedVersionHasNothingBeforeIt() {
    Refusal refusal = TheShop.no(undo(shop.books.get(new ReleaseId(ShopCatalogue.SHOP, 1))));

    assertEquals("E-BACK-02", refusal.code());
  }

  @Test
  void anOldLabelThatMeansSomethingElseNowIsRefused() {
    shop.targets.means("v1", FakeTargets.digest('f'));

    Refusal refusal = TheShop.no(undo(shop.release()));

    assertEquals("E-BACK-04", refusal.code());
    assertTrue(refusal.why().toString().contains("another artifact"), refusal::toString);
  }

  @Test
  void strangersTakeNothingBack() {
    Refusal refusal =
        TheShop.no(
            shop.desk.course().undo(ShopCatalogue.EVE, shop.release(), "", false, Optional::empty));

    assertEquals(Refusal.Kind.NOT_ALLOWED, refusal.kind());
  }

  @Test
  void aMachineTakesNothingBackThatIsFinished() {
    Refusal refusal =
        TheShop.no(
            shop.desk.course().undo(ShopCatalogue.CI, shop.release(), "", false, Optional::empty));

    assertEquals("E-WHO-02", refusal.code());
  }

  @Test
  void twoAtOnceOpenOneUndo() throws Exception {
    ReleaseRecord finished = shop.release();
    try (Store other = shop.anotherStore();
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Answer<ReleaseRecord>>> both =
          threads.invokeAll(
              List.of(
                  () -> undo(finished),
                  () ->
                      shop.anotherDesk(other)
                          .course()
                          .undo(ShopCatalogue.ADA, finished, "too", false, Optional::empty)));
      for (Future<Answer<ReleaseRecord>> one : both) {
        Answer<ReleaseRecord> unused = one.get();
      }
    }

    assertEquals(
        3, shop.store.read(reader -> reader.summaries(Store.Query.all())).size(), "no fourth");
  }

  /** V4: what was given up does not come back by itself. */
  @Test
  void theVersionThatWasGivenUpNeedsAReasonToComeBack() {
    ReleaseRecord undo = undone();
    shop.follow(undo.id()).until(Finished.class);
    shop.targets.live = Optional.of(FakeTargets.V1);
    shop.target.deployment.run(FakeTargets.V1, FakeTargets.digest('a'), 4);

    Refusal refusal =
        TheShop.no(shop.desk.opening().open(ShopCatalogue.ADA, TheShop.wish(FakeTargets.V2)));
    assertEquals("E-BACK-01", refusal.code());
    assertTrue(refusal.why().toString().contains("undone later"), refusal::toString);

    ReleaseRecord again =
        TheShop.yes(
            shop.desk
                .opening()
                .open(ShopCatalogue.ADA, TheShop.wish(FakeTargets.V2, "the query is fixed")));
    assertEquals(Optional.of(shop.release(2).id()), again.opened().follows());
  }

  /** Whoever approved v2 did so before it was given up; nobody has since. */
  @Test
  void anUndoIsNotUndoneByAnother() {
    ReleaseRecord undo = undone();
    shop.follow(undo.id()).until(Finished.class);
    shop.targets.live = Optional.of(FakeTargets.V1);
    shop.target.deployment.run(FakeTargets.V1, FakeTargets.digest('a'), 4);

    Refusal refusal =
        TheShop.no(
            shop.desk
                .course()
                .undo(ShopCatalogue.BEN, shop.books.get(undo.id()), "", true, Optional::empty));

    assertEquals("E-BACK-02", refusal.code());
    assertTrue(refusal.why().toString().contains("v2 was given up"), refusal::toString);
  }
}
