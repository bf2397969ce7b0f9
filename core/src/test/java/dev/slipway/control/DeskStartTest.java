package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Signal;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Verification;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.risk.Level;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.Starting;
import dev.slipway.view.Headline;
import dev.slipway.view.People;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may start what, when, and how often. */
class DeskStartTest {
  private static final int MANY = 16;

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

  private ReleaseRecord approved(ReleaseRecord release) {
    return TheShop.yes(shop.desk.gates().approve(ShopCatalogue.CHI, release, Optional.empty(), ""));
  }

  private ReleaseRecord opened(dev.slipway.release.Version version) {
    return TheShop.yes(shop.desk.opening().open(ShopCatalogue.ADA, TheShop.wish(version)));
  }

  private Answer<ReleaseRecord> start(ReleaseRecord release) {
    return shop.desk.course().start(ShopCatalogue.ADA, release);
  }

  private static <T> List<T> atOnce(int times, java.util.function.IntFunction<Callable<T>> task)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<T>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        Callable<T> one = task.apply(i);
        all.add(
            threads.submit(() -> {
              go.await();
              return one.call();
            }));
      }
      go.countDown();
      List<T> answers = new ArrayList<>();
      for (Future<T> one : all) {
        answers.add(one.get());
      }
      return answers;
    }
  }

  @Test
  void ofManyStartsOfOneReleaseExactlyOneMovesIt() throws Exception {
    shop.planned();
    shop.workerIsAlive();
    ReleaseRecord ready = approved(shop.release());
    try (Store other = shop.anotherStore()) {
      Desk otherProcess = shop.anotherDesk(other);
      List<Answer<ReleaseRecord>> answers =
          atOnce(
              MANY,
              i ->
                  () ->
                      (i % 2 == 0 ? shop.desk : otherProcess)
                          .course()
                          .start(ShopCatalogue.ADA, ready));

      assertEquals(
          MANY, answers.stream().filter(a -> a instanceof Answer.Yes).count(), "done is done");
    }
    assertEquals(
        1,
        shop.happened(h ->
            h.happening() instanceof Happening.StartRequested && h.answer() == Fact.Answer.MOVED));
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }

  @Test
  void ofManyReleasesOfOneServiceExactlyOneMoves() throws Exception {
    shop.planned();
    shop.workerIsAlive();
    List<ReleaseRecord> ready = new ArrayList<>(List.of(approved(shop.release())));
    for (int i = 3; i < 3 + MANY - 1; i++) {
      String label = "v3" + "abcdefghijklmnopqrstuvwxyz".charAt(i);
      shop.targets.means(label, FakeTargets.digest('c'));
      ready.add(approved(opened(new dev.slipway.release.Version(label))));
    }
    try (Store other = shop.anotherStore()) {
      Desk otherProcess = shop.anotherDesk(other);
      List<Answer<ReleaseRecord>> answers =
          atOnce(
              MANY,
              i ->
                  () ->
                      (i % 2 == 0 ? shop.desk : otherProcess)
                          .course()
                          .start(ShopCatalogue.ADA, ready.get(i)));

      assertEquals(1, answers.stream().filter(a -> a instanceof Answer.Yes).count());
      for (Answer<ReleaseRecord> answer : answers) {
        if (answer instanceof Answer.No<ReleaseRecord> no) {
          assertEquals("E-LOCK-01", no.refusal().code());
          assertEquals(Refusal.Kind.CONFLICT, no.refusal().kind());
        }
      }
    }
    long moving = shop.desk.lookup().list(Store.Query.moving()).size();
    assertEquals(1, moving);
  }

  @Test
  void aBusyServiceIsSaidWithWhoHoldsIt() {
    shop.started();
    ReleaseRecord third = approved(opened(FakeTargets.V3));

    Refusal refusal = TheShop.no(start(third));

    assertEquals("E-LOCK-01", refusal.code());
    assertTrue(refusal.why().getFirst().contains("shop/2"), refusal.toString());
    assertEquals(new ReleaseId(ShopCatalogue.SHOP, 2), shop.lock().orElseThrow().holder());
  }

  /** It said "100 % on v2" for good, and started towards v3 with a way back to v2. */
  @Test
  void aPlanFromAVersionThatWasTakenBackMeanwhileDoesNotStart() {
    shop.started().until(Observing.class);
    shop.targets.live = Optional.of(FakeTargets.V2);
    ReleaseRecord third = approved(opened(FakeTargets.V3));
    assertTrue(users(third).startsWith("100 % on v2, untouched by this release; shop/2 is"));
    shop.rollsBack(ShopCatalogue.CHI).toItsEnd();
    shop.targets.live = Optional.of(FakeTargets.V1);
    shop.workerIsAlive();

    Refusal refusal = TheShop.no(start(third));

    assertEquals("E-GATE-06", refusal.code(), refusal.toString());
    assertEquals("slipway new shop v3", refusal.fix().getFirst());
    assertEquals("100 % on v1, untouched by this release; shop/2 put them there", users(third));
  }

  private String users(ReleaseRecord release) {
    return Headline.of(
            release,
            Optional.of(shop.desk.gates().status(release)),
            Optional.empty(),
            People.of(List.of()))
        .users();
  }

  /** The journals know only what Slipway did. */
  @Test
  void aPlanFromAVersionThatTheTargetDoesNotRunDoesNotStart() {
    shop.planned();
    shop.workerIsAlive();
    ReleaseRecord ready = approved(shop.release());
    shop.targets.live = Optional.of(FakeTargets.V3);

    Refusal refusal = TheShop.no(start(ready));

    assertEquals("E-GATE-06", refusal.code(), refusal.toString());
    assertInstanceOf(Planned.class, shop.state());
  }

  @Test
  void withoutAnApprovalItDoesNotStart() {
    shop.planned();
    shop.workerIsAlive();

    Refusal refusal = TheShop.no(start(shop.release()));

    assertEquals("E-GATE-01", refusal.code());
    assertEquals(Refusal.Kind.GATE, refusal.kind());
    assertTrue(refusal.fix().contains("slipway approve shop/2"), refusal.toString());
    assertInstanceOf(Planned.class, shop.state());
  }

  @Test
  void withoutAWorkerItDoesNotStartAndTheFixIsToWork() {
    shop.planned();
    ReleaseRecord ready = approved(shop.release());

    Refusal refusal = TheShop.no(start(ready));

    assertEquals("E-WORK-01", refusal.code());
    assertEquals("slipway work", refusal.fix().getFirst());
    assertInstanceOf(Planned.class, shop.state());
    shop.workerIsAlive();
    assertInstanceOf(Starting.class, TheShop.yes(start(shop.release())).state());
  }

  /** A row from the future counted as alive until the clock had caught up. */
  @Test
  void aWorkerRowFromTheFutureIsNoWorker() {
    shop.workerIsAlive();
    assertTrue(shop.desk.course().isWorkerAlive());
    shop.clock.move(Duration.ofHours(-1));
    assertFalse(shop.desk.course().isWorkerAlive());
    shop.clock.move(Duration.ofHours(2));
    assertFalse(shop.desk.course().isWorkerAlive());
  }

  @Test
  void startingWhatHasStartedIsDone() {
    shop.started();
    assertInstanceOf(Answer.Yes.class, start(shop.release()));
  }

  @Test
  void aChangedPlanNeedsItsApprovalsAgain() {
    shop.planned();
    shop.workerIsAlive();
    ReleaseRecord ready = approved(shop.release());

    ReleaseRecord raised =
        TheShop.yes(
            shop.desk
                .opening()
                .plan(
                    ShopCatalogue.BEN,
                    ready,
                    new Opening.PlanWish(
                        Optional.empty(), Optional.of(Level.HIGH), "money is involved")));

    assertEquals(Level.HIGH, raised.plan().orElseThrow().risk().level());
    Refusal refusal = TheShop.no(start(raised));
    assertEquals("E-GATE-01", refusal.code());
    assertTrue(refusal.why().toString().contains("service-owner"), refusal.toString());
  }

  /** The answer spoke of closed gates, although whoever asked had seen another plan. */
  @Test
  void aStartOfThePlanAsItWasSeenBeforeIsRefused() {
    shop.planned();
    shop.workerIsAlive();
    ReleaseRecord seen = approved(shop.release());
    ReleaseRecord changed =
        TheShop.yes(
            shop.desk
                .opening()
                .plan(
                    ShopCatalogue.BEN,
                    seen,
                    new Opening.PlanWish(
                        Optional.empty(), Optional.of(Level.HIGH), "money is involved")));
    assertInstanceOf(Planned.class, changed.state());

    Refusal refusal = TheShop.no(start(seen));

    assertEquals("E-PLAN-09", refusal.code());
    assertInstanceOf(Planned.class, shop.state());
  }

  @Test
  void aCheckThatFailsKeepsTheGateClosed() {
    shop.planned();
    shop.workerIsAlive();
    ReleaseRecord ready = approved(shop.release());
    shop.targets.means("v2", FakeTargets.digest('d'));

    Refusal refusal = TheShop.no(start(ready));

    assertTrue(refusal.why().toString().contains("artifact-known"), refusal.toString());
  }

  @Test
  void aLimitWhoseQueryFindsNothingTodayIsRefusedAtTheGate() {
    shop.planned();
    shop.workerIsAlive();
    ReleaseRecord ready = approved(shop.release());
    shop.target.metrics.isBlindFor(Signal.LATENCY_P95, "finds nothing");

    Refusal refusal = TheShop.no(start(ready));

    assertTrue(
        refusal.why().toString().contains("latency p95 is not measured: finds nothing"),
        refusal::toString);
  }

  /** Only the agreed exception was expected; any other broke the start without an answer. */
  @Test
  void aCheckThatBreaksOffHasNotPassed() {
    shop.planned();
    shop.workerIsAlive();
    ReleaseRecord ready = approved(shop.release());
    shop.target.metrics.broken = Optional.of(new IllegalStateException("a bug in the adapter"));

    Refusal refusal = TheShop.no(start(ready));

    assertTrue(refusal.why().toString().contains("metrics-alive"), refusal.toString());
    assertTrue(refusal.why().toString().contains("a bug in the adapter"), refusal.toString());
  }

  @Test
  void aMachineMayStart() {
    shop.planned();
    shop.workerIsAlive();
    ReleaseRecord ready = approved(shop.release());
    assertInstanceOf(
        Starting.class, TheShop.yes(shop.desk.course().start(ShopCatalogue.CI, ready)).state());
  }

  @Test
  void aMachineNeitherPausesResumesAdvancesExtendsFinishesNorCancels() {
    shop.started().untilBaking(1);
    Course course = shop.desk.course();
    ReleaseRecord release = shop.release();
    Actor ci = ShopCatalogue.CI;
    for (Answer<ReleaseRecord> answer :
        List.of(
            course.pause(ci, release, ""),
            course.resume(ci, release, ""),
            course.advance(ci, release, java.util.OptionalInt.empty(), true, ""),
            course.extend(ci, release, Duration.ofMinutes(1), ""),
            course.finish(ci, release, "done"),
            course.cancel(ci, release, ""))) {
      assertEquals("E-WHO-02", TheShop.no(answer).code());
    }
  }

  @Test
  void aReleaseThatHasMovedIsNotPlannedAnewAndItsRiskStays() {
    shop.started();
    int gates = shop.release().gateRecords().size();

    Answer<ReleaseRecord> answer =
        shop.desk
            .opening()
            .plan(
                ShopCatalogue.BEN,
                shop.release(),
                new Opening.PlanWish(Optional.empty(), Optional.of(Level.HIGH), "late"));

    assertEquals("E-STATE-01", TheShop.no(answer).code());
    assertEquals(gates, shop.release().gateRecords().size(), "nothing was changed");
  }
}
