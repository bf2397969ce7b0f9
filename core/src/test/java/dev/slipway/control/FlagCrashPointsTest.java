package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Verification;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process dies just before or just after every append and every effect of a dark launch; another
 * one goes on. Flags and traffic end where the journal says.
 */
@Tag("X6")
class FlagCrashPointsTest {
  private static final Duration TAKEOVER = Duration.ofSeconds(9);
  private static final int MOST_TURNS = 400;
  private static final int STEP = 23;

  @TempDir Path folder;

  /** How a dark launch may go. */
  enum Life {
    HEALTHY(Finished.class, 100),
    BREAKS(RolledBack.class, 0),
    HIDDEN_WHILE_OBSERVED(Finished.class, 100),
    UNDONE(Finished.class, 0);

    private final Class<? extends State> end;
    private final int shown;

    Life(Class<? extends State> end, int shown) {
      this.end = end;
      this.shown = shown;
    }
  }

  @ParameterizedTest
  @EnumSource(Life.class)
  void someDeaths(Life life) {
    dies(life, Math.floorMod(life.name().hashCode(), STEP), STEP);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(Life.class)
  void everyDeath(Life life) {
    dies(life, 0, 1);
  }

  private void dies(Life life, int first, int step) {
    int points = lived(life, new Mortality(-1, true)).size();
    assertTrue(points > 5, life + " has only " + points + " points");
    for (int point = first % points; point < points; point += step) {
      for (boolean before : new boolean[] {true, false}) {
        List<String> unused = lived(life, new Mortality(point, before));
      }
    }
  }

  private List<String> lived(Life life, Mortality mortality) {
    Path own = folder.resolve(life + "-" + mortality.hashCode());
    try (TheShop shop = FlagStoriesTest.dark(new TheShop(own, ShopCatalogue.dark()))) {
      if (life == Life.UNDONE) {
        shop.start();
        shop.until(Finished.class);
        shop.targets.live = Optional.of(FakeTargets.V2);
        shop.target.isTakenBack();
        shop.workerIsAlive();
        ReleaseRecord undo =
            TheShop.yes(
                shop.desk
                    .course()
                    .undo(ShopCatalogue.ADA, shop.release(), "odd", false, Optional::empty));
        shop.follow(undo.id());
      }
      shop.store.mortality = mortality;
      shop.reached = new MortalTarget(shop.target, mortality);
      mortality.begins();
      try {
        live(life, shop, mortality);
        holds(life, shop);
      } catch (AssertionError wrong) {
        throw new AssertionError(
            life + ", dead " + mortality + ": " + wrong.getMessage() + "\n" + shop.words(), wrong);
      }
      return mortality.points();
    }
  }

  private static void live(Life life, TheShop shop, Mortality mortality) {
    boolean hidden = false;
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      try {
        if (shop.state() instanceof Planned) {
          shop.workerIsAlive();
          shop.start();
        }
        if (life == Life.BREAKS && shop.state() instanceof Observing) {
          shop.target.metrics.canaryFails(0.30);
        }
        if (life == Life.HIDDEN_WHILE_OBSERVED) {
          if (!hidden && shop.state() instanceof Observing) {
            shop.asks((course, shown) -> course.hide(ShopCatalogue.ADA, shown, "odd"));
            hidden = true;
          } else if (shop.state() instanceof Paused && !shop.state().isHiding()) {
            shop.asks((course, shown) -> course.resume(ShopCatalogue.CHI, shown, "fine"));
          }
        }
        if (!shop.turn()) {
          return;
        }
        shop.clock.move(Duration.ofSeconds(1));
      } catch (Mortality.Death death) {
        mortality.another();
        hidden = shop.words().stream().anyMatch(words -> words.contains("turned flags"));
        shop.clock.move(TAKEOVER);
        shop.restartDriver();
      }
    }
    fail("comes to no end, and is " + shop.state() + " with " + shop.troubles);
  }

  private static void holds(Life life, TheShop shop) {
    assertInstanceOf(life.end, shop.state());
    assertEquals(
        shop.state().desired().weight().percent(),
        shop.target.traffic.share(),
        "traffic is where the journal says");
    for (FakeFlag flag : shop.target.flags.values()) {
      assertEquals(life.shown, flag.read(), "flag " + flag.name() + " after " + flag.turns);
    }
    assertTrue(shop.lock().isEmpty(), "the lock is released");
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }
}
