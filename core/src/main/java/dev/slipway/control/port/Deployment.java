package dev.slipway.control.port;

import dev.slipway.health.Side;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings instances up and takes them away. Every call may take long; none is made on the traffic
 * lane.
 */
public interface Deployment {
  /**
   * One instance as it answers for itself.
   *
   * @param artifact what it says it runs; empty when it does not answer
   */
  record Instance(
      String name,
      String address,
      Version version,
      Optional<ArtifactDigest> artifact,
      boolean ready) {}

  /**
   * What is there.
   *
   * @param perInstance requests per second one instance is declared to carry
   * @param load requests per second the service gets now
   * @param maximum most instances the target has room for, both versions together
   * @param group instances of the old version that were started to be compared with; they are not
   *     among {@code instances}, which serve whether anything is compared or not
   */
  record Running(
      List<Instance> instances,
      double perInstance,
      double load,
      int maximum,
      List<Instance> group) {
    public Running {
      instances = List.copyOf(instances);
      group = List.copyOf(group);
    }

    /** Where nothing is compared. */
    public Running(List<Instance> instances, double perInstance, double load, int maximum) {
      this(instances, perInstance, load, maximum, List.of());
    }

    public long ready(Version version) {
      return instances.stream().filter(i -> i.ready() && i.version().equals(version)).count();
    }
  }

  /**
   * @throws OutsideFailure when the target does not answer
   */
  Running running();

  /**
   * What is said of the new version where nobody is sent to it any more, although it has a share:
   * the balancer finds none of it up, and the old version is.
   *
   * @throws OutsideFailure when the target does not answer
   */
  default Optional<String> turnedAway() {
    return Optional.empty();
  }

  /**
   * Names of instances on the new version's side while that gets no traffic at all: what an earlier
   * release left there is nobody's business yet.
   *
   * @throws OutsideFailure when the target does not answer
   */
  default Set<String> standingBy() {
    return Set.of();
  }

  /**
   * Brings a side up to {@code total} healthy instances and waits for them. Idempotent by {@code
   * key}: a second call with the same key joins or repeats nothing.
   */
  Outcome deploy(Side side, int total, String key);

  /** Takes instances of a side away until {@code keep} remain, drained first. Idempotent. */
  Outcome remove(Side side, int keep, String key);
}
