package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.outside.exec.AService;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The standalone way back of a service of one's own, run by sh while nothing else runs. */
@Tag("X9")
class OwnServiceBreakGlassTest {
  @TempDir private Path folder;

  /** Opened before or by every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private OwnService shop;

  @AfterEach
  void ends() {
    shop.close();
  }

  @Test
  void putsTheOldVersionBackWithSlipwayDeadAndSlipwayRespectsIt() throws IOException {
    AService service =
        new AService(folder, "search-1", "search-2").runs("v1", "search-1", "search-2");
    service.write("secret", "hunter-two\n");
    shop =
        new OwnService(
            service,
            OwnService.watchedForLong(
                service,
                OwnService.IN_PLACE
                    + "environment: { ODD: \"it's $(touch hacked) `x`\", KEY: { file: secret } }\n",
                "strategy: rolling"));
    shop.started("v2").until(OwnServiceBreakGlassTest::isWatched, "the first batch is watched");
    Path script = shop.script();
    shop.dies();

    assertFalse(Files.readString(script, StandardCharsets.UTF_8).contains("hunter-two"));
    String said = service.run("sh", script.toString());

    assertTrue(said.contains("Checked: no traffic goes to v2"), said);
    assertEquals("v1", service.running("search-1"));
    assertEquals("v1", service.running("search-2"));
    assertFalse(Files.exists(folder.resolve("hacked")));
    assertEquals(
        1,
        service.deploys().stream().filter(line -> line.startsWith("search-2")).count(),
        "an instance that runs the old version is left alone");
    shop.works().until(RolledBack.class);
    assertTrue(shop.words().toString().contains("break-glass"), shop.words()::toString);
  }

  @Test
  void refusesWhenAnotherVersionRuns() throws IOException {
    AService service =
        new AService(folder, "search-1", "search-2").runs("v1", "search-1", "search-2");
    shop =
        new OwnService(
            service, OwnService.watchedForLong(service, OwnService.IN_PLACE, "strategy: rolling"));
    shop.started("v2").until(OwnServiceBreakGlassTest::isWatched, "the first batch is watched");
    Path script = shop.script();
    shop.dies();
    service.runs("v3", "search-1", "search-2");

    String said = service.run("sh", "-c", "sh '" + script + "' && exit 1 || [ $? -eq 3 ]");

    assertTrue(said.contains("Expected v2, but nothing of it runs"), said);
    assertEquals("v3", service.running("search-1"));
  }

  @Test
  void sendsTrafficBackToTheOldSide() throws IOException {
    AService service = new AService(folder, "b1", "g1").runs("v1", "b1");
    shop =
        new OwnService(
            service,
            OwnService.watchedForLong(
                service, OwnService.TWO_SIDES, "strategy: canary, stages: [25, 100]"));
    shop.started("v2").until(OwnServiceBreakGlassTest::isWatched, "a quarter is watched");
    Path script = shop.script();
    shop.dies();

    String unused = service.run("sh", script.toString());

    assertEquals("blue 100", service.read("share"));
    shop.works().until(RolledBack.class);
  }

  private static boolean isWatched(dev.slipway.rollout.State state) {
    return state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking;
  }
}
