package dev.slipway.outside.exec;

import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Snapshot;
import dev.slipway.release.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Error rate and latency of both versions, from probes of their instances. */
record ProbeMetrics(Prober prober, ProbeLog log, Versions versions) implements Metrics {
  @Override
  public Snapshot read(Instant at, Duration window) {
    prober.asked();
    if (prober.silent().isPresent()) {
      return Snapshot.silent(at, window, "probes: " + prober.silent().get());
    }
    List<Measure> measures = new ArrayList<>();
    for (Side side : Side.values()) {
      version(side)
          .ifPresent(version ->
              measures.addAll(
                  ProbeLog.measures(
                      side, log.between(version, at.minus(window), Instant.MAX), window)));
    }
    return new Snapshot(at, window, new Snapshot.Provider.Answered(), measures);
  }

  @Override
  public Tally tally(Side side, Instant from, Instant to) {
    Optional<Version> version = version(side);
    if (version.isEmpty() || !from.isBefore(to)) {
      return new Tally(0, 0);
    }
    ProbeLog.Window window = log.between(version.get(), from, to);
    return new Tally(window.requests(), window.failures());
  }

  private Optional<Version> version(Side side) {
    return side == Side.CANARY ? Optional.of(versions.fresh()) : versions.old();
  }
}
