package dev.slipway.control;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.ShareSight;
import dev.slipway.rollout.RollbackFailed;
import java.time.Instant;

/**
 * Whether the share of a release can be seen. Where nothing waits for it the machine need not hear
 * that it cannot, but people have to: what they read of users is as old as the last sight.
 */
final class TrafficSight {
  private final TrafficNotes notes;
  private final Patience patience = new Patience(TrafficLane.PATIENCE);
  private boolean blind;

  TrafficSight(TrafficNotes notes) {
    this.notes = notes;
  }

  void seen(ReleaseRecord record) {
    patience.met();
    if (blind) {
      blind = false;
      notes.remark(record, ShareSight.FOUND);
    }
  }

  /** A move that is missed is told by itself. */
  void unseen(ReleaseRecord record, String why, Instant now) {
    boolean told = ShareRules.isMove(record.state()) || record.state() instanceof RollbackFailed;
    if (!blind && patience.isSpentBy(now) && !told) {
      blind = true;
      notes.remark(record, ShareSight.LOST + why + "; nobody gets more");
    }
  }
}
