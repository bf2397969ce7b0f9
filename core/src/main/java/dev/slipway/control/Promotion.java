package dev.slipway.control;

import dev.slipway.control.ItemChecks.Finding;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import java.util.List;
import java.util.Optional;

/**
 * Whether what is released here is, to the byte, what was released in the environment before: a
 * label may mean two things in two places.
 */
record Promotion(Books books, World world) {
  static final String ITEM = "promoted";

  /** Older releases than that are no proof of anything that is released today. */
  private static final int MOST_READ = 50;

  Finding of(Plan plan) {
    Optional<EnvironmentName> from =
        world
            .place(plan.release().service(), plan.environment())
            .map(World.Place::environment)
            .flatMap(Service.Environment::promotedFrom);
    if (from.isEmpty()) {
      return new Finding(true, "nothing is promoted to " + plan.environment());
    }
    ServiceName service = plan.release().service();
    return books.store().read(reader -> proven(reader, service, from.get(), plan));
  }

  /**
   * Whether this very artifact came well through the environment before.
   *
   * @param found whether it is enough that Slipway found it there
   */
  static boolean wasThere(
      Store.Reader reader,
      ServiceName service,
      EnvironmentName from,
      ArtifactDigest artifact,
      boolean found) {
    List<ReleaseRecord> stayed = Precedents.finished(reader, service, from, MOST_READ);
    return proof(stayed, artifact).isPresent()
        || (found && stayed.stream().anyMatch(one -> one.change().artifact().equals(artifact)));
  }

  private static Optional<ReleaseRecord> proof(
      List<ReleaseRecord> stayed, ArtifactDigest artifact) {
    return stayed.stream()
        // What Slipway found there it has not seen come well.
        .filter(release -> release.plan().isPresent())
        .filter(release -> release.change().artifact().equals(artifact))
        .findFirst();
  }

  private static Finding proven(
      Store.Reader reader, ServiceName service, EnvironmentName from, Plan plan) {
    List<ReleaseRecord> stayed = Precedents.finished(reader, service, from, MOST_READ);
    Optional<ReleaseRecord> same = proof(stayed, plan.artifact());
    if (same.isPresent()) {
      return new Finding(
          true,
          same.get().id()
              + " released "
              + plan.artifact().brief()
              + " in "
              + from
              + " as "
              + same.get().change().to());
    }
    String newest =
        stayed.stream()
            .findFirst()
            .map(release ->
                release.change().to()
                    + " is there, which is "
                    + release.change().artifact().brief()
                    + " ("
                    + release.id()
                    + ")")
            .orElse("nothing has finished there");
    return new Finding(
        false,
        plan.artifact().brief()
            + " was never released in "
            + from
            + "; "
            + newest
            + ". First: slipway new "
            + service
            + " "
            + plan.to()
            + " --env "
            + from);
  }
}
