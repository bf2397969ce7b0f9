package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.journal.Fact;
import dev.slipway.journal.Verification;
import dev.slipway.plan.Catalogue;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process dies just before or just after every append and every effect of every canary life;
 * another one goes on. Each life ends as it would have, nothing is done twice, and traffic is where
 * the journal says.
 */
class CrashPointsTest {
  private static final Duration TAKEOVER = Duration.ofSeconds(9);
  private static final int MOST_TURNS = 600;

  /** A few points of each life in the usual run; all of them with {@code ./check --long}. */
  private static final int STEP = 13;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = CanaryLife.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"IS_COMPARED_WITH_A_GROUP", "HAS_A_GROUP_THAT_CANNOT_BE_STARTED"})
  void someDeaths(CanaryLife life) {
    // Another remainder in each life, so that together they meet all kinds of points.
    dies(life, Math.floorMod(life.name().hashCode(), STEP), STEP);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(CanaryLife.class)
  void everyDeath(CanaryLife life) {
    dies(life, 0, 1);
  }

  /** The lives together leave out no kind of effect. */
  @Test
  void theLivesMeetEveryKindOfEffect() {
    HashSet<String> kinds = new HashSet<>();
    for (CanaryLife life : CanaryLife.values()) {
      for (String point : lived(life, new Mortality(-1, true))) {
        kinds.add(point.split(" ", 2)[0]);
      }
    }
    assertEquals(
        new HashSet<>(List.of("append", "share", "deploy", "remove", "migrate", "checks", "clear")),
        kinds);
  }

  private void dies(CanaryLife life, int first, int step) {
    int points = lived(life, new Mortality(-1, true)).size();
    assertTrue(points > 20, life + " has only " + points + " points");
    for (int point = first; point < points; point += step) {
      for (boolean before : new boolean[] {true, false}) {
        List<String> unused = lived(life, new Mortality(point, before));
      }
    }
  }

  private List<String> lived(CanaryLife life, Mortality mortality) {
    Catalogue catalogue = life.compares() ? ShopCatalogue.compared() : ShopCatalogue.catalogue();
    Path own = folder.resolve(life + "-" + mortality.hashCode());
    try (TheShop shop = new TheShop(own, catalogue)) {
      shop.planned();
      shop.workerIsAlive();
      TheShop.yes(
          shop.desk
              .gates()
              .approve(ShopCatalogue.CHI, shop.release(), java.util.Optional.empty(), ""));
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

  private static void live(CanaryLife life, TheShop shop, Mortality mortality) {
    CanaryLife.Once once = new CanaryLife.Once();
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      try {
        if (shop.state() instanceof Planned) {
          shop.workerIsAlive();
          shop.start();
        }
        life.happens(shop, once);
        if (!shop.turn()) {
          return;
        }
        shop.clock.move(Duration.ofSeconds(1));
      } catch (Mortality.Death death) {
        mortality.another();
        shop.clock.move(TAKEOVER);
        shop.restartDriver();
      }
    }
    fail("comes to no end, and is " + shop.state() + " with " + shop.troubles);
  }

  private static void holds(CanaryLife life, TheShop shop) {
    State state = shop.state();
    assertInstanceOf(life.end, state);
    FakeTarget target = shop.target;
    int share = target.traffic.share();
    assertEquals(state.desired().weight().percent(), share, "traffic is where the journal says");
    assertEquals(0, target.deployment.group(), "nothing is left of a baseline group");
    List<String> done = target.deployment.done;
    assertEquals(done.size(), new HashSet<>(done).size(), "a deploy was begun twice: " + done);
    assertTrue(target.migrator.applied().size() <= 1, "migrated twice");
    List<Fact.StepIntended> intents = shop.facts(Fact.StepIntended.class);
    assertEquals(intents.size(), new HashSet<>(intents).size(), "an attempt was counted twice");
    List<Integer> had = target.traffic.had;
    int top = had.indexOf(had.stream().max(Integer::compare).orElse(0));
    if (CanaryLife.isTakenBack(state)) {
      assertTrue(
          had.stream().skip(Math.max(0, top)).skip(1).allMatch(weight -> weight == 0),
          "went forward again after it was taken back: " + had);
    }
    assertTrue(shop.lock().isEmpty(), "the lock is released");
    assertInstanceOf(Verification.Result.Sound.class, shop.verified());
  }
}
