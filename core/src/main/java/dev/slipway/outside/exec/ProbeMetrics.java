package dev.slipway.outside.exec;

import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Error rate and latency of both versions, from probes of their instances. */
record ProbeMetrics(Prober prober, ProbeLog log, Versions versions) implements Metrics {
  @Override
  public Snapshot read(Instant at, Duration window) {
    prober.asked(versions.group());
    if (prober.silent().isPresent()) {
      return Snapshot.silent(at, window, "probes: " + prober.silent().get());
    }
    List<Measure> measures = new ArrayList<>();
    for (Side side : Side.values()) {
      who(side)
          .ifPresent(who ->
              measures.addAll(
                  ProbeLog.measures(
                      side, log.between(who, at.minus(window), Instant.MAX), window)));
    }
    return new Snapshot(at, window, new Snapshot.Provider.Answered(), measures);
  }

  @Override
  public Tally tally(Side side, Instant from, Instant to) {
    Optional<ProbeLog.Who> who = who(side);
    if (who.isEmpty() || !from.isBefore(to)) {
      return new Tally(0, 0);
    }
    ProbeLog.Window window = log.between(who.get(), from, to);
    return new Tally(window.requests(), window.failures());
  }

  private Optional<ProbeLog.Who> who(Side side) {
    return versions.of(side).map(version -> new ProbeLog.Who(version, side == Side.GROUP));
  }
}
