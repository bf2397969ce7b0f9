package dev.slipway.parity;

import java.util.Optional;

/**
 * One thing in which a later environment is not like the one before it.
 *
 * @param what "variable CART_URL", "approvals at high risk"
 * @param before how it is in the earlier environment; never a value that may be a secret
 * @param after how it is in the later one
 * @param because why it may be so, or what follows from it
 * @param fix a line that can be pasted
 */
public record Difference(
    String what,
    String before,
    String after,
    Standing standing,
    String because,
    Optional<String> fix) {

  /** Whether it may be so. */
  public enum Standing {
    /** Configuration, secrets, size, or more care than before. */
    EXPECTED,
    /** What was proven in the earlier environment proves nothing about the later one. */
    UNEXPECTED,
    /** Somebody who was asked did not answer. */
    UNKNOWN
  }

  static Difference expected(String what, String before, String after, String because) {
    return new Difference(what, before, after, Standing.EXPECTED, because, Optional.empty());
  }

  static Difference unexpected(String what, String before, String after, String because) {
    return new Difference(what, before, after, Standing.UNEXPECTED, because, Optional.empty());
  }
}
