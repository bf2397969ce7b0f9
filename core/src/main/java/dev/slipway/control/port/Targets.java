package dev.slipway.control.port;

import dev.slipway.health.Side;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.BuiltImage;
import dev.slipway.release.Version;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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
   * @param together most instances that are worked on at once; empty where the plan leaves that to
   *     the target
   * @param flags that show its users what is new, one after another, and belong to the share
   * @param group whether a group of the old version is compared with, which has a share of its own:
   *     {@link dev.slipway.plan.BaselineGroup#share}
   */
  record Versions(
      Optional<Version> old,
      Optional<ArtifactDigest> oldArtifact,
      Version fresh,
      ArtifactDigest artifact,
      OptionalInt together,
      List<String> flags,
      boolean group) {
    public Versions {
      flags = List.copyOf(flags);
    }

    public Versions(
        Optional<Version> old,
        Optional<ArtifactDigest> oldArtifact,
        Version fresh,
        ArtifactDigest artifact) {
      this(old, oldArtifact, fresh, artifact, OptionalInt.empty(), List.of());
    }

    public Versions withoutFlags() {
      return new Versions(old, oldArtifact, fresh, artifact, together, List.of(), group);
    }

    /** Without a group to compare with. */
    public Versions(
        Optional<Version> old,
        Optional<ArtifactDigest> oldArtifact,
        Version fresh,
        ArtifactDigest artifact,
        OptionalInt together,
        List<String> flags) {
      this(old, oldArtifact, fresh, artifact, together, flags, false);
    }

    /** The version of a side; empty for the old one of a first release. */
    public Optional<Version> of(Side side) {
      return switch (side) {
        case BASELINE -> old;
        case GROUP -> group ? old : Optional.empty();
        case CANARY -> Optional.of(fresh);
      };
    }

    /** What the version of a side is known to be. */
    public Optional<ArtifactDigest> artifactOf(Side side) {
      return side == Side.CANARY ? Optional.of(artifact) : oldArtifact;
    }

    public static Versions of(Plan plan) {
      // Nobody misses the instances of a first release.
      OptionalInt together =
          plan.batches()
              .filter(batches -> plan.from().isPresent())
              .map(batches -> OptionalInt.of(batches.largest()))
              .orElseGet(OptionalInt::empty);
      return new Versions(
          plan.from(),
          plan.fromArtifact(),
          plan.to(),
          plan.artifact(),
          together,
          plan.flags(),
          plan.hasGroup());
    }
  }
}
