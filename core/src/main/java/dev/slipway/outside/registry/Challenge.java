package dev.slipway.outside.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be told who asks (RFC 9110, section 11).
 *
 * @param scheme in lower case: "basic", "bearer"
 * @param parameters by lower-case name
 */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final int LONGEST = 4096;
  private static final Pattern PART =
      Pattern.compile(
          "\\G[\\s,]*(?:([A-Za-z][A-Za-z0-9_-]*)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]+))"
              + "|([A-Za-z][A-Za-z0-9_-]*)(?=\\s|,|$))");

  Challenge {
    parameters = Map.copyOf(parameters);
  }

  /** The one to follow: bearer before basic, others never. */
  static Optional<Challenge> of(List<String> headers) {
    Optional<Challenge> basic = Optional.empty();
    for (String header : headers) {
      for (Challenge challenge : all(header)) {
        if (challenge.scheme().equals("bearer")) {
          return Optional.of(challenge);
        }
        if (challenge.scheme().equals("basic")) {
          basic = Optional.of(challenge);
        }
      }
    }
    return basic;
  }

  private static List<Challenge> all(String header) {
    List<Challenge> all = new java.util.ArrayList<>();
    String scheme = "";
    Map<String, String> parameters = new HashMap<>();
    Matcher matcher =
        PART.matcher(header.length() > LONGEST ? header.substring(0, LONGEST) : header);
    while (matcher.find()) {
      String next = matcher.group(4);
      if (next != null) {
        if (!scheme.isEmpty()) {
          all.add(new Challenge(scheme, parameters));
        }
        scheme = next.toLowerCase(Locale.ROOT);
        parameters = new HashMap<>();
      } else {
        String quoted = matcher.group(2);
        parameters.put(
            matcher.group(1).toLowerCase(Locale.ROOT),
            quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
      }
    }
    if (!scheme.isEmpty()) {
      all.add(new Challenge(scheme, parameters));
    }
    return all;
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }
}
