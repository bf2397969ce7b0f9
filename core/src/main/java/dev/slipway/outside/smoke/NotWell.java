package dev.slipway.outside.smoke;

/** What was seen is not what was expected, or could not be seen. The message is for people. */
final class NotWell extends Exception {
  private static final long serialVersionUID = 1L;

  NotWell(String why) {
    super(why);
  }
}
