package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.Store;
import dev.slipway.outside.exec.AService;
import dev.slipway.rig.RealAlertmanager;
import dev.slipway.rig.RealPrometheus;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Verification;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole releases behind a real HAProxy, judged by a real Prometheus and a real Alertmanager. */
@Tag("X4")
class ObservedStoriesTest {
  private static final String OBSERVERS =
      """
      metrics:
        prometheus:
          url: "PROMETHEUS"
          time-limit: 1s
          scrape-every: 1s
          select: 'job="shop",version="{version}"'
          durations: http_request_duration_seconds
      alerts: { alertmanager: { url: "ALERTMANAGER", time-limit: 1s, watch: ['alertname="ShopErrors",version="{version}"'] } }
      """;

  /** No limit judges what this rule finds: whoever asks for what is not there got no failure. */
  private static final String RULE =
      """
      groups:
        - name: shop
          rules:
            - alert: ShopErrors
              expr: sum by (version) (http_requests_total{code="404"}) > 2
      """;

  @TempDir private Path folder;
  private AService service;
  private BehindHaproxy behind;
  private RealPrometheus prometheus;
  private RealAlertmanager alertmanager;
  private OwnService shop;
  private Users users;

  @BeforeEach
  void v1ServesFromBlue() {
    service = new AService(folder, "b1", "g1").runs("v1", "b1");
    behind = BehindHaproxy.weights(service);
    alertmanager = new RealAlertmanager(folder.resolve("alertmanager"), "", "");
    prometheus =
        new RealPrometheus(
            folder.resolve("prometheus"),
            List.of(service.address("b1"), service.address("g1")),
            RULE,
            alertmanager.address());
    shop =
        new OwnService(
            service,
            OwnService.text(
                    service,
                    behind.target
                        + OBSERVERS
                            .replace("PROMETHEUS", prometheus.url())
                            .replace("ALERTMANAGER", alertmanager.url()),
                    "strategy: canary, stages: [40, 100]")
                // Nothing here goes on by itself, however slow the machine is.
                .replace("bake: 1s", "bake: 10m"));
    users = behind.users().come(12);
    prometheus.awaitScrape();
  }

  @AfterEach
  void ends() throws Exception {
    users.close();
    shop.close();
    prometheus.close();
    alertmanager.close();
    behind.close();
  }

  private static boolean isBaking(State state) {
    return state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking;
  }

  @Test
  void whatUsersGotIsFoundInPrometheusAndTakenBack() {
    shop.started("v2").until(ObservedStoriesTest::isBaking, "a part of them is watched");
    service.answers("v2", "g1", 500);
    shop.until(RolledBack.class);

    RolledBack back = assertInstanceOf(RolledBack.class, shop.release().state());
    assertInstanceOf(
        Verification.Verified.class, back.verification(), () -> shop.words().toString());
    assertTrue(shop.words().toString().contains("error rate"), shop.words()::toString);
    assertEquals("v1", service.running("b1"));
    List<Store.Check> checks = shop.slipway().desk().checks(shop.release(), Instant.EPOCH);
    assertTrue(
        checks.stream().anyMatch(check -> check.judgement().failures() > 3), checks::toString);
  }

  @Test
  @Tag("long")
  void whatARuleOfPrometheusFindsComesThroughTheAlertmanagerAndTakesItBack() {
    shop.started("v2").until(ObservedStoriesTest::isBaking, "a part of them is watched");
    service.answersUsers("v2", 100, 404);
    shop.until(RolledBack.class);

    assertTrue(
        shop.words().toString().contains("RollingBack: alert ShopErrors, firing since"),
        shop.words()::toString);
    assertEquals(Set.of("v1"), behind.users().look(20));
  }

  @Test
  void nothingGoesForwardWhileItIsBlindAndAnAlertTakesItBack() {
    shop.started("v2").until(ObservedStoriesTest::isBaking, "a part of them is watched");
    prometheus.pause();
    AService.await(
        () ->
            shop.slipway().desk().checks(shop.release(), Instant.EPOCH).stream()
                .anyMatch(check -> check.judgement().words().contains("do not answer")),
        "a check without an answer");
    assertTrue(isBaking(shop.release().state()), shop.words()::toString);

    alertmanager.fire(Instant.now(), Map.of("alertname", "ShopErrors", "version", "v1"));
    alertmanager.fire(Instant.now(), Map.of("alertname", "ShopErrors", "version", "v2"));
    shop.until(state -> !isBaking(state), "it goes back");
    assertTrue(
        shop.words().toString().contains("RollingBack: alert ShopErrors, firing since"),
        shop.words()::toString);
    prometheus.resume();
    shop.until(RolledBack.class);
    assertInstanceOf(
        Verification.Verified.class,
        assertInstanceOf(RolledBack.class, shop.release().state()).verification());
  }
}
