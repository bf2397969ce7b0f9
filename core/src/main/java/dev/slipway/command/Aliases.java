package dev.slipway.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words of other tools, and what they are called here. */
final class Aliases {
  private static final Map<String, List<String>> WORDS = new LinkedHashMap<>();

  static {
    for (String word : List.of("view", "get", "describe", "status")) {
      WORDS.put(word, List.of("show"));
    }
    WORDS.put("release", List.of());
    WORDS.put("ls", List.of("list"));
    WORDS.put("undo", List.of("rollback"));
    WORDS.put("abort", List.of("rollback"));
    WORDS.put("next", List.of("rollout", "advance"));
    WORDS.put("watch", List.of("rollout", "watch"));
    WORDS.put("verify", List.of("check", "run", "--phase", "after"));
    WORDS.put("log", List.of("audit", "list"));
  }

  private Aliases() {}

  /** Those that mean a command. */
  static List<String> all() {
    return WORDS.keySet().stream()
        .filter(word -> !WORDS.getOrDefault(word, List.of()).isEmpty())
        .toList();
  }

  static String meaning(String alias) {
    return String.join(" ", WORDS.getOrDefault(alias, List.of(alias)));
  }

  /**
   * The line in this tool's own words; the same list when it is already. Only its beginning is
   * looked at.
   */
  static List<String> replaced(List<String> words) {
    if (words.isEmpty()) {
      return words;
    }
    // "notify me: mine", as one would write it.
    if (words.size() > 1 && words.getFirst().equals("notify") && words.get(1).equals("me:")) {
      List<String> said = new ArrayList<>(words);
      said.set(1, "me");
      return said;
    }
    // "get rollout shop/42": verb before noun, as some tools have it.
    boolean reversed =
        words.size() > 1 && WORDS.containsKey(words.get(0)) && words.get(1).equals("rollout");
    List<String> canonical = WORDS.get(words.getFirst());
    if (canonical == null) {
      return words;
    }
    List<String> replaced = new ArrayList<>(canonical);
    replaced.addAll(words.subList(reversed ? 2 : 1, words.size()));
    return replaced;
  }
}
