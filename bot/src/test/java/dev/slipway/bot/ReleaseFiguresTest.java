package dev.slipway.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.command.AShop;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** V3: a Prometheus sees which release is where, and never more series than there are places. */
@Tag("V3")
class ReleaseFiguresTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private List<String> figures() {
    return registry.scrape().lines().filter(line -> line.startsWith("slipway_release_")).toList();
  }

  @Test
  void aReleaseHasOneSeriesThatFollowsItsState(@TempDir Path folder) {
    try (AShop shop = AShop.in(folder)) {
      ReleaseFigures releases = new ReleaseFigures(shop.desk().lookup(), registry);
      releases.look();
      assertEquals(List.of(), figures());

      ReleaseRecord moving = shop.atAQuarter("v2");
      releases.look();
      assertEquals(
          List.of(
              "slipway_release_info{environment=\"prod\",service=\"shop\",state=\"Shifting\",version=\"v2\"} 1",
              "slipway_release_weight_percent{environment=\"prod\",service=\"shop\",version=\"v2\"} 25.0"),
          figures());

      ReleaseRecord unused = shop.rollsBackByItself(moving);
      ReleaseRecord unusedPlan = shop.opened("v3");
      releases.look();
      assertEquals(
          List.of(
              "slipway_release_info{environment=\"prod\",service=\"shop\",state=\"RolledBack\",version=\"v2\"} 1",
              "slipway_release_weight_percent{environment=\"prod\",service=\"shop\",version=\"v2\"} 0.0"),
          figures());
    }
  }

  @Test
  void thoseThatMoveComeFirstAndThereIsAnEnd() {
    List<Store.Summary> ended =
        IntStream.range(0, 500).mapToObj(place -> row("prod-" + place, "Finished")).toList();
    List<Store.Summary> moving = List.of(row("prod-7", "Shifting"), row("prod-499", "Shifting"));

    List<Store.Summary> shown = ReleaseFigures.shown(moving, ended);

    assertEquals(200, shown.size());
    assertEquals(moving, shown.subList(0, 2));
    assertEquals(
        1, shown.stream().filter(row -> row.environment().value().equals("prod-7")).count());
  }

  private static Store.Summary row(String environment, String state) {
    return new Store.Summary(
        new ReleaseId(new ServiceName("shop"), 1),
        new EnvironmentName(environment),
        "v2",
        Optional.empty(),
        state,
        "healthy",
        1,
        25,
        25,
        Optional.empty(),
        "ada",
        Optional.empty(),
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        1);
  }
}
