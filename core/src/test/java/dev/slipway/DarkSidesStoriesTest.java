package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.Course;
import dev.slipway.outside.exec.AService;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Stage;
import dev.slipway.release.Actor;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Underway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dark launches by the team's own commands alone: traffic, flag and probes. */
@Tag("X6")
class DarkSidesStoriesTest {
  private static final Actor ADA = new Actor("ada", Actor.Kind.PERSON, "test");
  private static final String CHECKS = "checks: [{ name: home, http: \"http://{address}/\" }]\n";
  @TempDir private Path folder;
  private AService service;

  /** Opened by every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private OwnService shop;

  @BeforeEach
  void v1RunsOnBlue() {
    service = new AService(folder, "b1", "g1").withFlag("v4", "coupon_ui").runs("v1", "b1");
  }

  @AfterEach
  void ends() {
    shop.close();
  }

  private void byFlag(String stages) {
    shop =
        new OwnService(
            service,
            OwnService.TWO_SIDES + CHECKS + DarkLaunchStoriesTest.FLAGS,
            "strategy: dark-launch, stages: " + stages);
  }

  private static boolean isWatched(State state) {
    return state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking;
  }

  private static boolean isWatchedAt(State state, Weight share) {
    return isWatched(state) && ((Underway) state).held().equals(share);
  }

  private Course course() {
    return shop.slipway().desk().course();
  }

  @Test
  @Tag("X1")
  void withoutAFlagItIsThereCheckedAndUnseenUntilAPersonGoesOn() {
    shop =
        new OwnService(
            service,
            OwnService.watchedForLong(
                service, OwnService.TWO_SIDES + CHECKS, "strategy: dark-launch, stages: [100]"));

    shop.started("v2").until(DarkSidesStoriesTest::isWatched, "it is dark");
    Plan plan = shop.release().plan().orElseThrow();
    assertInstanceOf(Stage.DarkStage.class, plan.stage(0));
    assertTrue(
        shop.words().toString().contains("check-unserved done: 3 of 3 checks passed"),
        shop.words()::toString);
    assertEquals("v2", service.running("g1"));
    assertEquals("blue 100", service.read("share"));

    var unused =
        OwnService.yes(
            course().advance(ADA, shop.release(), OptionalInt.empty(), false, "as announced"));
    AService.await(() -> service.read("share").equals("blue 0"), "everybody is on it");
  }

  @Test
  void whoseChecksFailNeverMeetsAUser() {
    byFlag("[100]");
    service.write("broken-path-v4", "");
    service.write("flag-coupon_ui", "30\n");
    shop.planned("v4").works();
    assertTrue(
        String.valueOf(course().start(ADA, shop.release()))
            .contains("flag coupon_ui is at 30 % already"));
    assertEquals("30", service.read("flag-coupon_ui"), "nobody's flag is turned off by a start");

    service.write("flag-coupon_ui", "0\n");
    var started = OwnService.yes(course().start(ADA, shop.release()));
    shop.until(RolledBack.class);

    assertEquals(shop.release().id(), started.id());
    assertEquals(Weight.NONE, ((RolledBack) shop.release().state()).reached());
    assertTrue(shop.words().toString().contains("check-unserved failed"), shop.words()::toString);
    assertEquals("", service.read("turns.log"), "and no flag was turned on");
  }

  @Test
  @Tag("long")
  void halfTheWayBackLeavesTheCodeAndGoesOnWhenAPersonSaysSo() {
    byFlag("[50, 100]");
    shop.started("v4")
        .until(state -> isWatchedAt(state, Weight.ALL.showing(50)), "half of them are shown it");

    var unused = OwnService.yes(course().hide(ADA, shop.release(), "baskets look odd"));

    AService.await(() -> service.read("flag-coupon_ui").equals("0"), "the flag is off");
    assertEquals("blue 0", service.read("share"), "and everybody stays");
    shop.until(state -> state instanceof Paused && !state.isHiding(), "it is known to be off");
    assertTrue(
        shop.words().stream().noneMatch(words -> words.contains("instead of")),
        shop.words()::toString);
    var unusedToo = OwnService.yes(course().resume(ADA, shop.release(), "it was the weather"));
    shop.until(Finished.class);
    assertEquals("100", service.read("flag-coupon_ui"));
  }

  @Test
  @Tag("X8")
  @Tag("long")
  void aFlagThatSomebodyTurnsUpIsPutDownAndOneTurnedDownIsAWayBack() {
    byFlag("[1, 100]");
    shop.started("v4");
    shop.until(state -> isWatchedAt(state, Weight.ALL.showing(0)), "the flag is off");

    service.write("flag-coupon_ui", "80\n");
    AService.await(() -> !service.read("flag-coupon_ui").equals("80"), "it is put down");
    AService.await(
        () -> shop.words().toString().contains("80 % by flag instead of"), "and it is said");

    shop.until(state -> isWatchedAt(state, Weight.ALL), "everybody is shown it");
    service.write("flag-coupon_ui", "0\n");
    shop.until(RolledBack.class);
    assertTrue(shop.words().toString().contains("somebody lowered the share"), () -> words());
    assertEquals("blue 100", service.read("share"));
  }

  @Test
  @Tag("long")
  void aFlagCommandThatFailsTakesItBackAndOneThatHangsHoldsNothingUp() {
    byFlag("[50, 100]");
    shop.started("v4");
    shop.until(state -> isWatchedAt(state, Weight.ALL.showing(0)), "the flag is off");
    service.write("broken-flag", "exit 1\n");

    shop.until(RolledBack.class);
    assertTrue(shop.words().toString().contains("set flag coupon_ui to 50 %"), () -> words());
    assertEquals("blue 100", service.read("share"));
  }

  @Test
  @Tag("long")
  void aFlagThatHangsWhenItIsToGoOffIsSaidAndEverybodyIsBackMeanwhile() {
    byFlag("[50, 100]");
    shop.started("v4")
        .until(state -> isWatchedAt(state, Weight.ALL.showing(50)), "half of them are shown it");
    service.write("broken-flag", "sleep 60\n");

    OwnService unused = shop.rollsBack();

    AService.await(() -> service.read("share").equals("blue 100"), "everybody is back");
    assertInstanceOf(RollingBack.class, shop.release().state(), "the flag is not off yet");
    service.write("broken-flag", "");
    shop.until(RolledBack.class);
    assertEquals("0", service.read("flag-coupon_ui"));
  }

  @Test
  @Tag("X9")
  @Tag("long")
  void theScriptTurnsTheFlagOffWithSlipwayDeadAndSlipwayRespectsIt() throws IOException {
    byFlag("[50, 100]");
    shop.started("v4")
        .until(state -> isWatchedAt(state, Weight.ALL.showing(50)), "half of them are shown it");
    Path script = shop.script();
    shop.dies();

    String said = service.run("sh", script.toString());

    assertTrue(said.contains("Checked: no traffic goes to v4"), said);
    assertEquals("0", service.read("flag-coupon_ui"));
    List<String> turns = service.read("turns.log").lines().toList();
    assertEquals("flag 0, blue 0", turns.getLast(), "before anybody was moved");
    shop.works().until(RolledBack.class);
    assertTrue(shop.words().toString().contains("break-glass"), () -> words());
  }

  private String words() {
    return shop.words().toString();
  }
}
