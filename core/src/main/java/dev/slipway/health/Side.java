package dev.slipway.health;

/** Who is deployed and measured apart. */
public enum Side {
  /** The old version. Where it has a group of its own for comparison, all of it but that group. */
  BASELINE,
  /** Freshly started instances of the old version, as many and as old as the canary's. */
  GROUP,
  /** The new version. */
  CANARY
}
