package dev.slipway.outside.exec;

import dev.slipway.control.port.MetricsSources.Subject;
import dev.slipway.control.port.MetricsSources.Subjects;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Side;
import dev.slipway.plan.ExecSpec;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import java.util.List;
import java.util.Optional;

/** Who the two versions are, for whoever measures them. */
record Measured(
    Place place, Versions versions, Sides sides, ServiceName service, EnvironmentName environment)
    implements Subjects {
  @Override
  public Optional<Subject> of(Side side) {
    Optional<Version> version =
        side == Side.CANARY ? Optional.of(versions.fresh()) : versions.old();
    return version.map(known -> subject(known, side));
  }

  private Subject subject(Version version, Side side) {
    if (place.spec.isInPlace()) {
      return new Subject(service, environment, version, Optional.empty(), List.of());
    }
    ExecSpec.Group group = sides.of(side);
    return new Subject(
        service,
        environment,
        version,
        Optional.of(group.name()),
        group.instances().stream()
            .map(name -> place.spec.addresses().getOrDefault(name, name))
            .toList());
  }
}
