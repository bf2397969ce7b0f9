package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Side;
import dev.slipway.journal.Store;
import dev.slipway.outside.exec.AService;
import dev.slipway.rig.RealPrometheus;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A canary behind a real HAProxy, compared by a real Prometheus with a group of the old version.
 */
@Tag("X5")
@Tag("long")
class GroupBehindHaproxyStoriesTest {
  private static final String OBSERVER =
      """
      metrics:
        prometheus:
          url: "PROMETHEUS"
          time-limit: 1s
          scrape-every: 1s
          select: 'job="shop",version="{version}",instance=~"{instances}"'
          durations: http_request_duration_seconds
      """;

  @TempDir private Path folder;
  private AService service;
  private BehindHaproxy behind;
  private RealPrometheus prometheus;
  private OwnService shop;
  private Users users;

  @BeforeEach
  void v1ServesFromBlue() {
    service = new AService(folder, "b1", "g1", "x1").runs("v1", "b1");
    behind = BehindHaproxy.compared(service);
    prometheus =
        new RealPrometheus(
            folder.resolve("prometheus"),
            List.of(service.address("b1"), service.address("g1"), service.address("x1")),
            "",
            "");
    shop =
        new OwnService(
            service,
            OwnService.text(
                service,
                behind.target + OBSERVER.replace("PROMETHEUS", prometheus.url()),
                "strategy: canary, stages: [30, 100], baseline: group"));
    users = behind.users().come(12);
    prometheus.awaitScrape();
  }

  @AfterEach
  void ends() throws Exception {
    users.close();
    shop.close();
    prometheus.close();
    behind.close();
  }

  private static boolean isBaking(State state) {
    return state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking;
  }

  @Test
  void aHealthyCanaryIsComparedAndNothingIsLeft() {
    shop.started("v2").until(Finished.class);

    List<Store.Check> checks = shop.slipway().desk().checks(shop.release(), Instant.EPOCH);
    for (Side side : Side.values()) {
      assertTrue(
          checks.stream()
              .flatMap(check -> check.measures().stream())
              .anyMatch(measure -> measure.side() == side && measure.requests() > 3),
          () -> side + " was not measured: " + checks);
    }
    assertEquals(Set.of("v2"), behind.users().look(20));
    assertEquals("", service.running("x1"));
  }

  @Test
  void aFaultIsTakenBackAndTheGroupWithIt() {
    shop.started("v2").until(GroupBehindHaproxyStoriesTest::isBaking, "a part of them is watched");
    assertEquals("v1", service.running("x1"));
    service.fails("v2", 60);
    shop.until(RolledBack.class);

    assertEquals(Set.of("v1"), behind.users().look(20));
    assertEquals("", service.running("x1"));
    assertTrue(
        behind.haproxy.ask("get weight shop/x1").startsWith("0 "),
        () -> behind.haproxy.ask("get weight shop/x1"));
  }
}
