package dev.slipway.control.port;

import dev.slipway.release.ReleaseId;
import java.util.Collection;

/**
 * Which worker drives a release, among all that share a store. A lease is held by one worker at a
 * time, for as long as that one lives and says so; then another one gets it.
 *
 * <p>What is asked of it while the store is away throws what the store would.
 */
public interface Leases extends AutoCloseable {
  /**
   * Makes sure that each of these releases is driven by some worker. Says nothing new when it is
   * already, however many workers offer the same at once.
   */
  void offer(Collection<ReleaseId> moving);

  /** From now on this worker takes what is offered, by whomever. Once only. */
  void start(Holder holder);

  /**
   * Gives back what is held, so that another worker goes on at once; whoever holds a lease is
   * interrupted.
   */
  @Override
  void close();

  /** The right to drive one release. */
  interface Lease {
    /**
     * Whether nobody can have taken it meanwhile: its last sign of life is young, and the store
     * names this worker. False whenever that cannot be learned.
     */
    boolean isStillOurs();

    /**
     * Whether another worker may have it by now: it has it, or this one's last sign of life is as
     * old as that of a dead one. Asks nobody, so that the answer never waits for the store.
     */
    boolean mayBeAnothers();
  }

  /** What a worker does with leases; each call has a thread of its own. */
  interface Holder {
    /**
     * Drives a release. Interrupted when another worker has it now, or this one is to end.
     *
     * @return whether the release needs nobody any more; otherwise it is offered again soon
     */
    boolean drive(ReleaseId release, Lease lease) throws InterruptedException;

    /** What one of all workers has to see to about once a minute. */
    void runErrands();
  }
}
