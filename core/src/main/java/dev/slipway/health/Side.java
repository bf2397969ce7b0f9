package dev.slipway.health;

/** The old version (baseline) or the new one (canary). */
public enum Side {
  BASELINE,
  CANARY
}
