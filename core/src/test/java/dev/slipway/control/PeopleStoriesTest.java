package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gate.GateRecord;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Completing;
import dev.slipway.rollout.Deploying;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Hold;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Starting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Verifying;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** X10: what people ask of a release that moves. */
class PeopleStoriesTest {
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

  /** How to get a release there. */
  enum Place {
    STARTING(Starting.class) {
      @Override
      void reach(TheShop shop) {
        shop.work.hang();
        shop.started().ticks(1);
      }
    },
    DEPLOYING(Deploying.class) {
      @Override
      void reach(TheShop shop) {
        shop.work.hangAfter(2);
        shop.started().ticks(1);
      }
    },
    PREPARING(Shifting.class) {
      @Override
      void reach(TheShop shop) {
        shop.started().untilBaking(2);
        shop.work.hang();
        shop.until(state -> state instanceof Shifting s && s.phase() instanceof Phase.Preparing);
      }
    },
    MOVING(Shifting.class) {
      @Override
      void reach(TheShop shop) {
        shop.target.traffic.sticks = weight -> weight.percent() != 25;
        shop.started().untilMoving(2);
      }
    },
    BAKING(Shifting.class) {
      @Override
      void reach(TheShop shop) {
        shop.started().untilBaking(2);
      }
    },
    PAUSED(Paused.class) {
      @Override
      void reach(TheShop shop) {
        shop.started()
            .untilBaking(2)
            .asks((course, shown) -> course.pause(ShopCatalogue.BEN, shown, "look"));
      }
    },
    VERIFYING(Verifying.class) {
      @Override
      void reach(TheShop shop) {
        shop.work.hangAfter(4);
        shop.started().until(Verifying.class);
      }
    },
    OBSERVING(Observing.class) {
      @Override
      void reach(TheShop shop) {
        shop.started().until(Observing.class);
      }
    },
    COMPLETING(Completing.class) {
      @Override
      void reach(TheShop shop) {
        shop.work.hangAfter(5);
        shop.started().until(Completing.class);
      }
    },
    ROLLING_BACK(RollingBack.class) {
      @Override
      void reach(TheShop shop) {
        shop.started().untilBaking(2).rollsBack(ShopCatalogue.BEN).ticks(1);
      }
    },
    ROLLBACK_FAILED(RollbackFailed.class) {
      @Override
      void reach(TheShop shop) {
        shop.started().untilBaking(2);
        shop.target.traffic.sticks = weight -> false;
        shop.rollsBack(ShopCatalogue.BEN).until(RollbackFailed.class);
        shop.target.traffic.sticks = weight -> true;
      }
    };

    final Class<? extends State> state;

    Place(Class<? extends State> state) {
      this.state = state;
    }

    abstract void reach(TheShop shop);
  }

  @ParameterizedTest
  @EnumSource
  void aPersonTakesItBackFromEveryStateInWhichSomethingMoved(Place place) {
    place.reach(shop);
    assertInstanceOf(place.state, shop.state());

    shop.rollsBack(ShopCatalogue.CHI);
    shop.work.goOn();
    shop.ticks(10);
    assertEquals(
        0, shop.target.traffic.share(), "nobody is on the new version a few seconds later");
    shop.toItsEnd();

    assertInstanceOf(RolledBack.class, shop.state());
    assertEquals(0, shop.target.deployment.count(FakeTargets.V2));
    assertEquals(4, shop.target.deployment.count(FakeTargets.V1));
    assertTrue(shop.lock().isEmpty());
  }

  @Test
  void aReleaseThatHasNotMovedIsCancelledInstead() {
    shop.planned();
    Answer<ReleaseRecord> refused =
        shop.desk.course().rollback(ShopCatalogue.CHI, shop.release(), "no", false);
    assertEquals("E-STATE-01", TheShop.no(refused).code());
    assertInstanceOf(Planned.class, shop.state());
  }

  @Test
  void aMachineMayTakeItBack() {
    shop.started().untilBaking(2).rollsBack(ShopCatalogue.CI).ticks(1);
    assertEquals(0, shop.target.traffic.share());
  }

  @Test
  void aPausedReleaseIsJudgedAndTakenBack() {
    Place.PAUSED.reach(shop);
    shop.target.metrics.canaryFails(0.3);

    shop.until(RollingBack.class);

    assertEquals(0, shop.target.traffic.share());
  }

  @Test
  void aPauseNobodyAnswersGoesBack() {
    Place.PAUSED.reach(shop);
    shop.clock.move(Duration.ofMinutes(31));

    shop.ticks(62);

    assertInstanceOf(RollingBack.class, shop.state());
  }

  @Test
  void aPausedReleaseResumesWhereItWas() {
    Place.PAUSED.reach(shop);
    shop.ticks(3)
        .asks((course, shown) -> course.resume(ShopCatalogue.CHI, shown, "fine"))
        .toItsEnd();
    assertInstanceOf(Finished.class, shop.state());
  }

  @Test
  void aPauseWhileAStepRunsComesAtItsEnd() {
    Place.DEPLOYING.reach(shop);
    shop.asks((course, shown) -> course.pause(ShopCatalogue.CHI, shown, "wait"));
    assertInstanceOf(Deploying.class, shop.state());

    shop.work.goOn();
    shop.ticks(2);

    assertEquals(Set.of(Hold.PERSON_ASKED), assertInstanceOf(Paused.class, shop.state()).holds());
    assertEquals(0, shop.target.traffic.share());
  }

  @Test
  void whatTheStartRestedOnIsGoneSoItStopsAtTheEndOfTheStage() {
    shop.started().untilBaking(2);
    var unused =
        TheShop.yes(
            shop.desk.gates().withdraw(ShopCatalogue.CHI, shop.release(), "I saw something"));
    assertInstanceOf(Shifting.class, shop.state());

    shop.until(Paused.class);

    assertEquals(Set.of(Hold.STANDING_MISSING), ((Paused) shop.state()).holds());
    assertEquals(25, shop.target.traffic.share());
    Answer<ReleaseRecord> refused =
        shop.desk.course().resume(ShopCatalogue.DAN, shop.release(), "go on");
    assertEquals("E-GATE-02", TheShop.no(refused).code());
  }

  /**
   * The approval was withdrawn in one write and the machine told in another: a crash in between,
   * and it went on as if approved.
   */
  @Test
  void anApprovalIsWithdrawnAndToldInOneWrite() {
    shop.started().untilBaking(2);
    shop.store.failOneAfter(1);

    var unused =
        TheShop.yes(
            shop.desk.gates().withdraw(ShopCatalogue.CHI, shop.release(), "I saw something"));

    assertTrue(((Shifting) shop.state()).holdAtEnd());
  }

  @Test
  void anApprovalThatOthersReplaceIsNoLoss() {
    shop.started().untilBaking(2);
    ReleaseRecord before = shop.release();
    GateRecord second =
        new GateRecord.Approved(
            "ben",
            shop.clock.now(),
            "on-call",
            before.plan().orElseThrow().hash().value(),
            "test",
            "me too");
    ReleaseRecord noted = shop.books.gate(before, java.util.List.of(second), ShopCatalogue.BEN);
    assertTrue(noted.version() > before.version());

    var unused =
        TheShop.yes(shop.desk.gates().withdraw(ShopCatalogue.CHI, shop.release(), "ben is enough"));

    shop.toItsEnd();
    assertInstanceOf(Finished.class, shop.state());
  }

  @Test
  void finishingEarlyNeedsAReason() {
    Place.OBSERVING.reach(shop);
    assertEquals(
        Refusal.Kind.CONFLICT,
        TheShop.no(shop.desk.course().finish(ShopCatalogue.CHI, shop.release(), "")).kind());
    shop.asks((course, shown) -> course.finish(ShopCatalogue.CHI, shown, "seen enough")).toItsEnd();
    assertInstanceOf(Finished.class, shop.state());
  }

  @Test
  void aDocumentThatCannotBeWrittenStopsNothing() {
    shop.documents.diskFull = true;
    shop.started().toItsEnd();

    assertInstanceOf(Finished.class, shop.state());
    assertTrue(Paperwork.isOwed(shop.release()));
    assertTrue(shop.troubles.getFirst().contains("no space left"), shop.troubles.toString());
  }
}
