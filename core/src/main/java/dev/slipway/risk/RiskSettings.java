package dev.slipway.risk;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A team's own words about its repository and its levels.
 *
 * @param paths glob patterns by kind, beside the built-in ones
 * @param highAtOnce kinds that make a release HIGH whatever the points
 */
public record RiskSettings(
    Map<Kind, List<String>> paths, int mediumFrom, int highFrom, Set<Kind> highAtOnce) {
  public RiskSettings {
    paths = Map.copyOf(paths);
    highAtOnce = Set.copyOf(highAtOnce);
    // Refused here, with the pattern's own words, so that no rule meets a pattern it cannot use.
    paths.values().forEach(patterns -> patterns.forEach(Glob::require));
    if (mediumFrom < 1 || highFrom <= mediumFrom) {
      throw new IllegalArgumentException(
          "levels rise: medium from 1 or more points, high above medium");
    }
  }
}
