package dev.slipway.risk;

import dev.slipway.release.FileChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a change as the rules see them. Each path is cut and read only once, for ten
 * thousand files and all rules.
 */
final class ChangedFiles {
  private static final List<Glob> NOT_RUNNING =
      List.of(
          new Glob("*.{md,adoc,rst,png,jpg,jpeg,gif,svg,ico,webp,pdf,woff,woff2}"),
          new Glob("**/{src/test,__tests__}/**"),
          new Glob("{test,tests}/**"),
          new Glob("/{test,tests}/**"),
          new Glob("*.{test,spec}.*"),
          new Glob("*_test.*"),
          new Glob("{license,notice,changelog}*"));

  private record Place(FileChange file, List<String> segments, Set<String> words, boolean runs) {
    long lines() {
      return (long) file.added() + file.removed();
    }
  }

  private record TeamGlob(Glob glob, Set<String> words) {}

  private final RiskSettings settings;
  private final List<Place> places = new ArrayList<>();
  private final List<TeamGlob> teamGlobs = new ArrayList<>();
  private final Set<String> judged = new HashSet<>();

  ChangedFiles(List<FileChange> files, List<MigrationFact> migrations, RiskSettings settings) {
    this.settings = settings;
    for (FileChange file : files) {
      List<String> segments = Glob.segments(file.path());
      boolean runs = NOT_RUNNING.stream().noneMatch(glob -> glob.matches(segments));
      places.add(new Place(file, segments, PathWords.of(file.path()), runs));
    }
    settings.paths().values().stream()
        .flatMap(List::stream)
        .distinct()
        .forEach(text -> teamGlobs.add(new TeamGlob(new Glob(text), PathWords.of(text))));
    migrations.forEach(migration -> judged.add(migration.path()));
  }

  /** Everything a rule sees in file names: one place, and how many more there are. */
  Optional<Seen> seen(Rule rule) {
    List<String> team =
        rule.kind().map(kind -> settings.paths().getOrDefault(kind, List.of())).orElse(List.of());
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
        Comparator.comparingLong(Place::lines)
            .thenComparing(p -> p.file().path(), Comparator.reverseOrder());
    Optional<Place> mostNamed = named.stream().max(telling);
    if (mostNamed.isPresent()) {
      Glob glob =
          own.stream().filter(g -> g.matches(mostNamed.get().segments())).findFirst().orElseThrow();
      List<Place> below = named.stream().filter(place -> glob.matches(place.segments())).toList();
      long lines = below.stream().mapToLong(Place::lines).sum();
      String reason =
          rule.reason()
              + ", "
              + Seen.counted(lines, "line")
              + " in "
              + Seen.counted(below.size(), "file");
      return Optional.of(
          new Seen(rule.points(), glob.toString(), reason)
              .andMore(matched.size() - below.size(), "file"));
    }
    Place most = matched.stream().max(telling).orElseThrow();
    return Optional.of(
        new Seen(rule.points(), most.file().path(), rule.reason())
            .andMore(matched.size() - 1, "file"));
  }

  private boolean seesFile(Sign sign, Place place) {
    return switch (sign) {
      case Sign.Paths paths ->
          paths.globs().stream().anyMatch(glob -> glob.matches(place.segments()));
      case Sign.Words words ->
          place.runs() && !judged.contains(place.file().path()) && says(words, place);
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

  /** Schema files of no migration that was judged. */
  Optional<Seen> unjudged(Rule rule, Sign.UnjudgedSchema schema) {
    List<Place> unjudged =
        places.stream()
            .filter(place -> !judged.contains(place.file().path()))
            .filter(
                place -> schema.globs().stream().anyMatch(glob -> glob.matches(place.segments())))
            .filter(
                place -> schema.except().stream().noneMatch(glob -> glob.matches(place.segments())))
            .toList();
    return unjudged.stream()
        .findFirst()
        .map(place ->
            new Seen(
                    schema.points(),
                    place.file().path(),
                    rule.reason() + ", a schema file nobody has judged")
                .andMore(unjudged.size() - 1, "file"));
  }

  /** Added up as long: hostile counts must not wrap to a small batch. */
  long lines() {
    return places.stream().mapToLong(Place::lines).sum();
  }
}
