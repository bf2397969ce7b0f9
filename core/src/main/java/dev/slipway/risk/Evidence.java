package dev.slipway.risk;

import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Commit;
import dev.slipway.release.FileChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks for the signs of one rule after another in one change. Each path is cut and read only once. */
final class Evidence {
  private static final List<Glob> NOT_RUNNING =
      List.of(
          new Glob("*.{md,adoc,rst,png,jpg,jpeg,gif,svg,ico,webp,pdf,woff,woff2}"),
          new Glob("**/{src/test,__tests__}/**"),
          new Glob("{test,tests}/**"),
          new Glob("/{test,tests}/**"),
          new Glob("*.{test,spec}.*"),
          new Glob("*_test.*"),
          new Glob("{license,notice,changelog}*"));

  /** A sign seen. Hostile text stays in {@code where}. */
  private record Seen(int points, String where, String reason) {
    Seen also(String more) {
      return new Seen(points, where, reason + more);
    }
  }

  private record Place(FileChange file, String[] segments, Set<String> words, boolean runs) {
    long lines() {
      return (long) file.added() + file.removed();
    }
  }

  private record TeamGlob(Glob glob, Set<String> words) {}

  private final ChangeRecord change;
  private final List<MigrationFact> migrations;
  private final RiskSettings settings;
  private final Instant now;
  private final List<Place> places = new ArrayList<>();
  private final List<TeamGlob> teamGlobs = new ArrayList<>();
  private final Set<String> judged = new HashSet<>();

  Evidence(ChangeRecord change, List<MigrationFact> migrations, RiskSettings settings, Instant now) {
    this.change = change;
    this.migrations = migrations;
    this.settings = settings;
    this.now = now;
    for (FileChange file : change.files()) {
      String[] segments = Glob.segments(file.path());
      boolean runs = NOT_RUNNING.stream().noneMatch(glob -> glob.matches(segments));
      places.add(new Place(file, segments, PathWords.of(file.path()), runs));
    }
    settings.paths().values().stream()
        .flatMap(List::stream)
        .distinct()
        .forEach(text -> teamGlobs.add(new TeamGlob(new Glob(text), PathWords.of(text))));
    migrations.forEach(migration -> judged.add(migration.path()));
  }

  Optional<Finding> of(Rule rule) {
    List<Seen> seen = new ArrayList<>();
    files(rule).ifPresent(seen::add);
    for (Sign sign : rule.signs()) {
      switch (sign) {
        case Sign.Paths paths -> {}
        case Sign.Words words -> {}
        case Sign.TeamPaths team -> {}
        case Sign.Migrations effects -> migrations(rule, effects).ifPresent(seen::add);
        case Sign.UnjudgedSchema schema -> unjudged(rule, schema).ifPresent(seen::add);
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
        .map(
            first -> {
              String others = seen.size() == 1 ? "" : ", and " + counted(seen.size() - 1, "other sign");
              return new Finding(rule.id(), rule.kind(), first.points(), first.where(), first.reason() + others);
            });
  }

  /** Everything a rule sees in file names: one place, and how many more there are. */
  private Optional<Seen> files(Rule rule) {
    List<String> team = rule.kind().map(kind -> settings.paths().getOrDefault(kind, List.of())).orElse(List.of());
    boolean usesTeam = rule.signs().stream().anyMatch(Sign.TeamPaths.class::isInstance);
    List<Glob> own = usesTeam ? team.stream().map(Glob::new).toList() : List.of();
    List<Place> matched = new ArrayList<>();
    List<Place> named = new ArrayList<>();
    for (Place place : places) {
      if (own.stream().anyMatch(glob -> glob.matches(place.segments()))) {
        named.add(place);
        matched.add(place);
      } else if (rule.signs().stream().anyMatch(sign -> seesFile(sign, place))) {
        matched.add(place);
      }
    }
    if (matched.isEmpty()) {
      return Optional.empty();
    }
    Comparator<Place> telling =
        Comparator.comparingLong(Place::lines).thenComparing(p -> p.file().path(), Comparator.reverseOrder());
    Optional<Place> mostNamed = named.stream().max(telling);
    if (mostNamed.isPresent()) {
      Glob glob = own.stream().filter(g -> g.matches(mostNamed.get().segments())).findFirst().orElseThrow();
      List<Place> below = named.stream().filter(place -> glob.matches(place.segments())).toList();
      long lines = below.stream().mapToLong(Place::lines).sum();
      String reason = rule.reason() + ", " + counted(lines, "line") + " in " + counted(below.size(), "file");
      return Optional.of(new Seen(rule.points(), glob.toString(), reason).also(more(matched.size() - below.size(), "file")));
    }
    Place most = matched.stream().max(telling).orElseThrow();
    return Optional.of(new Seen(rule.points(), most.file().path(), rule.reason()).also(more(matched.size() - 1, "file")));
  }

  private boolean seesFile(Sign sign, Place place) {
    return switch (sign) {
      case Sign.Paths paths -> paths.globs().stream().anyMatch(glob -> glob.matches(place.segments()));
      case Sign.Words words -> place.runs() && !judged.contains(place.file().path()) && says(words, place);
      case Sign.TeamPaths team -> false;
      case Sign.Migrations effects -> false;
      case Sign.UnjudgedSchema schema -> false;
      case Sign.Trailer trailer -> false;
      case Sign.DeclaredLevel declared -> false;
      case Sign.Batch batch -> false;
      case Sign.Age age -> false;
      case Sign.FirstRelease first -> false;
    };
  }

  private boolean says(Sign.Words words, Place place) {
    return place.words().stream().anyMatch(word -> isOneOf(words, word) && !teamNames(word, place));
  }

  private static boolean isOneOf(Sign.Words words, String word) {
    return words.words().contains(word) || words.beginnings().stream().anyMatch(word::startsWith);
  }

  private boolean teamNames(String word, Place place) {
    return teamGlobs.stream()
        .anyMatch(team -> team.words().contains(word) && team.glob().matches(place.segments()));
  }

  private Optional<Seen> migrations(Rule rule, Sign.Migrations effects) {
    List<MigrationFact> telling = migrations.stream().filter(m -> effects.points().containsKey(m.effect())).toList();
    return telling.stream()
        .max(Comparator.comparingInt(m -> effects.points().getOrDefault(m.effect(), 0)))
        .map(
            worst -> {
              String why = worst.why().isBlank() ? "" : " (" + worst.why() + ")";
              return new Seen(
                      effects.points().getOrDefault(worst.effect(), rule.points()),
                      worst.path(),
                      rule.reason() + ", " + worst.effect().words() + why)
                  .also(more(telling.size() - 1, "migration"));
            });
  }

  private Optional<Seen> unjudged(Rule rule, Sign.UnjudgedSchema schema) {
    List<Place> unjudged =
        places.stream()
            .filter(place -> !judged.contains(place.file().path()))
            .filter(place -> schema.globs().stream().anyMatch(glob -> glob.matches(place.segments())))
            .filter(place -> schema.except().stream().noneMatch(glob -> glob.matches(place.segments())))
            .toList();
    return unjudged.stream()
        .findFirst()
        .map(
            place ->
                new Seen(schema.points(), place.file().path(), rule.reason() + ", a schema file nobody has judged")
                    .also(more(unjudged.size() - 1, "file")));
  }

  private record Said(String value, String where) {}

  private List<Said> said(String key) {
    List<Said> said = new ArrayList<>();
    for (Commit commit : change.commits()) {
      for (Commit.Trailer trailer : commit.trailers()) {
        if (trailer.key().equalsIgnoreCase(key)) {
          for (String value : trailer.value().split("[,;]", 20)) {
            String word = value.strip().toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
            if (!word.isEmpty()) {
              said.add(new Said(word, "commit " + commit.id().brief() + ", " + key + ": " + shortened(value.strip())));
            }
          }
        }
      }
    }
    return said;
  }

  private Optional<Seen> trailer(Rule rule, Sign.Trailer trailer) {
    List<Said> said = said(trailer.key()).stream().filter(s -> trailer.values().contains(s.value())).toList();
    return said.stream()
        .findFirst()
        .map(
            first ->
                new Seen(rule.points(), first.where(), rule.reason() + ", a commit says so")
                    .also(more(said.size() - 1, "commit")));
  }

  private Optional<Seen> declared() {
    List<Seen> seen = new ArrayList<>();
    for (Said said : said("Risk")) {
      switch (said.value()) {
        case "high", "critical" -> seen.add(new Seen(settings.highFrom(), said.where(), "a commit says high risk"));
        case "medium" -> seen.add(new Seen(settings.mediumFrom(), said.where(), "a commit says medium risk"));
        case "low" -> {}
        default -> {
          if (!isKnown(said.value())) {
            seen.add(new Seen(1, said.where(), "a commit names a risk that no rule knows"));
          }
        }
      }
    }
    return seen.stream().max(Comparator.comparingInt(Seen::points)).map(most -> most.also(more(seen.size() - 1, "commit")));
  }

  private static boolean isKnown(String word) {
    return Rules.ALL.stream()
        .flatMap(rule -> rule.signs().stream())
        .anyMatch(sign -> sign instanceof Sign.Trailer trailer && trailer.values().contains(word));
  }

  private Optional<Seen> batch(Sign.Batch batch) {
    boolean large = change.commits().size() > batch.commits() || lines() > batch.lines();
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
            .map(
                oldest ->
                    new Seen(
                        1,
                        "commit " + oldest.id().brief(),
                        "old change: the oldest commit has waited " + counted(days(oldest.at()), "day")));
  }

  private Optional<Seen> firstRelease() {
    return change.from().isEmpty()
        ? Optional.of(new Seen(1, change.to().label(), "first release of the service: nothing to compare with"))
        : Optional.empty();
  }

  /** Why a rule that was looked at did not fire. */
  String whyQuiet(Rule rule) {
    String why = "no file matches";
    for (Sign sign : rule.signs()) {
      switch (sign) {
        case Sign.Batch batch -> why = change.fromCommit().isEmpty() ? "first release" : size();
        case Sign.Age age ->
            why = change.oldest().map(at -> "oldest commit is " + counted(days(at), "day") + " old").orElse("no commit");
        case Sign.FirstRelease first -> why = change.from().map(from -> from.label() + " runs").orElse("");
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

  /** Added up as long: hostile counts must not wrap to a small batch. */
  private long lines() {
    return places.stream().mapToLong(Place::lines).sum();
  }

  private String size() {
    return counted(change.commits().size(), "commit") + ", " + counted(lines(), "line");
  }

  private long days(Instant at) {
    return Math.max(0, Duration.between(at, now).toDays());
  }

  private static String more(long count, String thing) {
    return count <= 0 ? "" : ", and " + count + " more " + thing + (count == 1 ? "" : "s");
  }

  private static String counted(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 79) + "…";
  }
}
