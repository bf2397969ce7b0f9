package dev.slipway.migration;

/**
 * What one statement does, as far as it can be proven.
 *
 * @param additive the running version keeps working while and after it runs
 * @param why plain words, complete after "line 3: "; carries no text of the statement but keywords
 */
record Ruling(boolean additive, String why) {
  static Ruling additive(String why) {
    return new Ruling(true, why);
  }

  static Ruling refused(String why) {
    return new Ruling(false, why);
  }

  static Ruling unknown(String why) {
    return new Ruling(false, "cannot be judged: " + why);
  }
}
