package dev.slipway.practice;

import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** What the practice fleet's router measured from real requests. */
record PracticeMetrics(FleetLink link, Versions versions) implements Metrics {
  /** Orders booked per request. */
  static final Signal ORDERS = new Signal("orders");

  @Override
  public Snapshot read(Instant at, Duration window) {
    try {
      JsonNode byVersion = window(at.minus(window), at);
      List<Measure> measures = new ArrayList<>();
      for (Side side : Side.values()) {
        Pools.of(versions, side)
            .ifPresent(pool -> measures.addAll(measures(side, byVersion.path(pool))));
      }
      return new Snapshot(at, window, new Snapshot.Provider.Answered(), measures);
    } catch (OutsideFailure silent) {
      return Snapshot.silent(at, window, String.valueOf(silent.getMessage()));
    }
  }

  @Override
  public Tally tally(Side side, Instant from, Instant to) {
    Optional<String> pool = Pools.of(versions, side);
    if (pool.isEmpty() || !from.isBefore(to)) {
      return new Tally(0, 0);
    }
    try {
      JsonNode one = window(from, to).path(pool.get());
      return new Tally(one.path("requests").asLong(0), one.path("failures").asLong(0));
    } catch (OutsideFailure silent) {
      return new Tally(0, 0);
    }
  }

  private JsonNode window(Instant from, Instant to) {
    return link.get(
            "read the metrics", "/metrics?from=" + from.toEpochMilli() + "&to=" + to.toEpochMilli())
        .path("versions");
  }

  private static List<Measure> measures(Side side, JsonNode one) {
    long requests = one.path("requests").asLong(0);
    long failures = one.path("failures").asLong(0);
    long orders = one.path("orders").asLong(0);
    return List.of(
        new Measure(Signal.ERROR_RATE, side, perRequest(failures, requests), failures, requests),
        new Measure(Signal.LATENCY_P50, side, number(one, "p50"), 0, requests),
        new Measure(Signal.LATENCY_P95, side, number(one, "p95"), 0, requests),
        new Measure(Signal.LATENCY_P99, side, number(one, "p99"), 0, requests),
        new Measure(
            Signal.TRAFFIC,
            side,
            OptionalDouble.of(one.path("per-second").asDouble(0)),
            0,
            requests),
        new Measure(Signal.SATURATION, side, number(one, "saturation"), 0, requests),
        new Measure(ORDERS, side, perRequest(orders, requests), orders, requests));
  }

  private static OptionalDouble perRequest(long events, long requests) {
    return requests == 0 ? OptionalDouble.empty() : OptionalDouble.of(events / (double) requests);
  }

  private static OptionalDouble number(JsonNode one, String name) {
    JsonNode value = one.path(name);
    return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
  }
}
