package dev.slipway.outside.prometheus;

import dev.slipway.control.Clock;
import dev.slipway.control.SystemClock;
import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.MetricsSources.Subject;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.outside.http.HttpCalls;
import dev.slipway.plan.PrometheusSpec;
import dev.slipway.plan.QueryText;
import dev.slipway.plan.Reach;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.rig.MeasuredService;
import dev.slipway.rig.Ports;
import dev.slipway.rig.RealPrometheus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A shop in two versions, measured by a Prometheus somewhere. Each has versions of its own, so that
 * tests can share the Prometheus.
 */
final class AShop implements AutoCloseable {
  static final Duration SECOND = Duration.ofSeconds(1);
  private static final AtomicInteger COUNT = new AtomicInteger();
  private final Version oldVersion = new Version("v1." + COUNT.incrementAndGet());
  private final Version freshVersion = new Version("v2." + COUNT.get());

  final MeasuredService old = new MeasuredService(oldVersion.label());
  final MeasuredService fresh = new MeasuredService(freshVersion.label());
  private final int third = Ports.free();
  private String url = "";
  private Duration patience = Duration.ofSeconds(30);

  /** Some of them, and a Prometheus that scrapes them all: learning of more takes it seconds. */
  static RealPrometheus scraping(Path folder, List<AShop> shops) {
    RealPrometheus prometheus =
        new RealPrometheus(
            folder, shops.stream().flatMap(shop -> shop.addresses().stream()).toList(), "", "");
    shops.forEach(shop -> shop.url = prometheus.url());
    return prometheus;
  }

  private List<String> addresses() {
    return List.of(old.address(), fresh.address(), "127.0.0.1:" + third);
  }

  /** Measured by whatever answers there. */
  AShop at(String address) {
    url = address;
    return this;
  }

  /** From now on who does not answer within a second is silent. */
  AShop hasty() {
    patience = SECOND;
    return this;
  }

  /** One more process of the new version. */
  MeasuredService another() {
    return new MeasuredService(freshVersion.label(), third);
  }

  Metrics measured(Map<String, String> queries) {
    return measured(queries, new SystemClock(), 500);
  }

  Metrics measured(Map<String, String> queries, Clock clock, double millis) {
    return new PrometheusSources(new HttpCalls(), clock)
        .open(spec(queries), limits(millis), this::subject);
  }

  private PrometheusSpec spec(Map<String, String> queries) {
    return new PrometheusSpec(
        new Reach(url, Optional.empty(), Optional.empty(), patience),
        SECOND,
        QueryText.of("job=\"shop\",version=\"{version}\""),
        "http_requests_total",
        QueryText.of("code=~\"5..\""),
        Optional.of(new PrometheusSpec.Durations("http_request_duration_seconds", 1000)),
        queries.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> QueryText.of(entry.getValue()))),
        Optional.of(
            new PrometheusSpec.ByFlag(
                QueryText.of("coupon=\"on\""), QueryText.of("coupon=\"off\""))));
  }

  static Limits limits(double millis) {
    return new Limits(
        2,
        SECOND,
        Duration.ofSeconds(10),
        40,
        5,
        Duration.ofSeconds(60),
        Duration.ofMinutes(10),
        List.of(
            new Limit(
                Signal.LATENCY_P99,
                OptionalDouble.of(millis),
                OptionalDouble.empty(),
                OptionalDouble.empty())));
  }

  private Optional<Subject> subject(Side side) {
    return Optional.of(
        new Subject(
            new ServiceName("shop"),
            new EnvironmentName("prod"),
            side == Side.BASELINE ? oldVersion : freshVersion,
            Optional.empty()));
  }

  @Override
  public void close() {
    old.close();
    fresh.close();
  }
}
