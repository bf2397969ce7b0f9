package dev.slipway.control.port;

import dev.slipway.rollout.Happening.Changed;

/** How a piece of work outside ended, as far as could be learnt. */
public sealed interface Outcome {
  /**
   * @param evidence one line for people, masked of secrets
   */
  record Done(String evidence) implements Outcome {}

  record Failed(String fault, Changed changed) implements Outcome {}
}
