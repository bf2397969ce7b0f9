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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A shop in two versions, measured by a Prometheus somewhere. */
final class AShop {
  static final Duration SECOND = Duration.ofSeconds(1);

  private AShop() {}

  static Metrics measuredAt(String url, Map<String, String> queries) {
    return measuredAt(url, queries, new SystemClock());
  }

  static Metrics measuredAt(String url, Map<String, String> queries, Clock clock) {
    return new PrometheusSources(new HttpCalls(), clock)
        .open(spec(url, queries), limits(500), AShop::subject);
  }

  static Metrics limitedAt(String url, double millis) {
    return new PrometheusSources(new HttpCalls(), new SystemClock())
        .open(spec(url, Map.of()), limits(millis), AShop::subject);
  }

  static PrometheusSpec spec(String url, Map<String, String> queries) {
    return new PrometheusSpec(
        new Reach(url, Optional.empty(), Optional.empty(), SECOND),
        SECOND,
        QueryText.of("job=\"shop\",version=\"{version}\""),
        "http_requests_total",
        QueryText.of("code=~\"5..\""),
        Optional.of(new PrometheusSpec.Durations("http_request_duration_seconds", 1000)),
        queries.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> QueryText.of(entry.getValue()))));
  }

  private static Limits limits(double millis) {
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

  private static Optional<Subject> subject(Side side) {
    return Optional.of(
        new Subject(
            new ServiceName("shop"),
            new EnvironmentName("prod"),
            new Version(side == Side.BASELINE ? "v1" : "v2"),
            Optional.empty(),
            List.of()));
  }
}
