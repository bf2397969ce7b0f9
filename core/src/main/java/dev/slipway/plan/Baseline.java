package dev.slipway.plan;

import java.util.Locale;

/** What a canary is compared with. */
public enum Baseline {
  /** The old version's instances that serve anyhow, of whatever number and age. */
  STABLE,
  /** A group of the old version that is started with the canary, of its size. */
  GROUP;

  /** As configured. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
