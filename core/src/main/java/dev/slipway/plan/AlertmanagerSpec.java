package dev.slipway.plan;

import com.google.re2j.Pattern;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Alerts from an Alertmanager.
 *
 * @param watch a firing alert that one of these selects takes the release back
 * @param silence alerts that are planned noise: silenced while the release moves
 */
public record AlertmanagerSpec(Reach reach, List<Selection> watch, List<Selection> silence) {
  /** Alerts whose labels fulfil all of its matchers; as written: "ShopErrors". */
  public record Selection(String written, List<Matcher> matchers) {
    public Selection {
      matchers = List.copyOf(matchers);
      if (matchers.isEmpty()) {
        throw new IllegalArgumentException("without a matcher every alert there is would be meant");
      }
    }

    /** With the words in braces put in. */
    public Selection with(Map<String, String> values) {
      List<Matcher> filled = matchers.stream().map(matcher -> matcher.with(values)).toList();
      return new Selection(
          filled.stream().map(Matcher::toString).collect(Collectors.joining(", ")), filled);
    }

    /** Whether an alert with these labels is meant. */
    public boolean selects(Map<String, String> labels) {
      return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }
  }

  /** How a label's value is compared. A pattern has to match all of it. */
  public enum Comparison {
    IS("="),
    IS_NOT("!="),
    MATCHES("=~"),
    MATCHES_NOT("!~");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    public boolean isPattern() {
      return this == MATCHES || this == MATCHES_NOT;
    }

    public boolean isEqual() {
      return this == IS || this == MATCHES;
    }
  }

  /**
   * @param value with {service}, {environment} and {version} in it; a pattern is RE2
   */
  public record Matcher(String label, Comparison comparison, String value) {
    private static final java.util.regex.Pattern WORD =
        java.util.regex.Pattern.compile("\\{(service|environment|version)\\}");

    Matcher with(Map<String, String> values) {
      // In one go: what is put in is never looked through for further words.
      String filled =
          WORD.matcher(value)
              .replaceAll(found ->
                  java.util.regex.Matcher.quoteReplacement(
                      written(values.getOrDefault(found.group(1), found.group()))));
      return new Matcher(label, comparison, filled);
    }

    private String written(String text) {
      return comparison.isPattern() ? QueryText.pattern(text) : text;
    }

    boolean matches(Map<String, String> labels) {
      String found = labels.getOrDefault(label, "");
      boolean same = comparison.isPattern() ? Pattern.matches(value, found) : found.equals(value);
      return same == comparison.isEqual();
    }

    /** As Alertmanager reads it. */
    @Override
    public String toString() {
      return label + comparison.sign() + QueryText.quoted(value);
    }
  }

  public AlertmanagerSpec {
    watch = List.copyOf(watch);
    silence = List.copyOf(silence);
  }

  /** What {@link Selection#with} puts in for the words in braces. */
  public static Map<String, String> words(
      ServiceName service, EnvironmentName environment, Version version) {
    return Map.of(
        "service", service.value(), "environment", environment.value(), "version", version.label());
  }

  void add(CanonicalText text) {
    text.add("alertmanager", reach.url());
    reach(text, reach);
    text.all("watch", watch, (to, one) -> selection(to, one));
    text.all("silence", silence, (to, one) -> selection(to, one));
  }

  private static void selection(CanonicalText text, Selection selection) {
    text.all("matchers", selection.matchers(), (to, one) -> to.add("matcher", one.toString()));
  }

  /** Where a secret is kept is part of the plan; the secret is nowhere near it. */
  static void reach(CanonicalText text, Reach reach) {
    text.add("login", reach.login().isPresent());
    reach
        .login()
        .ifPresent(login -> {
          switch (login) {
            case Reach.Login.Bearer bearer -> ExecText.value(text, "bearer", bearer.token());
            case Reach.Login.Basic basic -> ExecText.value(text, basic.user(), basic.password());
          }
        });
    text.add("certificate", reach.certificate());
    text.add("limit", reach.limit());
  }
}
