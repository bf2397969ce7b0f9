package dev.slipway.outside.store;

/** What a database holds, as far as Slipway's tables go. */
public enum SchemaState {
  /** Nothing of Slipway's. */
  NONE,
  /** The tables of an older Slipway. */
  BEHIND,
  CURRENT
}
