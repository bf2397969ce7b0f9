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

/**
 * Who the two versions are, for whoever measures them.
 *
 * @param bySide whether their series are told apart by side; commands that do not answer blind
 *     nobody who needs no side
 */
record Measured(
    Place place,
    Versions versions,
    Sides sides,
    ServiceName service,
    EnvironmentName environment,
    boolean bySide)
    implements Subjects {
  @Override
  public Optional<Subject> of(Side side) {
    Optional<Version> version =
        side == Side.CANARY ? Optional.of(versions.fresh()) : versions.old();
    return version.map(known -> subject(known, side));
  }

  private Subject subject(Version version, Side side) {
    if (!bySide) {
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
