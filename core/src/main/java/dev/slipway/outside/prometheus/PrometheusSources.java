package dev.slipway.outside.prometheus;

import dev.slipway.control.Clock;
import dev.slipway.control.port.Calls;
import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.MetricsSources;
import dev.slipway.health.Limits;
import dev.slipway.plan.PrometheusSpec;
import dev.slipway.plan.Reach;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Metrics from every Prometheus that is configured. */
public final class PrometheusSources implements MetricsSources {
  private final Calls calls;
  private final Clock clock;
  private final Map<Reach, ServerClock> clocks = new ConcurrentHashMap<>();

  public PrometheusSources(Calls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  @Override
  public Metrics open(PrometheusSpec spec, Limits limits, Subjects subjects) {
    Api api = new Api(calls, spec.reach());
    return new PrometheusMetrics(
        api,
        clocks.computeIfAbsent(spec.reach(), reach -> new ServerClock(api, clock)),
        spec,
        limits,
        subjects);
  }
}
