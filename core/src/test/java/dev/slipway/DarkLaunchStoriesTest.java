package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.outside.exec.AService;
import dev.slipway.plan.StrategyKind;
import dev.slipway.release.Weight;
import dev.slipway.rig.RealPrometheus;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dark launches behind a real HAProxy, judged by a real Prometheus, with a flag that is turned. */
@Tag("X6")
@Tag("R6")
class DarkLaunchStoriesTest {
  static final String FLAGS =
      """
      flags: { set: ["./flag.sh", "{flag}", "{percent}"], read: ["./flag-read.sh", "{flag}"] }
      """;
  private static final String METRICS =
      """
      metrics:
        prometheus:
          url: "PROMETHEUS"
          time-limit: 1s
          scrape-every: 1s
          select: 'version="{version}"'
          by-flag: { shown: 'coupon="on"', hidden: 'coupon="off"' }
          queries: { latency-p95: '0 * sum(rate(http_requests_total{{select}}[{window}]))' }
      """;

  @TempDir private Path folder;

  /** Opened by every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private AService service;

  @SuppressWarnings("NullAway.Init")
  private BehindHaproxy behind;

  @SuppressWarnings("NullAway.Init")
  private RealPrometheus prometheus;

  @SuppressWarnings("NullAway.Init")
  private OwnService shop;

  @SuppressWarnings("NullAway.Init")
  private Users users;

  private void v1Serves(String stages) {
    service = new AService(folder, "b1", "g1").withFlag("v4", "coupon_ui").runs("v1", "b1");
    service.write("flag-coupon_ui", "0\n");
    behind = BehindHaproxy.weights(service);
    prometheus =
        new RealPrometheus(
            folder.resolve("prometheus"),
            List.of(service.address("b1"), service.address("g1")),
            "",
            "");
    shop =
        new OwnService(
            service,
            behind.target + FLAGS + METRICS.replace("PROMETHEUS", prometheus.url()),
            "strategy: dark-launch, stages: " + stages);
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

  private static boolean isShown(State state, int percent) {
    return state instanceof Shifting shifting
        && shifting.phase() instanceof Phase.Baking
        && shifting.held().equals(Weight.ALL.showing(percent));
  }

  @Test
  void whoIsShownWhatFailsIsFoundAmongAllTheOthersAndTheFlagGoesOffBeforeTheTraffic() {
    v1Serves("[10, 100]");

    shop.started("v4");
    assertEquals(StrategyKind.DARK_LAUNCH, shop.release().plan().orElseThrow().strategy());
    shop.until(state -> isShown(state, 10), "what is new is shown to a tenth");
    // A twentieth of all requests: within the limit of a tenth, if nobody told them apart.
    service.failsBehindFlag(50);
    shop.until(RolledBack.class);

    RolledBack back = assertInstanceOf(RolledBack.class, shop.release().state());
    assertInstanceOf(
        Verification.Verified.class, back.verification(), () -> shop.words().toString());
    assertEquals(Weight.ALL.showing(10), back.reached());
    assertTrue(shop.words().toString().contains("error rate"), shop.words()::toString);
    assertEquals("0", service.read("flag-coupon_ui"));
    try (Users more = behind.users()) {
      assertEquals(Set.of("v1"), more.look(40));
    }
    assertEquals("", service.running("g1"), "the new version is removed");
    assertFalse(users.met().isEmpty());
  }
}
