package dev.slipway.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.rig.MeasuredService;
import dev.slipway.rig.RealAlertmanager;
import dev.slipway.rig.RealPrometheus;
import dev.slipway.view.DoctorView.Check;
import dev.slipway.view.DoctorView.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of a real Prometheus and a real Alertmanager. */
@Tag("X3")
class DoctorOfObserversTest {
  private static final String TARGET =
      """
      target:
                kind: exec
                instances: [web-1]
                directory: shop
                deploy: { run: ["true", "{version}"] }
                running: { run: [echo, v1.0.0] }
                stop: { run: ["true"] }
                probe: { run: ["true"] }
                metrics:
                  prometheus:
                    url: "PROMETHEUS"
                    time-limit: 30s
                    scrape-every: 1s
                    select: 'job="shop",version="{version}"'
                    failed: 'LABEL=~"5.."'
                    durations: http_request_duration_seconds
                alerts:
                  alertmanager: { url: "ALERTMANAGER", time-limit: 30s, watch: [ShopErrors] }
              limits: { latency-p99: { at-most: LIMIT } }
      """
          .strip();

  @TempDir Path folder;

  private Check first(AWorkplace place, String only) {
    return place.examined(only).getFirst();
  }

  @Test
  void examinesWhatLimitsAndAlertsDependOn() {
    try (MeasuredService service = new MeasuredService("v1.0.0");
        RealAlertmanager alertmanager = new RealAlertmanager(folder.resolve("a"), "", "");
        RealPrometheus prometheus =
            new RealPrometheus(folder.resolve("p"), List.of(service.address()), "", "")) {
      AWorkplace place = new AWorkplace(folder).repository("shop", "v1.0.0");
      String right =
          TARGET
              .replace("PROMETHEUS", prometheus.url())
              .replace("ALERTMANAGER", alertmanager.url());
      configured(place, right.replace("LABEL", "code").replace("LIMIT", "1s"));

      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (first(place, "metrics").state() != State.WELL && System.nanoTime() < deadline) {
        service.serve(100, 1, 0.2);
      }
      Check metrics = first(place, "metrics");
      assertTrue(metrics.result().contains("error rate 1.00 %, latency p99 "), metrics::toString);
      assertEquals("1 alert watched, and none fires", first(place, "alerts").result());

      alertmanager.fire(Instant.now(), Map.of("alertname", "ShopErrors"));
      assertSays(first(place, "alerts"), State.LOOK, "ShopErrors, firing since", "amtool alert");

      configured(place, right.replace("LABEL", "status").replace("LIMIT", "1s"));
      assertSays(
          first(place, "metrics"),
          State.MEND,
          "has the label status, so failures could not be told",
          "match[]=http_requests_total");
      configured(place, right.replace("LABEL", "code").replace("LIMIT", "3s"));
      assertSays(
          first(place, "metrics"), State.MEND, "is above the highest bucket, 1000 ms", "edit");
      String strange =
          right
              .replace("LABEL", "code")
              .replace("LIMIT", "1s")
              .replace("\"shop\",version", "\"shops\",version");
      configured(place, strange);
      assertSays(
          first(place, "metrics"), State.MEND, "finds no series {job=\"shops\"", "/api/v1/series");

      configured(place, strange.replace("time-limit: 30s", "time-limit: 1s"));
      alertmanager.pause();
      assertSays(first(place, "alerts"), State.MEND, "no answer within 1000 ms", "edit");
      prometheus.stop();
      assertSays(first(place, "metrics"), State.MEND, "nothing answers at", "edit");
    }
  }

  private static void configured(AWorkplace place, String target) {
    AWorkplace unused =
        place.write(
            "slipway.yaml",
            AWorkplace.RIGHT.replace(
                "prod: { policy: alone, target: { kind: practice, fleet: fleet.json } }",
                "prod:\n        policy: alone\n        " + target));
  }

  private static void assertSays(Check check, State state, String result, String fix) {
    assertEquals(state, check.state(), check::toString);
    assertTrue(check.result().contains(result), check::toString);
    assertTrue(check.fix().orElse("").contains(fix), check::toString);
  }
}
