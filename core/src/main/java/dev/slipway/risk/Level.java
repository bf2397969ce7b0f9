package dev.slipway.risk;

/** How much care a release needs, from little to much. */
public enum Level {
  LOW,
  MEDIUM,
  HIGH
}
