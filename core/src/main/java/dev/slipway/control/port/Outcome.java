package dev.slipway.control.port;

import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Kept;
import java.util.Optional;

/** How a piece of work outside ended, as far as could be learnt. */
public sealed interface Outcome {
  /**
   * @param evidence one line for people, masked of secrets
   * @param kept what was put aside for later; empty for most work
   */
  record Done(String evidence, Optional<Kept> kept) implements Outcome {
    public Done(String evidence) {
      this(evidence, Optional.empty());
    }
  }

  /**
   * @param kept what there is to be read about it; empty for most work
   */
  record Failed(String fault, Changed changed, Optional<Kept> kept) implements Outcome {
    public Failed(String fault, Changed changed) {
      this(fault, changed, Optional.empty());
    }
  }
}
