package dev.slipway.rollout;

import java.time.Instant;

/** What a stage is doing. */
public sealed interface Phase {
  /** Instances are brought up to what the stage needs, at the previous share. */
  record Preparing(int attempt) implements Phase {}

  /** What can be checked without users is, on instances that nobody is on. */
  record Checking(int attempt) implements Phase {}

  /** The tests of the service as a whole run, and nobody is on the new version yet. */
  record Proving(int attempt) implements Phase {}

  /** The share is being written and read back. */
  record Moving() implements Phase {}

  /**
   * Users are watched.
   *
   * @param since when the share was confirmed
   * @param deadlineFrom from when on too little data counts against the stage; renewed when a pause
   *     ends
   */
  record Baking(Instant since, Instant deadlineFrom) implements Phase {}
}
