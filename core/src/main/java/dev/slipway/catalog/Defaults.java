package dev.slipway.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the defaults of the table itself, which are written as in a file. */
final class Defaults {
  private static final Pattern ROLE = Pattern.compile("role: ([a-z-]+)");

  private Defaults() {}

  /** The entries of "[money, permissions]". */
  static List<String> list(Key key) {
    String inside = key.fallback().orElse("[]").replace("[", "").replace("]", "");
    return Arrays.stream(inside.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  static List<Integer> weights(Key key) {
    return list(key).stream().map(Integer::valueOf).toList();
  }

  /** The roles of "[{ role: on-call }, { role: service-owner }]", one person each. */
  static List<String> roles(Key key) {
    return ROLE.matcher(key.fallback().orElse("")).results().map(match -> match.group(1)).toList();
  }
}
