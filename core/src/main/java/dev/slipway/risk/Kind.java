package dev.slipway.risk;

/** The eight kinds of risk a change may carry. */
public enum Kind {
  SCHEMA("schema change"),
  PERMISSIONS("authentication or permission change"),
  MONEY("financial or workflow-critical logic"),
  INFRASTRUCTURE("infrastructure or dependency change"),
  HIGH_TRAFFIC("high-traffic path"),
  AI_BEHAVIOUR("AI behaviour or prompt change"),
  EXPOSURE("exposure controlled by flag or configuration"),
  ROLLBACK_HOSTILE("rollback-hostile data change");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** The word used in configuration: "high-traffic". */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
