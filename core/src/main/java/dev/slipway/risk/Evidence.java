package dev.slipway.risk;

import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Commit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks for the signs of one rule after another in one change. */
final class Evidence {
  private final ChangeRecord change;
  private final List<MigrationFact> migrations;
  private final RiskSettings settings;
  private final Instant now;
  private final ChangedFiles changedFiles;

  Evidence(
      ChangeRecord change, List<MigrationFact> migrations, RiskSettings settings, Instant now) {
    this.change = change;
    this.migrations = migrations;
    this.settings = settings;
    this.now = now;
    this.changedFiles = new ChangedFiles(change.files(), migrations, settings);
  }

  Optional<Finding> of(Rule rule) {
    List<Seen> seen = new ArrayList<>();
    changedFiles.seen(rule).ifPresent(seen::add);
    for (Sign sign : rule.signs()) {
      switch (sign) {
        case Sign.Paths paths -> {}
        case Sign.Words words -> {}
        case Sign.TeamPaths team -> {}
        case Sign.Migrations effects -> migrations(rule, effects).ifPresent(seen::add);
        case Sign.UnjudgedSchema schema -> changedFiles.unjudged(rule, schema).ifPresent(seen::add);
        case Sign.Trailer trailer -> trailer(rule, trailer).ifPresent(seen::add);
        case Sign.DeclaredLevel declared -> declared().ifPresent(seen::add);
        case Sign.Batch batch -> batch(batch).ifPresent(seen::add);
        case Sign.Age age -> age(age).ifPresent(seen::add);
        case Sign.FirstRelease first -> firstRelease().ifPresent(seen::add);
      }
    }
    // Of equals the first stays: the rule names its signs in the order of what they tell.
    return seen.stream()
        .max(Comparator.comparingInt(Seen::points))
        .map(first -> {
          String others =
              seen.size() == 1 ? "" : ", and " + Seen.counted(seen.size() - 1, "other sign");
          return new Finding(
              rule.id(), rule.kind(), first.points(), first.where(), first.reason() + others);
        });
  }

  private Optional<Seen> migrations(Rule rule, Sign.Migrations effects) {
    List<MigrationFact> telling =
        migrations.stream().filter(m -> effects.points().containsKey(m.effect())).toList();
    return telling.stream()
        .max(Comparator.comparingInt(m -> effects.points().getOrDefault(m.effect(), 0)))
        .map(worst -> {
          String why = worst.why().isBlank() ? "" : " (" + worst.why() + ")";
          return new Seen(
                  effects.points().getOrDefault(worst.effect(), rule.points()),
                  worst.path(),
                  rule.reason() + ", " + worst.effect().words() + why)
              .andMore(telling.size() - 1, "migration");
        });
  }

  private record Said(String value, String where) {}

  private List<Said> said(String key) {
    List<Said> said = new ArrayList<>();
    for (Commit commit : change.commits()) {
      for (Commit.Trailer trailer : commit.trailers()) {
        if (trailer.key().equalsIgnoreCase(key)) {
          for (String value : trailer.value().split("[,;]", 20)) {
            String word =
                value.strip().toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
            if (!word.isEmpty()) {
              said.add(
                  new Said(
                      word,
                      "commit "
                          + commit.id().brief()
                          + ", "
                          + key
                          + ": "
                          + shortened(value.strip())));
            }
          }
        }
      }
    }
    return said;
  }

  private Optional<Seen> trailer(Rule rule, Sign.Trailer trailer) {
    List<Said> said =
        said(trailer.key()).stream().filter(s -> trailer.values().contains(s.value())).toList();
    return said.stream()
        .findFirst()
        .map(first ->
            new Seen(rule.points(), first.where(), rule.reason() + ", a commit says so")
                .andMore(said.size() - 1, "commit"));
  }

  private Optional<Seen> declared() {
    List<Seen> seen = new ArrayList<>();
    for (Said said : said("Risk")) {
      switch (said.value()) {
        case "high", "critical" ->
            seen.add(new Seen(settings.highFrom(), said.where(), "a commit says high risk"));
        case "medium" ->
            seen.add(new Seen(settings.mediumFrom(), said.where(), "a commit says medium risk"));
        case "low" -> {}
        default -> {
          if (!isKnown(said.value())) {
            seen.add(new Seen(1, said.where(), "a commit names a risk that no rule knows"));
          }
        }
      }
    }
    return seen.stream()
        .max(Comparator.comparingInt(Seen::points))
        .map(most -> most.andMore(seen.size() - 1, "commit"));
  }

  private static boolean isKnown(String word) {
    return Rules.ALL.stream()
        .flatMap(rule -> rule.signs().stream())
        .anyMatch(sign -> sign instanceof Sign.Trailer trailer && trailer.values().contains(word));
  }

  private Optional<Seen> batch(Sign.Batch batch) {
    boolean large =
        change.commits().size() > batch.commits() || changedFiles.lines() > batch.lines();
    return large && change.fromCommit().isPresent()
        ? Optional.of(new Seen(1, "batch", "large batch: " + size()))
        : Optional.empty();
  }

  private Optional<Seen> age(Sign.Age age) {
    return change.fromCommit().isEmpty()
        ? Optional.empty()
        : change.commits().stream()
            .min(Comparator.comparing(Commit::at))
            .filter(oldest -> Duration.between(oldest.at(), now).compareTo(age.longest()) > 0)
            .map(oldest ->
                new Seen(
                    1,
                    "commit " + oldest.id().brief(),
                    "old change: the oldest commit has waited "
                        + Seen.counted(days(oldest.at()), "day")));
  }

  private Optional<Seen> firstRelease() {
    return change.from().isEmpty()
        ? Optional.of(
            new Seen(
                1, change.to().label(), "first release of the service: nothing to compare with"))
        : Optional.empty();
  }

  /** Why a rule that was looked at did not fire. */
  String whyQuiet(Rule rule) {
    String why = "no file matches";
    for (Sign sign : rule.signs()) {
      switch (sign) {
        case Sign.Batch batch -> why = change.fromCommit().isEmpty() ? "first release" : size();
        case Sign.Age age ->
            why =
                change
                    .oldest()
                    .map(at -> "oldest commit is " + Seen.counted(days(at), "day") + " old")
                    .orElse("no commit");
        case Sign.FirstRelease first ->
            why = change.from().map(from -> from.label() + " runs").orElse("");
        case Sign.DeclaredLevel declared -> why = "no commit declares one";
        case Sign.Migrations effects ->
            why = migrations.isEmpty() ? "no migration" : "every migration is additive";
        case Sign.Paths paths -> {}
        case Sign.Words words -> {}
        case Sign.TeamPaths team -> {}
        case Sign.UnjudgedSchema schema -> {}
        case Sign.Trailer trailer -> {}
      }
    }
    boolean onlyTeam = rule.kind().isPresent() && rule.kind().get() == Kind.HIGH_TRAFFIC;
    return onlyTeam && settings.paths().getOrDefault(Kind.HIGH_TRAFFIC, List.of()).isEmpty()
        ? "no paths configured"
        : why;
  }

  private String size() {
    return Seen.counted(change.commits().size(), "commit")
        + ", "
        + Seen.counted(changedFiles.lines(), "line");
  }

  private long days(Instant at) {
    return Math.max(0, Duration.between(at, now).toDays());
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 79) + "…";
  }
}
