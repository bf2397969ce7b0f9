package dev.slipway.health;

/**
 * What one check says. Each has its own consequence; silence is never health and a dead provider
 * never a bad release.
 */
public enum Verdict {
  PASS("within limits"),
  FAIL("limit broken"),
  /** Too little data to say either. */
  INCONCLUSIVE("too little data"),
  /** The source did not answer, or does not know the metric. */
  UNMEASURABLE("could not be measured");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
