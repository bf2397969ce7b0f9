package dev.slipway.rollout;

import dev.slipway.release.Weight;

/**
 * What is known of the new version's share at the target.
 *
 * @param confirmed the last share that was written, read back and found stable
 * @param losses how often the target restarted and lost it during this release
 * @param reapply the target lost it, and the confirmed share is to be written again
 */
public record Share(Weight confirmed, int losses, boolean reapply) {
  static final int LOSSES_BORNE = 3;

  static Share none() {
    return new Share(Weight.NONE, 0, false);
  }

  Share confirmedAt(Weight weight) {
    return new Share(weight, losses, false);
  }

  Share lost() {
    return new Share(confirmed, losses + 1, true);
  }

  Share settled() {
    return new Share(confirmed, losses, false);
  }

  boolean isLostTooOften() {
    return losses >= LOSSES_BORNE;
  }
}
