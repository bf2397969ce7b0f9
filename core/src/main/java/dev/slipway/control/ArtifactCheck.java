package dev.slipway.control;

import dev.slipway.control.ItemChecks.Finding;
import dev.slipway.control.port.Registry;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Reading;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ChangeRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the label still names the artifact that was planned, and the artifact is what the change
 * says it is. Looked at anew at every start: a tag can be moved, an image can be deleted.
 */
record ArtifactCheck(World world) {
  private static final int MOST_NAMED = 5;

  Finding of(ReleaseRecord release, Plan plan) {
    World.Place place =
        world
            .place(plan.release().service(), plan.environment())
            .orElseThrow(() ->
                new IllegalStateException(
                    "slipway.yaml no longer knows " + plan.release().service()));
    Optional<ArtifactDigest> now =
        world.targets().artifact(place.service(), place.environment(), plan.to());
    if (!now.equals(Optional.of(plan.artifact()))) {
      return new Finding(
          false,
          plan.to()
              + " was "
              + plan.artifact().brief()
              + " and is now "
              + now.map(digest -> digest.brief() + "; to release that, open it anew")
                  .orElse("unknown"));
    }
    Optional<Targets.Told> told =
        world.targets().told(place.service(), place.environment(), plan.artifact());
    if (told.isPresent()) {
      return image(release.change(), told.get());
    }
    return release.change().image().isPresent()
        ? new Finding(
            false, release.change().image().get().name() + " no longer has " + plan.artifact())
        : new Finding(true, plan.to() + " is " + plan.artifact().brief());
  }

  private static Finding image(ChangeRecord change, Targets.Told told) {
    String named = change.to() + " is " + told.image().at(change.artifact());
    List<String> others = told.image().otherThan(change.toCommit());
    if (!others.isEmpty()) {
      return new Finding(
          false,
          named
              + ", which says it was built from "
              + String.join(" and ", others)
              + "; the commit of "
              + change.to()
              + " is "
              + change.toCommit());
    }
    return new Finding(
        true, named + ", " + told.image().words() + "; " + attached(told.attestations()));
  }

  /** Only that it is there: whose word it is, nobody has looked at. */
  private static String attached(List<Registry.Attestation> attestations) {
    if (attestations.isEmpty()) {
      return "nothing is attached to it";
    }
    int more = attestations.size() - MOST_NAMED;
    return Reading.count(attestations.size(), "attestation")
        + " attached, not verified: "
        + attestations.stream()
            .limit(MOST_NAMED)
            .map(one -> one.type() + " " + one.digest().brief())
            .collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
