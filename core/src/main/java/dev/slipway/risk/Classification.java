package dev.slipway.risk;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How risky a change is, with every rule that fired.
 *
 * @param computed what the rules alone say
 * @param level what holds: the computed level, or the one people set
 * @param points the sum of the findings' points
 * @param findings the rules that fired, heaviest first
 * @param quietRules ids and names of the rules that looked and found nothing
 */
public record Classification(
    Level computed,
    Level level,
    int points,
    int mediumFrom,
    int highFrom,
    List<Finding> findings,
    List<String> quietRules,
    Optional<Override> override) {
  /**
   * A person's word against the rules'. Raising needs one person, lowering two different ones and a
   * reason.
   */
  public record Override(Level to, String reason, List<String> people) {
    public Override {
      people = List.copyOf(people);
    }
  }

  public Classification {
    findings = List.copyOf(findings);
    quietRules = List.copyOf(quietRules);
  }

  public List<Kind> kinds() {
    TreeSet<Kind> kinds = new TreeSet<>();
    findings.forEach(finding -> finding.kind().ifPresent(kinds::add));
    return List.copyOf(kinds);
  }

  public boolean has(Kind kind) {
    return kinds().contains(kind);
  }
}
