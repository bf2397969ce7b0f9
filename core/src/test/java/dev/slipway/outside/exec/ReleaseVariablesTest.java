package dev.slipway.outside.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Outcome;
import dev.slipway.health.Side;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** V2: what is deployed can say in its own traces which release it belongs to. */
@Tag("V2")
class ReleaseVariablesTest {
  @Test
  void aDeployCommandIsToldOfItsRelease(@TempDir Path folder) {
    try (AService service = new AService(folder, "one").runs("v1", "one")) {
      service.write("fault-v2-one.sh", "env > told\n");

      assertInstanceOf(
          Outcome.Done.class,
          ATarget.inPlace(service, "one")
              .opened()
              .deployment()
              .deploy(Side.CANARY, 1, "search/2/deploy-stage-1/1"));

      List<String> told = service.read("told").lines().toList();
      assertTrue(
          told.containsAll(
              List.of(
                  "SLIPWAY_RELEASE=search/2",
                  "SLIPWAY_SERVICE=search",
                  "SLIPWAY_ENVIRONMENT=prod",
                  "SLIPWAY_VERSION=v2",
                  "SLIPWAY_DIGEST=sha256:" + "2".repeat(64),
                  "OTEL_RESOURCE_ATTRIBUTES=service.version=v2,"
                      + "deployment.environment.name=prod,deployment.id=search%2F2")),
          told::toString);
    }
  }

  @Test
  void whatIsConfiguredStandsBehindAndWins() {
    Map<String, String> ours =
        ReleaseVariables.of(
            new ReleaseId(new ServiceName("shop"), 7),
            "shop-eu-prod",
            new Version("1.0+b2"),
            Optional.empty());
    assertEquals("eu-prod", ours.get("SLIPWAY_ENVIRONMENT"));
    Map<String, String> all =
        ReleaseVariables.under(
            Map.of("OTEL_RESOURCE_ATTRIBUTES", "team=a", "SLIPWAY_VERSION", "mine"), ours);
    assertEquals("mine", all.get("SLIPWAY_VERSION"));
    assertEquals(
        "service.version=1.0%2Bb2,deployment.environment.name=eu-prod,deployment.id=shop%2F7,team=a",
        all.get("OTEL_RESOURCE_ATTRIBUTES"));
  }
}
