package dev.slipway.outside.prometheus;

import dev.slipway.control.MetricsContract;
import dev.slipway.control.port.Metrics;
import dev.slipway.rig.RealPrometheus;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus measures as judging relies on. */
class PrometheusMetricsContractTest extends MetricsContract {
  @TempDir private static Path folder;
  private static final Deque<AShop> SHOPS = new ArrayDeque<>();
  private static RealPrometheus prometheus;
  private AShop shop;
  private Metrics metrics;
  private boolean broken;
  private boolean killed;

  @BeforeAll
  static void start() {
    Stream.generate(AShop::new).limit(4).forEach(SHOPS::add);
    prometheus = AShop.scraping(folder, List.copyOf(SHOPS));
  }

  @AfterAll
  static void end() {
    prometheus.close();
  }

  @BeforeEach
  void scrapesBothVersions() {
    shop = SHOPS.remove();
    metrics = shop.measured(Map.of());
  }

  @AfterEach
  void comesBack() {
    shop.close();
    if (killed) {
      prometheus.start();
    }
  }

  @Override
  protected Metrics metrics() {
    return metrics;
  }

  @Override
  protected void usersCome() {
    shop.old.serve(10, 0, 0.06);
    shop.fresh.serve(10, broken ? 10 : 0, 0.06);
  }

  @Override
  protected void newVersionFails() {
    broken = true;
  }

  @Override
  protected void fallsSilent() {
    killed = true;
    prometheus.kill();
  }
}
