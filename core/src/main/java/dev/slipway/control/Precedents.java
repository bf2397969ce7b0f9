package dev.slipway.control;

import dev.slipway.gate.GateFacts;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Earlier releases that did not stay: what they brought does not come back without somebody saying
 * what is different now.
 */
final class Precedents {
  private static final String ROLLED_BACK = RolledBack.class.getSimpleName();

  /** What is said of a finished release that a later one took back. */
  static final String UNDONE = "it was finished, and undone later";

  private static final String FINISHED = Finished.class.getSimpleName();

  private Precedents() {}

  /**
   * The newest release that was taken back with this version, or with the very same artifact under
   * another label.
   */
  static Optional<ReleaseRecord> takenBack(
      Store.Reader reader,
      ServiceName service,
      EnvironmentName environment,
      Version version,
      ArtifactDigest artifact) {
    List<Store.Summary> all = newestFirst(reader, service, environment);
    for (Store.Summary summary : all) {
      boolean same = summary.version().equals(version.label());
      if (same && summary.state().equals(FINISHED)) {
        return isUndone(reader, summary, all)
            ? Optional.of(Replay.of(reader.entries(StreamName.of(summary.id()), 0)))
            : Optional.empty();
      }
      if (summary.state().equals(ROLLED_BACK)) {
        ReleaseRecord record = Replay.of(reader.entries(StreamName.of(summary.id()), 0));
        if (same || record.change().artifact().equals(artifact)) {
          return Optional.of(record);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * A release of the same version that was taken back after this one was opened, so that its reason
   * cannot speak of it.
   */
  static Optional<GateFacts.TakenBack> unexplained(Store.Reader reader, ReleaseRecord release) {
    long explained = release.opened().follows().map(ReleaseId::number).orElse(0L);
    String version = release.change().to().label();
    List<Store.Summary> all =
        newestFirst(reader, release.id().service(), release.opened().environment());
    for (Store.Summary summary : all) {
      boolean other = !summary.id().equals(release.id()) && summary.version().equals(version);
      boolean undone = other && summary.state().equals(FINISHED) && isUndone(reader, summary, all);
      if (other && summary.state().equals(FINISHED) && !undone) {
        return Optional.empty();
      }
      if (undone || (other && summary.state().equals(ROLLED_BACK))) {
        return summary.id().number() > explained
            ? Optional.of(
                new GateFacts.TakenBack(
                    summary.id(),
                    version,
                    undone ? UNDONE : summary.outcomeReason().orElse("it did not stay")))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether a later release that has finished took this finished one back. */
  private static boolean isUndone(
      Store.Reader reader, Store.Summary finished, List<Store.Summary> all) {
    return all.stream()
        .filter(later -> later.id().number() > finished.id().number())
        .filter(later -> later.state().equals(FINISHED))
        .map(later -> Replay.of(reader.entries(StreamName.of(later.id()), 0)))
        .anyMatch(later -> later.opened().undoes().equals(Optional.of(finished.id())));
  }

  /** Releases that have finished and were not taken back since, newest first, at most so many. */
  static List<ReleaseRecord> finished(
      Store.Reader reader, ServiceName service, EnvironmentName environment, int most) {
    Set<ReleaseId> undone = new HashSet<>();
    List<ReleaseRecord> stayed = new ArrayList<>();
    newestFirst(reader, service, environment).stream()
        .filter(summary -> summary.state().equals(FINISHED))
        .limit(most)
        .map(summary -> Replay.of(reader.entries(StreamName.of(summary.id()), 0)))
        .forEach(release -> {
          release.opened().undoes().ifPresent(undone::add);
          if (!undone.contains(release.id())) {
            stayed.add(release);
          }
        });
    return stayed;
  }

  /** Releases of the same service and environment that were opened after this one. */
  static Stream<Store.Summary> newer(
      Store.Reader reader, ReleaseId release, EnvironmentName environment) {
    return newestFirst(reader, release.service(), environment).stream()
        .filter(summary -> summary.id().number() > release.number());
  }

  private static List<Store.Summary> newestFirst(
      Store.Reader reader, ServiceName service, EnvironmentName environment) {
    return reader.summaries(Store.Query.of(service, environment)).stream()
        .sorted(
            Comparator.comparingLong((Store.Summary summary) -> summary.id().number()).reversed())
        .toList();
  }
}
