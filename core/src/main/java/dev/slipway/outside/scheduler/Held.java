package dev.slipway.outside.scheduler;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import dev.slipway.control.port.Leases;

/** The lease of one running execution, and the thread that drives with it. */
final class Held implements Leases.Lease {
  /** Of the age at which others count a holder as dead; a little less, for they may be quicker. */
  private static final double NEARLY_DEAD = 0.9;

  private final CurrentlyExecuting running;
  private final ExecutionTable table;
  private final Thread driving = Thread.currentThread();
  private boolean lost;
  private boolean over;

  /** Made by the thread that drives. */
  Held(CurrentlyExecuting running, ExecutionTable table) {
    this.running = running;
    this.table = table;
  }

  @Override
  public boolean isStillOurs() {
    if (isLost() || running.getHeartbeatState().hasStaleHeartbeat()) {
      return false;
    }
    try {
      return table.isUnchanged(running.getExecution());
    } catch (RuntimeException away) {
      // Nobody can say; who is asked before something that must not be stale is told no.
      return false;
    }
  }

  @Override
  public boolean mayBeAnothers() {
    return isLost() || running.getHeartbeatState().getFractionDead() >= NEARLY_DEAD;
  }

  boolean isOf(CurrentlyExecuting other) {
    return running.equals(other);
  }

  boolean isAt(String instance, long version) {
    return running.getExecution().getId().equals(instance)
        && running.getExecution().version == version;
  }

  /** After a heartbeat that failed: another worker has it, or only the store was away. */
  void beatFailed() {
    try {
      if (!table.isUnchanged(running.getExecution())) {
        lose();
      }
    } catch (RuntimeException away) {
      // Still undecided; the next heartbeat asks again.
      return;
    }
  }

  private synchronized void lose() {
    lost = true;
    stop();
  }

  synchronized boolean isLost() {
    return lost;
  }

  synchronized void stop() {
    if (!over) {
      driving.interrupt();
    }
  }

  /** The thread is done with it; what comes later interrupts nobody. */
  synchronized void end() {
    over = true;
    boolean unused = Thread.interrupted();
  }
}
