package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Verification;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.risk.Level;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.Starting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts at a time: who says when, what is read at that moment, and what a missed one is. */
class ScheduleTest {
  private static final ReleaseId SHOP_2 = new ReleaseId(ShopCatalogue.SHOP, 2);
  private static final Refusal NO_WORKER =
      Refusal.of("E-WORK-02", Refusal.Kind.CONFLICT, "no worker came", "");

  @TempDir Path folder;
  private TheShop shop;
  private Instant evening;

  @BeforeEach
  void open() {
    shop = new TheShop(folder).planned();
    evening = shop.clock.now().plus(Duration.ofHours(8));
    shop.workerIsAlive();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Answer<ReleaseRecord> startAt(Actor by, Instant due) {
    return shop.desk.schedule().startAt(by, shop.release(), due, () -> Optional.of(NO_WORKER));
  }

  private void approved() {
    ReleaseRecord unused =
        TheShop.yes(
            shop.desk.gates().approve(ShopCatalogue.CHI, shop.release(), Optional.empty(), ""));
  }

  private ReleaseRecord scheduled() {
    return TheShop.yes(startAt(ShopCatalogue.ADA, evening));
  }

  private void timePassesTo(Duration after) {
    shop.clock.move(Duration.between(shop.clock.now(), evening).plus(after));
    shop.desk.schedule().startDue();
  }

  private Planned planned() {
    return assertInstanceOf(Planned.class, shop.state());
  }

  @Test
  void startsByItselfWhenItIsDueAndNotBefore() {
    approved();
    scheduled();
    assertEquals(List.of(SHOP_2), shop.desk.schedule().waiting());
    assertEquals(List.of(), shop.desk.lookup().list(Store.Query.moving()), "it waits");

    timePassesTo(Duration.ofSeconds(-1));
    assertEquals(Optional.of(evening), planned().due());
    timePassesTo(Duration.ofSeconds(1));

    assertInstanceOf(Starting.class, shop.state());
    assertEquals(SHOP_2, shop.lock().orElseThrow().holder());
    assertEquals(List.of(), shop.desk.schedule().waiting());
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }

  /** Whoever looks second finds it started. */
  @Test
  void twoWorkersStartItOnce() {
    approved();
    scheduled();
    try (Store other = shop.anotherStore()) {
      timePassesTo(Duration.ofSeconds(1));
      shop.anotherDesk(other).schedule().startDue();
    }
    assertEquals(
        1, shop.happened(h -> h.state().equals("Starting") && h.answer() == Fact.Answer.MOVED));
  }

  /** What was open in the morning may be closed at night; nobody is there to see it. */
  @Test
  void aClosedGateKeepsItFromStartingSaysWhichAndCallsSomebody() {
    scheduled();

    timePassesTo(Duration.ofSeconds(1));

    assertEquals(Optional.empty(), planned().due());
    String called = shop.facts(Fact.Paged.class).getFirst().why();
    assertTrue(
        called.startsWith("the scheduled start was missed: 1 gate is closed: approval"), called);
    assertTrue(called.contains("on-call"), called);
    assertEquals(List.of(), shop.desk.schedule().waiting(), "it is not tried again by itself");
  }

  @Test
  void checksOfTheToolAreMadeAnewAtThatMoment() {
    approved();
    scheduled();
    shop.targets.means("v2", FakeTargets.digest('d'));

    timePassesTo(Duration.ofSeconds(1));

    assertTrue(shop.words().getLast().contains("artifact-known"), shop.words().getLast());
    assertEquals(Optional.empty(), planned().due());
  }

  @Test
  void anotherVersionAtTheTargetKeepsItFromStarting() {
    approved();
    scheduled();
    shop.targets.live = Optional.of(FakeTargets.V3);

    timePassesTo(Duration.ofSeconds(1));

    assertTrue(shop.words().getLast().contains("v3 runs"), shop.words().getLast());
  }

  /** A computer that was off at night starts nothing in the morning. */
  @Test
  void aStartThatNobodySentInTimeIsMissed() {
    approved();
    scheduled();

    timePassesTo(Duration.ofMinutes(61));

    assertEquals(Optional.empty(), planned().due());
    assertEquals(1, shop.facts(Fact.Paged.class).size());
  }

  @Test
  void aWorkerThatIsBackWithinTheHourStillSendsIt() {
    approved();
    scheduled();

    timePassesTo(Duration.ofMinutes(59));

    assertInstanceOf(Starting.class, shop.state());
  }

  @Test
  void aWithdrawnScheduleStartsNothing() {
    approved();
    ReleaseRecord release = scheduled();

    ReleaseRecord after =
        TheShop.yes(shop.desk.schedule().withdraw(ShopCatalogue.CHI, release, "no dinner yet"));

    assertEquals(Optional.empty(), ((Planned) after.state()).due());
    timePassesTo(Duration.ofSeconds(1));
    assertInstanceOf(Planned.class, shop.state());
    assertEquals(
        "E-STATE-01",
        TheShop.no(shop.desk.schedule().withdraw(ShopCatalogue.CHI, after, "")).code());
  }

  /** Withdrawing what has started meanwhile must not hold the release at its next stage. */
  @Test
  void withdrawingAfterItStartedIsRefusedAndChangesNothing() {
    approved();
    ReleaseRecord seen = scheduled();
    timePassesTo(Duration.ofSeconds(1));
    long version = shop.release().version();

    Refusal refusal = TheShop.no(shop.desk.schedule().withdraw(ShopCatalogue.CHI, seen, ""));

    assertEquals("E-STATE-01", refusal.code());
    assertEquals(version, shop.release().version());
  }

  @Test
  void anotherTimeReplacesTheOneBefore() {
    approved();
    scheduled();
    ReleaseRecord later =
        TheShop.yes(startAt(ShopCatalogue.BEN, evening.plus(Duration.ofHours(2))));

    assertEquals(Optional.of(evening.plus(Duration.ofHours(2))), ((Planned) later.state()).due());
    timePassesTo(Duration.ofSeconds(1));
    assertInstanceOf(Planned.class, shop.state());
  }

  @Test
  void aPlanThatChangedIsNotStartedByTheOldSchedule() {
    approved();
    ReleaseRecord release = scheduled();
    ReleaseRecord unused =
        TheShop.yes(
            shop.desk
                .opening()
                .plan(
                    ShopCatalogue.BEN,
                    release,
                    new Opening.PlanWish(
                        Optional.empty(), Optional.of(Level.HIGH), "money is involved")));

    assertEquals(List.of(), shop.desk.schedule().waiting());
  }

  @Test
  void aTimeThatIsOverOrTooFarIsRefusedWithOneThatWorks() {
    for (Duration ahead : List.of(Duration.ofSeconds(-1), Duration.ZERO, Duration.ofDays(31))) {
      Refusal refusal = TheShop.no(startAt(ShopCatalogue.ADA, shop.clock.now().plus(ahead)));
      assertEquals("E-TIME-01", refusal.code());
      assertEquals(Refusal.Kind.USAGE, refusal.kind());
      assertEquals(List.of("slipway start shop/2 --at 2026-11-20T11:00:00Z"), refusal.fix());
    }
    assertEquals(Optional.empty(), planned().due());
  }

  @Test
  void nobodyIsLeftWaitingForAWorkerThatIsNotThere() {
    shop.clock.move(Duration.ofMinutes(5));

    assertEquals("E-WORK-02", TheShop.no(startAt(ShopCatalogue.ADA, evening)).code());
    assertEquals(Optional.empty(), planned().due());
  }

  @Test
  void onlyAPersonSaysWhen() {
    assertEquals("E-WHO-02", TheShop.no(startAt(ShopCatalogue.CI, evening)).code());
  }

  @Test
  void whatHasStartedIsNotScheduled() {
    approved();
    shop.start();

    assertEquals("E-STATE-01", TheShop.no(startAt(ShopCatalogue.ADA, evening)).code());
  }

  private void approvedByReaction() {
    Actor chi = ShopCatalogue.CHI;
    ReleaseRecord unused =
        TheShop.yes(
            shop.desk
                .gates()
                .approve(
                    new Actor(chi.name(), chi.kind(), "Slack #shop, by reaction"),
                    shop.release(),
                    Optional.empty(),
                    ""));
  }

  @Test
  void waitsAMomentForTheChatToConfirmAReaction() {
    approvedByReaction();
    scheduled();
    timePassesTo(Duration.ofSeconds(1));
    assertInstanceOf(Planned.class, shop.state(), "somebody is asked first");
    StreamName stream = StreamName.of(SHOP_2);
    assertEquals(Set.of(stream), shop.desk.gates().confirmations().wanted().keySet());

    String hash = shop.release().plan().orElseThrow().hash().value();
    shop.desk.gates().confirmations().seen(shop.release(), hash, Set.of("chi"));
    timePassesTo(Duration.ofSeconds(2));

    assertTrue(shop.state().isMoving());
  }

  @Test
  void startsNothingOnAReactionThatNoChatConfirms() {
    approvedByReaction();
    scheduled();
    timePassesTo(Duration.ofSeconds(1));
    timePassesTo(Duration.ofSeconds(5));
    assertEquals(Optional.of(evening), planned().due());

    timePassesTo(Duration.ofSeconds(12));

    assertEquals(Optional.empty(), planned().due());
  }
}
