package dev.slipway.gate;

/** When a checklist item counts. */
public enum Phase {
  BEFORE,
  AFTER
}
