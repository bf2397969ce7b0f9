package dev.slipway.migration;

/** What a migration does to the version that runs while it is applied. */
public enum Phase {
  /** Provably additive: the running version keeps working. */
  EXPAND,
  /** Data moves, validation, maintenance. */
  MIGRATE,
  /** Removes or tightens something no running version uses any more. */
  CONTRACT,
  /** Breaks the running version, loses data, or cannot be judged. */
  UNSAFE
}
