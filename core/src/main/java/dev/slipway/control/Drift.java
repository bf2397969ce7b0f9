package dev.slipway.control;

import dev.slipway.control.port.Deployment;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.plan.Plan;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What runs, beside what was released last: somebody may have deployed past Slipway, or a label may
 * have been built anew.
 *
 * @param others instances that run something else, each with what
 * @param silent instances that run nothing, where each of them should
 */
public record Drift(List<Other> others, List<String> silent) {
  /**
   * @param words "runs v2 (9f1c…)"
   */
  public record Other(String instance, String words) {}

  public Drift {
    others = List.copyOf(others);
    silent = List.copyOf(silent);
  }

  public boolean isNone() {
    return others.isEmpty() && silent.isEmpty();
  }

  /** What should run there, by the doing of which release; empty before any has finished. */
  public static Optional<ReleaseRecord> released(
      Store.Reader reader, ServiceName service, EnvironmentName environment) {
    return Precedents.finished(reader, service, environment, 1).stream().findFirst();
  }

  /** The release that moves there and looks after its instances itself. */
  public static Optional<ReleaseRecord> moving(
      Store.Reader reader, ServiceName service, EnvironmentName environment) {
    return reader.summaries(Store.Query.of(service)).stream()
        .filter(row -> row.environment().equals(environment))
        .filter(row -> Lookup.isMoving(row) && !Summaries.isOver(row))
        .findFirst()
        .map(row -> Replay.of(reader.entries(StreamName.of(row.id()), 0)));
  }

  /**
   * @param released the last release that finished
   * @param all names of every instance that should run it; empty where some may be idle
   */
  public static Drift of(ReleaseRecord released, Deployment.Running running, List<String> all) {
    List<Other> others = new ArrayList<>();
    for (Deployment.Instance instance : running.instances()) {
      if (!isReleased(released, instance) && !isKept(released, instance)) {
        others.add(
            new Other(
                instance.name(),
                "runs "
                    + instance.version()
                    + instance.artifact().map(a -> " (" + a.brief() + ")").orElse("")));
      }
    }
    List<String> silent =
        all.stream()
            .filter(name -> running.instances().stream().noneMatch(one -> one.name().equals(name)))
            .toList();
    return new Drift(others, silent);
  }

  private static boolean isReleased(ReleaseRecord released, Deployment.Instance instance) {
    return instance.version().equals(released.change().to())
        && isSame(instance, Optional.of(released.change().artifact()));
  }

  /** The side that nobody is on any more may keep the version before. */
  private static boolean isKept(ReleaseRecord released, Deployment.Instance instance) {
    Optional<Version> before = released.change().from();
    return released.plan().filter(plan -> !plan.isInPlace()).isPresent()
        && before.filter(instance.version()::equals).isPresent()
        && isSame(instance, released.plan().flatMap(Plan::fromArtifact));
  }

  private static boolean isSame(Deployment.Instance instance, Optional<ArtifactDigest> expected) {
    return instance.artifact().isEmpty()
        || expected.isEmpty()
        || instance.artifact().equals(expected);
  }
}
