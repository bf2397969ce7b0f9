package dev.slipway.control.port;

import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.util.Optional;

/** Opens targets as configured. */
public interface Targets {
  /**
   * @throws OutsideFailure when the target's addresses cannot be learnt
   */
  Target open(Service service, Service.Environment environment, Versions versions);

  /** What a label means now at this target; empty when it is not known there. */
  Optional<ArtifactDigest> artifact(
      Service service, Service.Environment environment, Version label);

  /** The version that serves now; empty when nothing runs. */
  Optional<Version> live(Service service, Service.Environment environment);

  /**
   * @param old the version that serves; empty for a first release
   */
  record Versions(
      Optional<Version> old,
      Optional<ArtifactDigest> oldArtifact,
      Version fresh,
      ArtifactDigest artifact) {}
}
