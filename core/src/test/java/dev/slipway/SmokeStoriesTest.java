package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gate.Phase;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.outside.exec.AService;
import dev.slipway.plan.CheckWords;
import dev.slipway.plan.Plan;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose users do more than one thing, released with checks of what they do. */
@Tag("V1")
@Tag("V2")
class SmokeStoriesTest {
  private static final String CHECKS =
      """
      checks:
        - name: journey
          steps:
            - { http: "http://{address}/home", expect-text: "{version}" }
            - { http: "http://{address}/basket" }
        - { name: port, tcp: "{address}" }
        - { name: name, dns: localhost }
        - { name: own, run: ["sh", "-c", "exit 0", "{version}"] }
      """;
  @TempDir private Path folder;

  /** Opened before every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private AService service;

  @SuppressWarnings("NullAway.Init")
  private OwnService shop;

  @BeforeEach
  void runsV1() {
    service = new AService(folder, "search-1", "search-2");
    String target = OwnService.IN_PLACE.replaceAll("checks:.*\n", "") + CHECKS;
    shop =
        new OwnService(
            service,
            OwnService.text(service, target, "strategy: rolling")
                .replace("observe: 1s", "observe: 3s")
                .replace(
                    "items: [artifact-known]",
                    "items: [artifact-known, health, journeys, errors, telemetry]\n"
                        + "        finish: { tag: \"{service}/released-{version}\", archive: yes }"));
    AService unused = service.runs("v1", "search-1", "search-2");
  }

  @AfterEach
  void ends() {
    shop.close();
  }

  @Test
  void theEvidenceOfEachCheckStandsInTheStory() {
    OwnService unused = shop.started("v2").until(Finished.class);

    assertTrue(
        shop.words().toString().contains("journey (2 of 2 instances: 2 steps, answers 200, 200)"),
        shop.words()::toString);
    assertTrue(shop.words().toString().contains("name (localhost is "), shop.words()::toString);
    afterwardsNobodyHasToAskForAnything();
  }

  /** V3 too: verified by itself while it is watched; then tagged, and its evidence archived. */
  private void afterwardsNobodyHasToAskForAnything() {
    assertEquals(
        List.of(
            "health CONFIRMED", "journeys CONFIRMED", "errors CONFIRMED", "telemetry CONFIRMED"),
        shop.slipway().desk().gates().status(shop.release()).items().stream()
            .filter(state -> state.item().phase() == Phase.AFTER)
            .map(state -> state.item().id() + " " + state.standing())
            .toList());
    AService.await(
        () -> shop.concluded("tagged search/released-v2 at ") && shop.concluded("archived in "),
        "what is left to do is done");
    assertTrue(
        Files.exists(folder.resolve(".git/refs/tags/search/released-v2")), "the tag is there");
  }

  @Test
  @Tag("X9")
  void aJourneyThatFailsTakesTheReleaseBack() {
    service.write("broken-path-v2", "basket");
    OwnService unused = shop.started("v2").until(RolledBack.class);

    assertEquals("v1", service.running("search-1"));
    assertTrue(
        shop.words().toString().contains("step 2, GET http://{address}/basket: answers 500"),
        shop.words()::toString);
  }

  @Test
  void thePlanTellsWhatEachCheckDoes() {
    ReleaseRecord release = shop.planned("v2").release();
    Plan plan = release.plan().orElseThrow();

    assertEquals(
        List.of(
            "health",
            "version",
            "journey: 2 requests, on each instance",
            "port: connect to {address}, on each instance",
            "name: addresses of localhost, once",
            "own: the command sh, once"),
        CheckWords.of(plan, shop.slipway().desk().catalogue()));
  }
}
