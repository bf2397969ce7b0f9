package dev.slipway.control.port;

import dev.slipway.release.Weight;
import dev.slipway.rollout.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Shares traffic between two named sides, and takes single instances out and in again. It keeps no
 * mark of the break-glass script: what restarts would forget it just when it is needed.
 *
 * <p>Every call throws {@link OutsideFailure} when the balancer does not answer, or not sensibly.
 */
public interface Balancer {
  /**
   * @param share of the side that was asked about; the other one has the rest
   * @param incarnation changes when a process of the balancer restarts, and only then
   */
  record Reading(Weight share, String incarnation) {}

  /** Short and bounded in time. */
  Reading read(String side);

  /**
   * Gives a side a share, and the other one the rest. Short and bounded in time; only {@link #read}
   * proves it. What serves nobody can be given less at any time, and more only where it is up.
   */
  void write(String side, Weight share);

  /**
   * The same, with a share for the third group that is compared with; the other side has what is
   * left.
   */
  default void write(String side, Weight share, Weight group) {
    if (!group.equals(Weight.NONE)) {
      throw new IllegalStateException("only two sides share the traffic here");
    }
    write(side, share);
  }

  /**
   * An instance gets no new requests. Waits until those it has are answered, as long as the
   * balancer is configured to. Idempotent; what a person took out stays as it is. Nothing where
   * only sides are known.
   *
   * @param calledOff waiting ends at once
   * @return whether no request is open on it any more
   */
  boolean drain(String instance, BooleanSupplier calledOff);

  /**
   * An instance that was drained gets its part again. Waits until the balancer finds it up.
   * Idempotent; what a person took out stays out, which is a failure. Nothing where only sides are
   * known.
   *
   * @param atMost how long to wait
   */
  void ready(String instance, Duration atMost, BooleanSupplier calledOff);

  /**
   * What is said of a side of which the balancer itself finds nothing up, while it finds something
   * of the other one up: whoever is sent there is answered by nobody. Short and bounded in time.
   */
  default Optional<String> unserved(String side) {
    return Optional.empty();
  }

  /**
   * Why a side could not get one of these shares today, or nobody could change anything; empty when
   * nothing is known to stand in the way. Short and bounded in time.
   *
   * @param compared whether a third group is to have its part of each of them
   */
  default Optional<String> unable(String side, List<Weight> shares, boolean compared) {
    return Optional.empty();
  }

  /** Every server there is, in order; none where only sides are known. */
  default List<Kept.Server> servers() {
    return List.of();
  }

  /** How the standalone script does the same to the new version's side. */
  Lines lines(String side);

  /**
   * POSIX sh. They may use {@code in_place word…}, which runs a command where the team's commands
   * run.
   *
   * @param needs programs that are looked up on the host
   * @param frame functions that the others use
   * @param read sets {@code share} to the side's share, 0 to 100, and exits otherwise
   * @param away one command: the side gets nothing; its status says whether it was done
   * @param ready commands that put every instance back in, one each; a failure ends nothing
   */
  record Lines(List<String> needs, String frame, String read, String away, List<String> ready) {
    public Lines {
      needs = List.copyOf(needs);
      ready = List.copyOf(ready);
    }
  }

  /** Of a service whose traffic nobody shares: instances are replaced where they serve. */
  static Balancer none() {
    return new Balancer() {
      @Override
      public Reading read(String side) {
        throw new IllegalStateException("this target has no way to share traffic");
      }

      @Override
      public void write(String side, Weight share) {
        throw new IllegalStateException("this target has no way to share traffic");
      }

      @Override
      public boolean drain(String instance, BooleanSupplier calledOff) {
        return true;
      }

      @Override
      public void ready(String instance, Duration atMost, BooleanSupplier calledOff) {}

      @Override
      public Lines lines(String side) {
        return new Lines(List.of(), "", "", ":", List.of());
      }
    };
  }
}
