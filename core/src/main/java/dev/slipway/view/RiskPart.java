package dev.slipway.view;

import java.util.List;
import java.util.Optional;

/**
 * How risky a change is, and why.
 *
 * @param level "low", "medium" or "high": what holds
 * @param computed what the rules alone say
 * @param findings the rules that fired, heaviest first
 * @param quiet rules that looked and found nothing, with why not
 * @param override a person's word against the rules', as a sentence
 */
public record RiskPart(
    String level,
    String computed,
    int points,
    int mediumFrom,
    int highFrom,
    List<Finding> findings,
    List<String> quiet,
    Optional<String> override) {
  public record Finding(int points, String rule, String kind, String where, String reason) {}

  public RiskPart {
    findings = List.copyOf(findings);
    quiet = List.copyOf(quiet);
  }
}
