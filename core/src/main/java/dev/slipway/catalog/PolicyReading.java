package dev.slipway.catalog;

import dev.slipway.gate.Need;
import dev.slipway.plan.Policy;
import dev.slipway.plan.StrategyKind;
import dev.slipway.plan.Switching;
import dev.slipway.release.Weight;
import dev.slipway.risk.Kind;
import dev.slipway.risk.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads {@code policies}; people come first, because a role that nobody has is a problem of the
 * policy.
 */
final class PolicyReading {
  private static final List<Integer> EXPOSURES = List.of(1, 10, 50, 100);
  private static final int MOST_APPROVALS = 20;
  private final PeopleReading people;
  private final Map<String, Policy> policies = new LinkedHashMap<>();

  PolicyReading(PeopleReading people) {
    this.people = people;
  }

  void read(Section top) {
    top.named("policies").forEach((name, section) -> policy(name, section));
  }

  Map<String, Policy> policies() {
    return policies;
  }

  private void policy(Section.Located name, Section section) {
    if (policies.containsKey(name.text())) {
      section.problem(
          name.line(),
          "policies." + name.text() + " stands in another file as well",
          "keep one of the two");
    }
    Section levels = section.section("levels");
    int medium = levels.number("medium-from", 1, 1_000);
    int high = levels.number("high-from", 1, 1_000);
    if (high <= medium) {
      String key = levels.has("high-from") ? "high-from" : "medium-from";
      levels.problem(
          key,
          "high-from (" + high + ") is not above medium-from (" + medium + ")",
          "let the levels rise");
    }
    Set<Kind> atOnce = new LinkedHashSet<>();
    levels.texts("high-at-once").forEach(word -> atOnce.add(kind(word.text())));
    Map<Level, Policy.Treatment> treatments = new EnumMap<>(Level.class);
    for (Level level : Level.values()) {
      treatments.put(
          level, treatment(section.section(level.name().toLowerCase(Locale.ROOT)), level));
    }
    Section hold = section.section("hold");
    Duration atMost = hold.duration("at-most");
    hold.choice("then");
    policies.putIfAbsent(
        name.text(), new Policy(name.text(), medium, high, atOnce, treatments, atMost));
  }

  static Kind kind(String key) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private Policy.Treatment treatment(Section section, Level level) {
    String word = section.choice("strategy");
    StrategyKind strategy =
        Arrays.stream(StrategyKind.values())
            .filter(kind -> kind.key().equals(word))
            .findFirst()
            .orElseThrow();
    // The shares of a canary are of traffic; those of a dark launch are of who sees a flag.
    List<Integer> weights =
        strategy == StrategyKind.DARK_LAUNCH && !section.has("stages")
            ? EXPOSURES
            : section.weights("stages");
    checkStages(section, strategy, weights);
    Duration bake = section.duration("bake");
    List<Need> needs = needs(section);
    if (level == Level.HIGH && needs.isEmpty()) {
      section.remark(
          section.line("approvals"),
          section.at("approvals") + " asks nobody, even for a release of high risk",
          "keep it only for a team of one or an environment without users");
    }
    return new Policy.Treatment(
        strategy,
        weights.stream().map(Weight::new).toList(),
        bake,
        needs,
        section.duration("observe"),
        RollingReading.read(section),
        new Switching(
            section.has("bake") ? bake : Switching.USUAL_MONITOR,
            Optional.of("keep-old").filter(section::has).map(section::durationOrNone)),
        BaselineReading.chosen(section));
  }

  private static void checkStages(Section section, StrategyKind strategy, List<Integer> weights) {
    for (int i = 1; i < weights.size(); i++) {
      if (weights.get(i) <= weights.get(i - 1)) {
        section.problem(
            "stages",
            weights.get(i) + " after " + weights.get(i - 1) + " does not rise",
            "let every stage be larger than the one before");
        return;
      }
    }
    if (weights.getLast() != 100) {
      section.problem(
          "stages",
          "the last stage is " + weights.getLast() + ", so the release would never reach everybody",
          "end with 100");
    } else if (strategy == StrategyKind.CANARY && weights.size() == 1) {
      section.problem(
          "stages",
          "a canary that starts with everybody is none",
          "write stages such as [5, 25, 50, 100], or strategy: blue-green");
    }
  }

  private List<Need> needs(Section section) {
    List<Need> needs = new ArrayList<>();
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (Section need : section.sections("approvals")) {
      String role = need.text("role");
      int count = need.number("count", 1, MOST_APPROVALS);
      if (need.has("role")) {
        roleExists(need, need.line("role"), need.at("role"), role);
      }
      needs.add(new Need(role, count));
      counts.merge(role, count, Integer::sum);
    }
    if (!section.has("approvals")) {
      for (String role : Defaults.roles(section.known("approvals"))) {
        roleExists(section, section.line(), section.at("approvals") + " (by default)", role);
        needs.add(new Need(role, 1));
        counts.merge(role, 1, Integer::sum);
      }
    }
    section.origin.ledger().value(section.pathOf("approvals"), needs.toString());
    enoughPeople(section, counts);
    return needs;
  }

  private void roleExists(Section section, int line, String where, String role) {
    if (!people.roles().contains(role)) {
      String suggestion =
          Nearest.to(role, people.roles())
              .map(near -> "did you mean " + near + "? Otherwise ")
              .orElse("");
      section.problem(
          line,
          where + ": nobody has the role " + Words.quoted(role),
          suggestion + "give it to a person under people, or ask for another role");
    }
  }

  /**
   * One person counts once, so any group of roles needs at least as many people as it asks for
   * (Hall's condition).
   */
  private void enoughPeople(Section section, NavigableMap<String, Integer> counts) {
    List<String> roles =
        counts.keySet().stream().filter(people.roles()::contains).limit(10).toList();
    for (int group = 1; group < 1 << roles.size(); group++) {
      List<String> chosen = new ArrayList<>();
      int asked = 0;
      for (int i = 0; i < roles.size(); i++) {
        if ((group & (1 << i)) != 0) {
          chosen.add(roles.get(i));
          asked += counts.getOrDefault(roles.get(i), 0);
        }
      }
      long there = people.having(chosen);
      if (there < asked) {
        section.remark(
            section.line("approvals"),
            section.at("approvals")
                + " asks for "
                + asked
                + " people of "
                + String.join(", ", chosen)
                + ", and there "
                + (there == 1 ? "is 1" : "are " + there),
            "give the role to more people; until then such a release cannot start");
        return;
      }
    }
  }
}
