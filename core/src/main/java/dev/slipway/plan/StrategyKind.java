package dev.slipway.plan;

/** How a release reaches its users, from the simplest to the most careful. */
public enum StrategyKind {
  ROLLING("rolling"),
  BLUE_GREEN("blue-green"),
  CANARY("canary"),
  DARK_LAUNCH("dark launch");

  private final String words;

  StrategyKind(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** The word used in configuration: "blue-green". */
  public String key() {
    return words.replace(' ', '-');
  }
}
