package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.Rehearsal;
import dev.slipway.outside.exec.AService;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release that was finished is taken back, by real commands. */
@Tag("V5")
class UndoStoriesTest {
  @TempDir private Path folder;
  private AService service;

  /** Opened by every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private OwnService shop;

  @BeforeEach
  void scripts() {
    service = new AService(folder, "b1", "g1", "search-1", "search-2");
  }

  @AfterEach
  void ends() {
    shop.close();
  }

  private long deploys(String what) {
    return service.deploys().stream().filter(line -> line.contains(what)).count();
  }

  @Test
  void withTwoSidesEverybodyGoesBackAtOnce() {
    service.runs("v1", "b1");
    shop =
        new OwnService(service, OwnService.TWO_SIDES, "strategy: canary, stages: [5, 25, 50, 100]");
    shop.started("v2").until(Finished.class);

    shop.undoes();

    assertEquals("search/3", shop.release().id().toString());
    assertEquals(1, shop.release().plan().orElseThrow().stages().size());
    assertEquals(Weight.ALL, shop.release().plan().orElseThrow().stages().getFirst().weight());
    shop.until(Finished.class);
    assertEquals("blue 100", service.read("share"));
    assertEquals("v1", service.running("b1"));
    assertEquals("", service.running("g1"), "the side that was given up is stopped");
  }

  /** The same shop goes on: a first share meets the version before, and everybody is back. */
  @Test
  @Tag("R7")
  void withTwoSidesTheWayBackIsRehearsed() {
    service.runs("v1", "b1");
    shop = new OwnService(service, OwnService.TWO_SIDES, "strategy: canary, stages: [25, 50, 100]");
    shop.started("v2").until(Finished.class);
    assertEquals(Optional.empty(), shop.rehearsed());

    shop.rehearses().until(RolledBack.class);

    assertEquals("blue 0", service.read("share"), "everybody is on green, where v2 serves");
    assertEquals("v2", service.running("g1"));
    assertEquals("", service.running("b1"), "what was tried is gone");
    assertTrue(
        shop.words().stream().anyMatch(words -> words.contains("rehearsal: 25 % reached")),
        shop.words()::toString);
    Rehearsal rehearsal = shop.rehearsed().orElseThrow();
    assertEquals("search/3", rehearsal.release().toString());
    assertTrue(rehearsal.good(), rehearsal::toString);
    assertTrue(rehearsal.took().compareTo(Duration.ZERO) > 0, rehearsal::toString);
  }

  @Test
  @Tag("R7")
  void inPlaceTheFirstInstanceIsDeployedAndBroughtBack() {
    service.runs("v1", "search-1", "search-2");
    shop = new OwnService(service, OwnService.IN_PLACE, "strategy: rolling");
    shop.started("v2").until(Finished.class);

    shop.rehearses().until(RolledBack.class);

    assertEquals("v2", service.running("search-1"));
    assertEquals("v2", service.running("search-2"));
    assertEquals(2, deploys("search-1 v1 "), "as it began, and once more for the rehearsal");
    assertEquals(1, deploys("search-2 v1 "), "the other one is left alone");
    assertTrue(shop.rehearsed().orElseThrow().good());
  }

  @Test
  void inPlaceEveryInstanceGoesBack() {
    service.runs("v1", "search-1", "search-2");
    shop = new OwnService(service, OwnService.IN_PLACE, "strategy: rolling");
    shop.started("v2").until(Finished.class);

    shop.undoes().until(Finished.class);

    assertEquals("v1", service.running("search-1"));
    assertEquals("v1", service.running("search-2"));
    assertTrue(
        shop.release().plan().orElseThrow().strategyBecause().startsWith("takes search/2 back"),
        shop.release().plan().orElseThrow().strategyBecause());
  }
}
