package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Fact;
import dev.slipway.journal.Fact.Found;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.TrafficLeft;
import dev.slipway.journal.Verification;
import dev.slipway.rollout.Finished;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of traffic that is not where the last release left it, once nothing moves. */
@Tag("X4")
@Tag("V3")
class TrafficWatchTest {
  @TempDir Path folder;
  private TheShop shop;
  private TrafficWatch watch;

  /** Shop/2 brought v2 to everybody. */
  @BeforeEach
  void isFinished() {
    shop = new TheShop(folder, ShopCatalogue.twoSides()).planned();
    shop.workerIsAlive();
    shop.start();
    shop.until(Finished.class);
    watch = watching();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private TrafficWatch watching() {
    return shop.desk.trafficWatch(new Trouble(shop.troubles::add, shop.clock));
  }

  private void looks(int times) {
    for (int i = 0; i < times; i++) {
      watch.look();
    }
  }

  private List<Found> found() {
    return shop.facts(Fact.TrafficFound.class).stream().map(Fact.TrafficFound::found).toList();
  }

  private Optional<Fact.TrafficFound> astray() {
    return TrafficLeft.by(shop.release()).orElseThrow().astray();
  }

  @Test
  void nothingIsWrittenDownWhereAllIsWell() {
    long before = shop.release().version();

    looks(3);

    assertEquals(before, shop.release().version());
  }

  @Test
  void whatARestartForgotIsSetAgainAndTold() {
    shop.target.traffic.restartsAndForgets();

    looks(1);
    assertEquals(0, shop.target.traffic.share(), "one reading may have met a write on its way");
    looks(2);

    assertEquals(100, shop.target.traffic.share());
    assertEquals(List.of(Found.LOST, Found.SET_AGAIN), found());
    assertEquals(Optional.empty(), astray());
    assertInstanceOf(Finished.class, shop.state());
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }

  @Test
  void whatSomebodyDecidedIsLeftAloneAndSaidOnce() {
    shop.target.traffic.become(0);

    looks(5);

    assertEquals(0, shop.target.traffic.share());
    assertEquals(List.of(Found.ELSEWHERE), found());
    assertTrue(
        astray()
            .orElseThrow()
            .words()
            .contains("v2 has 0 % of the traffic, not 100 % as shop/2 left it"),
        astray()::toString);

    shop.target.traffic.restartsAndForgets();
    looks(3);
    assertEquals(0, shop.target.traffic.share(), "that it restarted since decides nothing");
    assertEquals(1, found().size());

    shop.target.traffic.become(100);
    looks(2);
    assertEquals(Optional.empty(), astray());
  }

  @Test
  void aMarkOfTheScriptIsRespectedAlsoAfterARestart() {
    shop.target.traffic.restartsAndForgets();
    shop.target.traffic.marked();

    looks(4);

    assertEquals(0, shop.target.traffic.share());
    assertEquals(List.of(Found.ELSEWHERE), found());
  }

  @Test
  void afterARestartThatForgotNothingALoweringIsAPersonsDoing() {
    shop.target.traffic.restartsAndRemembers();
    looks(2);
    assertEquals(List.of(Found.AS_LEFT), found());
    watch = watching();

    shop.target.traffic.become(0);
    looks(4);

    assertEquals(0, shop.target.traffic.share());
    assertEquals(List.of(Found.AS_LEFT, Found.ELSEWHERE), found());
  }

  @Test
  void aTargetThatForgetsAgainAndAgainIsSaidAndNotFought() {
    for (int i = 0; i <= TrafficWatch.LOSSES_BORNE; i++) {
      shop.target.traffic.restartsAndForgets();
      looks(3);
    }

    assertEquals(0, shop.target.traffic.share());
    assertEquals(Found.ELSEWHERE, found().getLast());
    assertEquals(
        TrafficWatch.LOSSES_BORNE, found().stream().filter(Found.SET_AGAIN::equals).count());
  }

  @Test
  void whatCannotBeSetYetIsTriedAgain() {
    shop.target.traffic.refuses = Optional.of(FakeTarget.away("g1 is down"));
    shop.target.traffic.restartsAndForgets();
    looks(4);
    assertEquals(List.of(Found.LOST), found(), "said once");

    shop.target.traffic.refuses = Optional.empty();
    looks(1);

    assertEquals(100, shop.target.traffic.share());
  }

  @Test
  void nothingIsTouchedWhileAReleaseMoves() {
    shop.targets.live = Optional.of(FakeTargets.V2);
    shop.target.traffic.become(0);
    ReleaseRecord third =
        TheShop.yes(shop.desk.opening().open(ShopCatalogue.ADA, TheShop.wish(FakeTargets.V3)));
    shop.workerIsAlive();
    ReleaseRecord unused = TheShop.yes(shop.desk.course().start(ShopCatalogue.ADA, third));
    shop.target.traffic.restartsAndForgets();

    looks(4);

    assertEquals(List.of(), found());
    assertEquals(0, shop.target.traffic.share());
  }

  @Test
  void twoWorkersThatLookWriteItDownOnce() {
    TrafficWatch another = watching();
    shop.target.traffic.become(0);

    for (int i = 0; i < 3; i++) {
      watch.look();
      another.look();
    }

    assertEquals(List.of(Found.ELSEWHERE), found());
  }
}
