package dev.slipway.setup;

/** Words as they may be pasted into a shell. */
final class Pasted {
  private Pasted() {}

  /** In single quotes where a shell would read more into it. */
  static String word(String text) {
    return text.matches("[A-Za-z0-9_./+:@%=,-]+") && !text.startsWith("-")
        ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }
}
