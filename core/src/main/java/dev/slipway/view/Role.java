package dev.slipway.view;

/**
 * What a word is to the reader. Faces draw a symbol and a colour for each, and never the colour
 * alone.
 */
public enum Role {
  /** Confirmed good. */
  GOOD,
  /** Waits for a person, or needs attention. */
  WAITING,
  /** Harm, or failed. */
  BAD,
  /** Under way. */
  MOVING,
  /** Not yet. */
  LATER,
  /** Not needed, or given up. */
  NONE,
  /** Cannot be told. */
  UNKNOWN
}
