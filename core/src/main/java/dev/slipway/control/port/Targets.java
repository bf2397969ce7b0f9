package dev.slipway.control.port;

import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.BuiltImage;
import dev.slipway.release.Version;
import java.util.List;
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

  /**
   * What a registry tells of an artifact now; empty where none is configured, and where it has the
   * artifact no more.
   *
   * @throws OutsideFailure when the registry does not answer
   */
  default Optional<Told> told(
      Service service, Service.Environment environment, ArtifactDigest artifact) {
    return Optional.empty();
  }

  /**
   * @param attestations what is attached to the image
   */
  record Told(BuiltImage image, List<Registry.Attestation> attestations) {
    public Told {
      attestations = List.copyOf(attestations);
    }
  }

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
