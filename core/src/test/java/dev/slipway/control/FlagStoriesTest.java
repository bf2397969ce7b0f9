package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Fact;
import dev.slipway.journal.Fact.Found;
import dev.slipway.journal.FlagsLeft;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Summaries;
import dev.slipway.journal.Verification;
import dev.slipway.release.Commit;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Starting;
import dev.slipway.view.StateWords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dark launches by two flags, driven for real in a moved time: on, off, and by somebody else. */
@Tag("X6")
class FlagStoriesTest {
  @TempDir Path folder;
  private TheShop shop;
  private FakeFlag coupons;
  private FakeFlag wishes;

  @BeforeEach
  void isPlanned() {
    shop = dark(new TheShop(folder, ShopCatalogue.dark()));
    coupons = flag("coupons");
    wishes = flag("wishes");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** Shop/2 goes from v1 to v2 behind two flags, and may start. */
  static TheShop dark(TheShop shop) {
    shop.changes.trailers =
        List.of(new Commit.Trailer("Flag", "wishes"), new Commit.Trailer("Flag", "coupons"));
    shop.target.turning("coupons", "wishes");
    shop.planned();
    shop.workerIsAlive();
    return shop;
  }

  private FakeFlag flag(String name) {
    return Optional.ofNullable(shop.target.flags.get(name)).orElseThrow();
  }

  private TheShop started() {
    shop.start();
    return shop;
  }

  private List<Fact.FlagFound> found() {
    return shop.facts(Fact.FlagFound.class);
  }

  @Test
  void oneFlagAfterAnotherIsShownToEverybody() {
    started().until(Finished.class);

    assertEquals(List.of("coupons", "wishes"), shop.release().plan().orElseThrow().flags());
    assertEquals(List.of("10 at 100 %", "100 at 100 %"), coupons.turns);
    assertEquals(coupons.turns, wishes.turns);
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }

  @Test
  void listsSayToHowManyItIsShown() {
    started().untilBaking(1);
    assertEquals("rolling out 100 %, flag off", inLists());

    shop.untilBaking(2);
    assertEquals("rolling out 10 % by flag", inLists());
    shop.untilBaking(4);
    assertEquals("rolling out 10 % by flag", inLists());
    shop.asks((course, shown) -> course.pause(ShopCatalogue.CHI, shown, ""));
    assertEquals("paused at 10 % by flag", inLists());
    assertEquals("Paused.Shifting", Summaries.stateOf(Summaries.of(shop.release())));
    shop.asks((course, shown) -> course.resume(ShopCatalogue.CHI, shown, ""));
    shop.until(Finished.class);
    assertEquals("finished", inLists());
  }

  private String inLists() {
    return StateWords.of(Summaries.of(shop.release())).words();
  }

  @Test
  void aFlagThatSomebodyTurnsOffOnTheWayTakesItBack() {
    started().untilBaking(4);

    coupons.become(0);
    shop.until(RolledBack.class);

    assertEquals(0, wishes.read());
    assertEquals(0, shop.target.traffic.share());
  }

  @Test
  void aFlagThatSomebodyTurnsUpOnTheWayIsPutDown() {
    started().untilBaking(2);

    wishes.become(40);
    shop.ticks(1);

    assertEquals(0, wishes.read());
    assertEquals(10, coupons.read());
    assertTrue(
        shop.facts(Fact.Announced.class).stream().anyMatch(one -> one.words().contains("instead")),
        shop.words()::toString);
  }

  @Test
  void halfTheWayBackWorksWhileItIsObservedAndAgain() {
    started().until(Observing.class);
    isHidden();
    shop.until(Observing.class);
    isHidden();
    shop.until(Finished.class);

    assertEquals(100, coupons.read());
    assertEquals(100, wishes.read());
    assertEquals(
        List.of(1, 2, 3),
        shop.facts(Fact.StepIntended.class).stream()
            .filter(intended -> intended.step().equals("checks"))
            .map(Fact.StepIntended::attempt)
            .toList(),
        "the checks are made each time");
  }

  private void isHidden() {
    shop.asks((course, shown) -> course.hide(ShopCatalogue.ADA, shown, "odd")).ticks(2);

    assertInstanceOf(Paused.class, shop.state());
    assertEquals(Weight.ALL.hidden(), shop.target.traffic().read().share());
    shop.asks((course, shown) -> course.resume(ShopCatalogue.CHI, shown, "fine"));
  }

  @Test
  void anUndoTurnsBothOffBeforeAnybodyIsMoved() {
    ReleaseRecord undo = undone();

    assertInstanceOf(Starting.class, undo.state());
    shop.follow(undo.id()).until(Finished.class);

    assertEquals("0 at 0 %", coupons.turns.getLast(), "nobody was on v1 yet");
    assertEquals("0 at 0 %", wishes.turns.getLast());
    assertTrue(
        shop.words().stream()
            .anyMatch(words -> words.contains("flag coupons is off; flag wishes is off")),
        shop.words()::toString);
  }

  @Test
  void aFlagThatCannotBeTurnedOffDoesNotKeepTheUndoAndIsSaid() {
    started().until(Finished.class);
    wishes.refuses = Optional.of(FakeTarget.away("turn"));

    shop.follow(undo().id()).until(Finished.class);

    assertEquals(0, coupons.read());
    assertTrue(
        shop.words().stream()
            .anyMatch(
                words -> words.contains("flag wishes could not be turned off and is at 100 %")),
        shop.words()::toString);
  }

  private ReleaseRecord undone() {
    started().until(Finished.class);
    return undo();
  }

  private ReleaseRecord undo() {
    shop.targets.live = Optional.of(FakeTargets.V2);
    shop.target.isTakenBack();
    shop.workerIsAlive();
    return TheShop.yes(
        shop.desk.course().undo(ShopCatalogue.ADA, shop.release(), "odd", false, Optional::empty));
  }

  @Test
  void whatSomebodyTurnsAfterTheEndIsLeftAloneAndSaidOnce() {
    started().until(Finished.class);
    TrafficWatch watch = shop.desk.trafficWatch(new Trouble(shop.troubles::add, shop.clock));
    looks(watch, 3);
    assertEquals(List.of(), found());

    wishes.become(0);
    looks(watch, 1);
    assertEquals(List.of(), found(), "one reading may have met a write");
    looks(watch, 4);

    assertEquals(0, wishes.read());
    assertEquals(List.of(Found.ELSEWHERE), found().stream().map(Fact.FlagFound::found).toList());
    assertEquals(
        "flag wishes shows 0 % what is new, not 100 % as shop/2 left it: somebody changed it",
        FlagsLeft.by(shop.release()).astray().getFirst().words());
    wishes.unreadable = Optional.of(FakeTarget.away("read"));
    looks(watch, 2);
    assertEquals(1, found().size(), "silence is no news");

    wishes.unreadable = Optional.empty();
    wishes.become(100);
    looks(watch, 3);
    assertEquals(List.of(), FlagsLeft.by(shop.release()).astray());
    assertInstanceOf(Finished.class, shop.state());
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }

  private static void looks(TrafficWatch watch, int times) {
    for (int i = 0; i < times; i++) {
      watch.look();
    }
  }

  @Test
  void afterItWasTakenBackAFlagThatGoesOnIsSaidToo() {
    started().untilBaking(2);
    shop.rollsBack(ShopCatalogue.ADA).until(RolledBack.class);
    TrafficWatch watch = shop.desk.trafficWatch(new Trouble(shop.troubles::add, shop.clock));

    coupons.become(100);
    looks(watch, 3);

    assertEquals(100, coupons.read());
    assertEquals(1, found().size());
  }

  @Test
  void aFlagThatIsOnRefusesTheStart() {
    wishes.become(30);

    Refusal refused = TheShop.no(shop.desk.course().start(ShopCatalogue.ADA, shop.release()));

    assertEquals("E-FLAG-01", refused.code());
    assertEquals("shop/2 cannot start: flag wishes is at 30 % already.", refused.what());
  }

  @Test
  void aFlagThatIsOnWhenItsTimeComesMissesTheScheduledStart() {
    ReleaseRecord unused =
        TheShop.yes(
            shop.desk
                .schedule()
                .startAt(
                    ShopCatalogue.ADA,
                    shop.release(),
                    shop.clock.now().plus(Duration.ofHours(8)),
                    Optional::empty));
    wishes.become(30);

    shop.clock.move(Duration.ofHours(8));
    shop.workerIsAlive();
    shop.desk.schedule().startDue();

    assertInstanceOf(Planned.class, shop.state());
    assertEquals(30, wishes.read());
    assertTrue(
        shop.words().getLast().contains("the scheduled start was missed"), shop.words()::toString);
  }

  @Test
  void aFlagThatGoesOnBeforeTheCheckpointIsNotPutDownAndTheStartFails() {
    started();
    wishes.become(30);

    shop.until(Planned.class);

    assertEquals(30, wishes.read());
    assertEquals(List.of(), wishes.turns);
    assertTrue(
        shop.words().getLast().contains("flag wishes is at 30 % already"), shop.words()::toString);
  }

  @Test
  void onTheWayBackBothAreOffBeforeAnybodyIsMoved() {
    started().until(Observing.class);
    shop.target.metrics.canaryFails(0.30);
    shop.until(RolledBack.class);

    assertEquals("0 at 100 %", coupons.turns.getLast());
    assertEquals("0 at 100 %", wishes.turns.getLast());
  }
}
