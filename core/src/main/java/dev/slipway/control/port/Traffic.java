package dev.slipway.control.port;

import dev.slipway.release.Weight;
import dev.slipway.rollout.Kept;
import java.util.List;
import java.util.Optional;

/** The share of traffic the new version gets. Calls are short and bounded in time. */
public interface Traffic {
  /**
   * What the target really does.
   *
   * @param incarnation changes when the target's process restarts
   * @param mark left by the break-glass script: somebody took the release back without Slipway
   */
  record Reading(Weight share, String incarnation, Optional<String> mark) {}

  /**
   * @throws OutsideFailure when the target does not answer
   */
  Reading read();

  /**
   * Asks for a share; only {@link #read} proves it. @throws OutsideFailure when the target does not
   * answer
   */
  void write(Weight share);

  /**
   * Why the new version could not get one of these shares today, or nobody could set any; empty
   * when nothing is known to stand in the way.
   *
   * @throws OutsideFailure when the target does not answer
   */
  default Optional<String> unable(List<Weight> shares) {
    return Optional.empty();
  }

  /**
   * Removes the break-glass mark, when a new release begins.
   *
   * @throws OutsideFailure when the target does not answer
   */
  void clearMark();

  /**
   * Every server of the balancer, in order; none where there is no balancer that tells of them.
   *
   * @throws OutsideFailure when it does not answer
   */
  default List<Kept.Server> servers() {
    return List.of();
  }
}
