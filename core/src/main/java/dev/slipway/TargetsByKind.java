package dev.slipway;

import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Service;
import dev.slipway.plan.TargetSpec;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.util.Optional;

/** Opens each target with what knows its kind. */
record TargetsByKind(Targets practice, Targets exec) implements Targets {
  @Override
  public Target open(Service service, Service.Environment environment, Versions versions) {
    return of(environment).open(service, environment, versions);
  }

  @Override
  public Optional<ArtifactDigest> artifact(
      Service service, Service.Environment environment, Version label) {
    return of(environment).artifact(service, environment, label);
  }

  @Override
  public Optional<Told> told(
      Service service, Service.Environment environment, ArtifactDigest artifact) {
    return of(environment).told(service, environment, artifact);
  }

  @Override
  public Optional<Version> live(Service service, Service.Environment environment) {
    return of(environment).live(service, environment);
  }

  private Targets of(Service.Environment environment) {
    return switch (environment.target()) {
      case TargetSpec.Practice practiceFleet -> practice;
      case ExecSpec commands -> exec;
    };
  }
}
