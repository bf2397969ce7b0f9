package dev.slipway.risk;

import dev.slipway.release.ChangeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Applies the rules to a change. Pure: the same change, migrations, settings and time give the same
 * answer.
 */
public final class Classifier {
  private Classifier() {}

  /**
   * Classifies a change by the built-in rules and the team's own paths.
   *
   * <p>An override that does not hold (see {@link #missing}) is carried in the answer but changes
   * nothing: the level stays the computed one.
   *
   * @param migrations what was judged about the change's migration files; a schema file without a
   *     fact counts as not proven safe
   * @param now when the release is planned; tells how old the change is
   */
  public static Classification classify(
      ChangeRecord change,
      List<MigrationFact> migrations,
      RiskSettings settings,
      Instant now,
      Optional<Classification.Override> override) {
    Evidence evidence = new Evidence(change, migrations, settings, now);
    List<Finding> findings = new ArrayList<>();
    List<String> quiet = new ArrayList<>();
    for (Rule rule : Rules.ALL) {
      Optional<Finding> finding = evidence.of(rule);
      finding.ifPresentOrElse(
          findings::add,
          () -> quiet.add(rule.id() + " " + rule.name() + ": " + evidence.whyQuiet(rule)));
    }
    findings.sort(Comparator.comparingInt(Finding::points).reversed());
    int points = findings.stream().mapToInt(Finding::points).sum();
    Level computed = level(points, findings, settings);
    Level level =
        override
            .filter(word -> missing(computed, word).isEmpty())
            .map(Classification.Override::to)
            .orElse(computed);
    return new Classification(
        computed,
        level,
        points,
        settings.mediumFrom(),
        settings.highFrom(),
        findings,
        quiet,
        override);
  }

  /**
   * What an override still lacks before it holds, in plain words; empty when it holds. Raising
   * needs one person; lowering needs a reason and two different people.
   */
  public static List<String> missing(Level computed, Classification.Override override) {
    long people =
        override.people().stream()
            .map(person -> person.strip().toLowerCase(Locale.ROOT))
            .filter(person -> !person.isEmpty())
            .distinct()
            .count();
    List<String> missing = new ArrayList<>();
    if (override.to().compareTo(computed) >= 0) {
      if (people == 0) {
        missing.add("a person who says so");
      }
      return missing;
    }
    if (override.reason().isBlank()) {
      missing.add("a reason for lowering the risk from " + computed + " to " + override.to());
    }
    if (people < 2) {
      missing.add(
          people == 0
              ? "two different people who lower the risk"
              : "a second person who lowers the risk");
    }
    return missing;
  }

  private static Level level(int points, List<Finding> findings, RiskSettings settings) {
    boolean atOnce =
        findings.stream()
            .anyMatch(
                finding -> finding.kind().filter(settings.highAtOnce()::contains).isPresent());
    if (atOnce || points >= settings.highFrom()) {
      return Level.HIGH;
    }
    return points >= settings.mediumFrom() ? Level.MEDIUM : Level.LOW;
  }
}
