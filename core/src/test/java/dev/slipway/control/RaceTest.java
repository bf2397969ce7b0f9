package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Store;
import dev.slipway.journal.Verification;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody at another desk asks for something in the middle of a turn, wherever the driver happens
 * to be.
 */
class RaceTest {
  private static final int LAST_READ = 44;

  @TempDir Path folder;

  /** The request comes with the {@code at}-th reading of the share. */
  private TheShop asking(int at, BiConsumer<TheShop, Desk> request) {
    TheShop shop = new TheShop(folder.resolve("at-" + at));
    try (Store other = shop.anotherStore()) {
      Desk desk = shop.anotherDesk(other);
      int[] readings = {0};
      shop.started();
      shop.target.traffic.beforeRead =
          () -> {
            readings[0]++;
            if (readings[0] == at) {
              request.accept(shop, desk);
            }
          };
      shop.toItsEnd();
    }
    return shop;
  }

  @Test
  void aRollbackIsHeardWheneverItComes() {
    for (int at = 1; at < LAST_READ; at += 5) {
      try (TheShop shop =
          asking(
              at,
              (it, desk) -> {
                Answer<?> unused =
                    desk.course().rollback(ShopCatalogue.CHI, it.release(), "now", false);
              })) {
        List<Integer> had = shop.target.traffic.had;
        assertInstanceOf(RolledBack.class, shop.state(), "at reading " + at);
        assertTrue(had.isEmpty() || had.getLast() == 0, "at reading " + at + ": " + had);
        assertEquals(0, shop.target.deployment.count(FakeTargets.V2), "at reading " + at);
        assertInstanceOf(Verification.Result.Sound.class, shop.verified(), "at reading " + at);
        assertEquals(Optional.empty(), shop.lock(), "at reading " + at);
      }
    }
  }

  @Test
  void aPauseHoldsWheneverItComesAndEndsWhenItIsAnswered() {
    for (int at = 3; at < LAST_READ; at += 8) {
      int[] held = {-1};
      try (TheShop shop =
          asking(
              at,
              (it, desk) -> {
                Answer<?> unused = desk.course().pause(ShopCatalogue.CHI, it.release(), "wait");
                it.onPause =
                    state -> {
                      int share = it.target.traffic.share();
                      held[0] = Math.max(held[0], share);
                      it.ticks(2);
                      assertEquals(share, it.target.traffic.share(), "raised while paused");
                      Answer<?> resumed =
                          desk.course().resume(ShopCatalogue.CHI, it.release(), "go on");
                      assertInstanceOf(Answer.Yes.class, resumed);
                    };
              })) {
        assertInstanceOf(Finished.class, shop.state(), "at reading " + at);
        assertTrue(held[0] >= 0, "at reading " + at + " it paused");
      }
    }
  }

  /**
   * Two drivers of one release, as for a moment after a takeover: nothing is raised twice as high,
   * nothing ends twice.
   */
  @Test
  void twoDriversOfOneReleaseDoNoHarm() throws InterruptedException {
    try (TheShop shop = new TheShop(folder.resolve("two"))) {
      shop.started();
      DriverMeans means =
          new DriverMeans(
              shop.books,
              shop.clock,
              shop.world.judge(),
              shop.documents,
              shop.work,
              shop.watch,
              shop.troubles::add,
              ALease.held());
      Driver one = new Driver(shop.release(), shop.target, means);
      Driver two = new Driver(shop.release(), shop.target, means);
      boolean goesOn = true;
      for (int tick = 0; tick < 100 && goesOn; tick++) {
        boolean first = one.turn();
        goesOn = two.turn() || first;
        shop.clock.move(Duration.ofSeconds(1));
      }

      State end = shop.state();
      assertInstanceOf(Finished.class, end);
      assertEquals(List.of(5, 25, 100), shop.target.traffic.set.stream().distinct().toList());
      assertEquals(
          shop.target.deployment.done.size(),
          shop.target.deployment.done.stream().distinct().count(),
          "performed once");
      assertInstanceOf(Verification.Result.Sound.class, shop.verified());
      assertTrue(!(end instanceof Planned) && !(end instanceof Paused));
    }
  }
}
