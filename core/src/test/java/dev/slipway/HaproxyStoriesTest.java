package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.KeptSide;
import dev.slipway.journal.TrafficLeft;
import dev.slipway.outside.exec.AService;
import dev.slipway.plan.StrategyKind;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Verification;
import dev.slipway.rollout.Verifying;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole lives of releases behind a real HAProxy, with real processes and real requests. */
class HaproxyStoriesTest {
  private static final String CANARY = "strategy: canary, stages: [25, 100]";
  @TempDir private Path folder;

  /** Opened by every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private AService service;

  @SuppressWarnings("NullAway.Init")
  private BehindHaproxy front;

  @SuppressWarnings("NullAway.Init")
  private OwnService shop;

  @AfterEach
  void ends() {
    if (shop != null) {
      shop.close();
    }
    if (front != null) {
      front.close();
    }
  }

  private void canaryIsWatched() {
    service = new AService(folder, "b1", "g1").runs("v1", "b1");
    front = BehindHaproxy.weights(service);
    shop = new OwnService(service, OwnService.watchedForLong(service, front.target, CANARY));
    OwnService unused = shop.started("v2").until(HaproxyStoriesTest::isWatched, "a quarter");
  }

  /** Each deploy kills what runs: whoever is still being answered would notice. */
  private void rollingInPlace() {
    service = new AService(folder, "search-1", "search-2").runs("v1", "search-1", "search-2");
    for (String instance : List.of("search-1", "search-2")) {
      for (String version : List.of("v2", "v3")) {
        service.deployDoes(
            version, instance, "kill -9 \"$(cat \"$1.pid\")\"\nrm \"$1.up\" \"$1.pid\"\n");
      }
    }
    front = BehindHaproxy.inPlace(service);
    shop = new OwnService(service, front.target, "strategy: rolling");
  }

  @Test
  @Tag("X5")
  @Tag("X9")
  void aCanaryThatFailsIsTakenBackByItself() {
    canaryIsWatched();
    try (Users users = front.users()) {
      assertTrue(users.look(20).contains("v2"), "a quarter of them meets it");

      service.answers("v2", "g1", 500);
      shop.until(RolledBack.class);

      RolledBack back = assertInstanceOf(RolledBack.class, shop.release().state());
      assertInstanceOf(Verification.Verified.class, back.verification());
      assertEquals(Set.of("v1"), users.look(40));
      assertEquals("", service.running("g1"));
    }
  }

  @Test
  @Tag("X5")
  void aHaproxyThatRestartedAndLostItsWeightsGetsThemAgain() {
    canaryIsWatched();

    front.haproxy.restart();

    AService.await(
        () -> front.haproxy.ask("show servers state shop").contains(" g1 127.0.0.1 2 0 25 "),
        "a quarter again");
    AService.await(() -> words().contains("restarted and lost its share"), "it is said");
  }

  @Test
  @Tag("X9")
  @Tag("long")
  void whoTurnsTheNewVersionDownByHandIsRespected() {
    canaryIsWatched();

    String unused = front.haproxy.ask("set weight shop/g1 0");

    shop.until(RolledBack.class);
    assertTrue(shop.words().toString().contains("somebody lowered the share"), this::words);
  }

  @Test
  @Tag("X9")
  void theScriptTakesItBackWithSlipwayDeadAndARestartOfHaproxyForgetsNothing() throws IOException {
    canaryIsWatched();
    Path script = shop.script();
    shop.dies();

    String said = service.run("sh", script.toString());

    assertTrue(said.contains("Checked: no traffic goes to v2"), said);
    try (Users users = front.users()) {
      assertEquals(Set.of("v1"), users.look(40));
      front.haproxy.restart();
      shop.works().until(RolledBack.class);
      assertTrue(shop.words().toString().contains("break-glass"), this::words);
      assertEquals(Set.of("v1"), users.look(40));
    }
  }

  @Test
  @Tag("X9")
  @Tag("long")
  void aHaproxyThatHangsOnTheWayBackIsToldUntilItListens() {
    canaryIsWatched();
    front.haproxy.pause();
    service.answers("v2", "g1", 500);
    shop.until(RollingBack.class);

    front.haproxy.resume();

    shop.until(RolledBack.class);
    try (Users users = front.users()) {
      assertEquals(Set.of("v1"), users.look(40));
    }
  }

  @Test
  @Tag("X3")
  void aRollingReleaseDrainsEachInstanceAndFailsNobody() {
    rollingInPlace();

    try (Users users = front.users().come(4)) {
      shop.started("v2").until(Finished.class);
      nobodyFailed(users, users.requests() + 100);
      assertEquals(Set.of("v1", "v2"), users.met());
    }
  }

  @Test
  @Tag("X3")
  @Tag("long")
  void tenThousandRequestsMeetTwoRollingReleasesAndNoneFails() {
    rollingInPlace();

    try (Users users = front.users().come(40)) {
      shop.started("v2").until(Finished.class);
      shop.dies();
      shop.started("v3").until(Finished.class);
      nobodyFailed(users, 10_000);
      assertEquals(Set.of("v1", "v2", "v3"), users.met());
    }
  }

  private static void nobodyFailed(Users users, long atLeast) {
    AService.await(() -> users.requests() >= atLeast, "more requests");
    assertEquals(List.of(), users.failures(), () -> "of " + users.requests());
  }

  @Test
  @Tag("X4")
  void blueGreenSwitchesAtOnceAndBack() {
    service = new AService(folder, "b1", "g1").runs("v1", "b1");
    front = BehindHaproxy.switched(service);
    shop =
        new OwnService(
            service, OwnService.watchedForLong(service, front.target, "strategy: blue-green"));

    try (Users users = front.users()) {
      shop.started("v2").until(HaproxyStoriesTest::isWatched, "the switch is watched");
      assertEquals(StrategyKind.BLUE_GREEN, shop.release().plan().orElseThrow().strategy());
      assertEquals(Set.of("v2"), users.look(20));
      shop.rollsBack().until(RolledBack.class);
      assertEquals(Set.of("v1"), users.look(20));
    }
  }

  @Test
  @Tag("X4")
  @Tag("V5")
  void aFinishedSwitchIsUndoneByASwitchAsLongAsTheOldSideIsUp() {
    greenServesAndBlueIsKept();
    int deploys = service.deploys().size();

    try (Users users = front.users()) {
      assertEquals(Set.of("v2"), users.look(20));
      shop.undoes().until(HaproxyStoriesTest::isWatched, "everybody is back");

      assertEquals(Set.of("v1"), users.look(20));
      assertEquals(deploys, service.deploys().size(), "nothing is deployed");
      assertEquals(StrategyKind.BLUE_GREEN, shop.release().plan().orElseThrow().strategy());
      shop.until(Finished.class);
      assertEquals("", service.running("g1"), "the side that was given up is stopped");
    }
  }

  @Test
  @Tag("X4")
  @Tag("long")
  void aHaproxyThatGoesBackToItsFileAfterTheReleaseIsSetAgain() {
    greenServesAndBlueIsKept();

    front.haproxy.restart();

    try (Users users = front.users()) {
      AService.await(() -> users.look(5).equals(Set.of("v2")), "everybody on v2 again");
      AService.await(
          () -> TrafficLeft.by(shop.release()).orElseThrow().losses() == 1, "it is written down");
    }
  }

  private void greenServesAndBlueIsKept() {
    service = new AService(folder, "b1", "g1").runs("v1", "b1");
    front = BehindHaproxy.switched(service);
    shop = new OwnService(service, front.target, "strategy: blue-green");
    OwnService unused = shop.started("v2").until(Finished.class);
    assertEquals("v1", service.running("b1"), "the old side stays up");
    assertTrue(KeptSide.of(shop.release()).isPresent());
  }

  private String words() {
    return shop.words().toString();
  }

  private static boolean isWatched(State state) {
    return (state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking)
        || state instanceof Verifying;
  }
}
