package dev.slipway.risk;

/**
 * A sign seen.
 *
 * @param where hostile text, which stays here
 * @param reason plain words
 */
record Seen(int points, String where, String reason) {
  /** The same with how many more there are; 0 or less says nothing. */
  Seen andMore(long count, String thing) {
    return count <= 0
        ? this
        : new Seen(
            points, where, reason + ", and " + count + " more " + thing + (count == 1 ? "" : "s"));
  }

  static String counted(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
