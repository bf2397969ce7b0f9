package dev.slipway.rollout;

import dev.slipway.plan.Step;

/**
 * Something to be done once. Weights and flags are not effects: they come only from {@link
 * Desired}.
 */
public sealed interface Effect {
  /**
   * A step of the plan; keyed by release, step and attempt, so that a crash re-drives the same
   * attempt.
   */
  record Perform(Step step, int attempt) implements Effect {}

  record WriteDocuments() implements Effect {}

  record Announce(News news, String words) implements Effect {}

  record PageSomeone(String why) implements Effect {}

  /** The kinds of news; who hears which belongs to notice. */
  enum News {
    STARTED,
    START_FAILED,
    STAGE,
    PAUSED,
    RESUMED,
    ROLLING_BACK,
    ROLLED_BACK,
    ROLLBACK_FAILED,
    OBSERVING,
    FINISHED,
    CANCELLED,
    NOTICED,
    /** Something that was seen beside the way of the release; no other entry tells it. */
    REMARKED
  }
}
