package dev.slipway.outside.exec;

import dev.slipway.control.port.MetricsSources.ByFlag;
import dev.slipway.control.port.MetricsSources.Subject;
import dev.slipway.control.port.MetricsSources.Subjects;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Side;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.HaproxySpec;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import java.util.Optional;

/**
 * Who the two versions are, for whoever measures them.
 *
 * @param bySide whether their series are told apart by side; commands that do not answer blind
 *     nobody who needs no side
 * @param flag of whose users the new version's are told apart: those who are shown what is behind
 *     it, and the others; empty: the two versions are
 */
record Measured(
    Place place,
    Versions versions,
    Sides sides,
    ServiceName service,
    EnvironmentName environment,
    boolean bySide,
    Optional<String> flag)
    implements Subjects {
  @Override
  public Optional<Subject> of(Side side) {
    if (flag.isPresent() && side == Side.GROUP) {
      return Optional.empty();
    }
    if (flag.isPresent()) {
      Optional<ByFlag> users = Optional.of(new ByFlag(flag.get(), side == Side.CANARY));
      return Optional.of(subject(versions.fresh(), Side.CANARY, users));
    }
    return versions.of(side).map(known -> subject(known, side, Optional.empty()));
  }

  private Subject subject(Version version, Side side, Optional<ByFlag> users) {
    if (!bySide) {
      return new Subject(service, environment, version, users);
    }
    ExecSpec.Group group = sides.of(side);
    return new Subject(
        service,
        environment,
        version,
        Optional.of(group.name()),
        group.instances().stream()
            .map(name -> place.spec.addresses().getOrDefault(name, name))
            .toList(),
        group.instances().stream().map(this::server).distinct().toList(),
        users);
  }

  private String server(String instance) {
    return place
        .spec
        .traffic()
        .map(
            traffic -> traffic instanceof HaproxySpec haproxy ? haproxy.server(instance) : instance)
        .orElse(instance);
  }
}
