package dev.slipway.catalog;

import dev.slipway.plan.AlertmanagerSpec;
import dev.slipway.plan.AlertmanagerSpec.Comparison;
import dev.slipway.plan.AlertmanagerSpec.Matcher;
import dev.slipway.plan.AlertmanagerSpec.Selection;
import dev.slipway.plan.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads whose alerts take a release back. */
final class AlertmanagerReading {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_. -]{0,199}");
  private static final Pattern MATCHER =
      Pattern.compile(
          "\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(,|$)");

  private AlertmanagerReading() {}

  static Optional<AlertmanagerSpec> read(Section alerts) {
    if (!alerts.has("alertmanager")) {
      alerts.problem(
          alerts.line(),
          Words.path(alerts.path) + " names no source",
          "add alertmanager: { url: \"http://localhost:9093\", watch: [ShopErrors] }");
      return Optional.empty();
    }
    Section section = alerts.section("alertmanager");
    Reach reach = ReachReading.read(section, "http://alertmanager.example.org:9093");
    List<Selection> watch = selections(section, "watch");
    if (watch.isEmpty() && section.texts("watch").isEmpty()) {
      section.problem(
          section.has("watch") ? section.line("watch") : section.line(),
          section.at("watch") + " names no alert, so none could take a release back",
          "add watch: [ShopErrors], the names of your alerts");
    }
    List<Selection> silence = selections(section, "silence");
    for (Selection noise : silence) {
      if (watch.stream().anyMatch(one -> one.matchers().equals(noise.matchers()))) {
        section.problem(
            "silence",
            Words.quoted(noise.written()) + " is watched too, and a silenced alert is not seen",
            "keep it in one of the two");
      }
    }
    return Optional.of(new AlertmanagerSpec(reach, watch, silence));
  }

  private static List<Selection> selections(Section section, String key) {
    List<Selection> selections = new ArrayList<>();
    for (Section.Located text : section.texts(key)) {
      Optional<Selection> one = selection(text.text());
      if (one.isEmpty()) {
        section.problem(
            text.line(),
            section.at(key) + ": " + Words.quoted(text.text()) + " selects no alert",
            "write an alert's name, or matchers: 'service=\"shop\", severity=~\"page|critical\"'; patterns are RE2");
      } else if (one.get().matchers().stream().allMatch(AlertmanagerReading::isAnything)) {
        section.problem(
            text.line(),
            section.at(key) + ": " + Words.quoted(text.text()) + " selects alerts of anybody",
            "add a matcher with = and a value");
      } else {
        selections.add(one.get());
      }
    }
    return selections;
  }

  private static boolean isAnything(Matcher matcher) {
    return !matcher.comparison().isEqual()
        || matcher.value().isEmpty()
        || (matcher.comparison().isPattern()
            && com.google.re2j.Pattern.matches(matcher.value(), ""));
  }

  /** A bare name, or matchers as Alertmanager writes them. */
  static Optional<Selection> selection(String text) {
    if (NAME.matcher(text).matches()) {
      return Optional.of(
          new Selection(text, List.of(new Matcher("alertname", Comparison.IS, text))));
    }
    List<Matcher> matchers = new ArrayList<>();
    java.util.regex.Matcher found = MATCHER.matcher(text);
    int at = 0;
    while (at < text.length() && found.region(at, text.length()).lookingAt()) {
      String value = found.group(3).replaceAll("\\\\(.)", "$1");
      Comparison comparison = comparison(found.group(2));
      if (comparison.isPattern() && !isPattern(value)) {
        return Optional.empty();
      }
      matchers.add(new Matcher(found.group(1), comparison, value));
      at = found.end();
    }
    return at == text.length() && !matchers.isEmpty()
        ? Optional.of(new Selection(text, matchers))
        : Optional.empty();
  }

  private static Comparison comparison(String sign) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.sign().equals(sign)) {
        return comparison;
      }
    }
    throw new IllegalStateException("the pattern knows signs that the words do not");
  }

  private static boolean isPattern(String text) {
    try {
      // As Alertmanager reads it, and as it is compared here: what it matches is found in a time
      // that grows with the text alone. Words in braces become text later.
      var unused = com.google.re2j.Pattern.compile(text.replaceAll("\\{[a-z]+}", "x"));
      return true;
    } catch (com.google.re2j.PatternSyntaxException e) {
      return false;
    }
  }
}
