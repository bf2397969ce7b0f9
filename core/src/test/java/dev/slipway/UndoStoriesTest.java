package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.outside.exec.AService;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Finished;
import java.nio.file.Path;
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
