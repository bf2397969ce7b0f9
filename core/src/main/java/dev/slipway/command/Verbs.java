package dev.slipway.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The verbs there are, and the one that a line begins with. */
final class Verbs {
  private final Map<String, Verb> byPath = new LinkedHashMap<>();
  private final Set<String> nouns = new LinkedHashSet<>();

  private Verbs(List<Verb> verbs) {
    for (Verb verb : verbs) {
      if (byPath.put(verb.path(), verb) != null) {
        throw new IllegalStateException("declared twice: " + verb.path());
      }
      verb.noun().ifPresent(nouns::add);
    }
  }

  static Verbs all() {
    List<Verb> all = new ArrayList<>();
    all.addAll(OpeningVerbs.verbs());
    all.addAll(LookingVerbs.verbs());
    all.add(ParityVerb.verb());
    all.addAll(PersonalVerbs.verbs());
    all.addAll(ChatVerbs.verbs());
    all.addAll(GateVerbs.verbs());
    all.addAll(CourseVerbs.verbs());
    all.addAll(RolloutVerbs.verbs());
    all.addAll(CheckVerbs.verbs());
    all.addAll(RecordVerbs.verbs());
    all.addAll(PracticeVerbs.verbs());
    all.addAll(SetupVerbs.verbs());
    all.addAll(NewsVerbs.verbs());
    all.addAll(TokenVerbs.verbs());
    all.addAll(CatalogVerbs.verbs());
    all.addAll(ProcessVerbs.verbs());
    return new Verbs(all);
  }

  List<Verb> list() {
    return List.copyOf(byPath.values());
  }

  Set<String> nouns() {
    return Set.copyOf(nouns);
  }

  Optional<Verb> get(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  List<Verb> of(String noun) {
    return list().stream().filter(verb -> verb.noun().filter(noun::equals).isPresent()).toList();
  }

  /** How a line begins. */
  sealed interface Found {
    /**
     * @param rest everything but the command's words, options that stood before them included
     */
    record Exactly(Verb verb, List<String> rest) implements Found {}

    record NounAlone(String noun) implements Found {}

    /**
     * @param word the first one that is no command; "rollout advnce" where the noun is one
     */
    record Nothing(String word) implements Found {}
  }

  Found find(List<String> line) {
    List<Integer> places = Parsing.placesOfWords(line, 2);
    if (places.isEmpty()) {
      return new Found.Nothing("");
    }
    String first = line.get(places.getFirst());
    if (places.size() > 1) {
      String second = line.get(places.get(1));
      Verb two = byPath.get(first + " " + second);
      if (two != null) {
        return new Found.Exactly(two, without(line, places));
      }
      if (nouns.contains(first) && !byPath.containsKey(first)) {
        return new Found.Nothing(first + " " + second);
      }
    }
    Verb one = byPath.get(first);
    if (one != null) {
      boolean stray = nouns.contains(first) && one.slots().isEmpty() && places.size() > 1;
      return stray
          ? new Found.Nothing(first + " " + line.get(places.get(1)))
          : new Found.Exactly(one, without(line, places.subList(0, 1)));
    }
    return nouns.contains(first) ? new Found.NounAlone(first) : new Found.Nothing(first);
  }

  private static List<String> without(List<String> line, List<Integer> places) {
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < line.size(); i++) {
      if (!places.contains(i)) {
        rest.add(line.get(i));
      }
    }
    return rest;
  }
}
