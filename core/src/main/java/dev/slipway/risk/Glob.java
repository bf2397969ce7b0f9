package dev.slipway.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A pattern for slash-separated paths. {@code *} stands for anything inside one segment, {@code ?}
 * for one character, {@code **} for any number of whole segments (none too, except at the end), and
 * {@code {a,b}} for either. Case does not matter. A pattern without a slash matches at any depth,
 * one that ends in a slash everything below that folder.
 *
 * <p>Matching takes time proportional to pattern times path whatever they are: both come from
 * outside.
 */
public final class Glob {
  private static final int LONGEST = 500;
  private static final int MOST_ALTERNATIVES = 64;

  private final String text;
  private final List<List<String>> alternatives = new ArrayList<>();

  /**
   * @throws IllegalArgumentException when the pattern is blank, too long, or its braces do not
   *     close
   */
  public Glob(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException("a path pattern has 1 to " + LONGEST + " characters");
    }
    this.text = text;
    for (String plain : withoutBraces(text)) {
      alternatives.add(segments(anchored(plain)));
    }
  }

  /**
   * @throws IllegalArgumentException when the text is no usable pattern, see the constructor
   */
  static void require(String text) {
    if (new Glob(text).alternatives.isEmpty()) {
      throw new IllegalArgumentException("a path pattern matches nothing: " + text);
    }
  }

  public boolean matches(String path) {
    return matches(segments(path));
  }

  /**
   * @param path as {@link #segments} cut it, so that many patterns can share one cut
   */
  boolean matches(List<String> path) {
    for (List<String> pattern : alternatives) {
      if (matches(pattern, path)) {
        return true;
      }
    }
    return false;
  }

  static List<String> segments(String path) {
    return List.of(path.toLowerCase(Locale.ROOT).split("/", -1));
  }

  private static String anchored(String plain) {
    String pattern = plain.startsWith("./") ? plain.substring(2) : plain;
    if (pattern.endsWith("/")) {
      pattern = pattern + "**";
    }
    if (pattern.startsWith("/")) {
      return pattern.substring(1);
    }
    return pattern.contains("/") ? pattern : "**/" + pattern;
  }

  private static List<String> withoutBraces(String text) {
    List<String> open = new ArrayList<>(List.of(text));
    List<String> done = new ArrayList<>();
    while (!open.isEmpty()) {
      String next = open.removeFirst();
      // The innermost pair first: the last opening brace before the first closing one.
      int close = next.indexOf('}');
      int start = close < 0 ? next.indexOf('{') : next.lastIndexOf('{', close);
      if (close < 0 && start < 0) {
        done.add(next);
      } else if (close < 0 || start < 0) {
        throw new IllegalArgumentException("a brace does not close in the path pattern " + text);
      } else {
        for (String choice : next.substring(start + 1, close).split(",", -1)) {
          open.add(next.substring(0, start) + choice + next.substring(close + 1));
        }
      }
      if (open.size() + done.size() > MOST_ALTERNATIVES) {
        throw new IllegalArgumentException(
            "a path pattern has at most " + MOST_ALTERNATIVES + " alternatives: " + text);
      }
    }
    return done;
  }

  /** Goes back to the last {@code **} only, which is enough: an earlier one can never do better. */
  private static boolean matches(List<String> pattern, List<String> path) {
    int p = 0;
    int s = 0;
    int star = -1;
    int resume = 0;
    while (s < path.size()) {
      if (p < pattern.size() && pattern.get(p).equals("**")) {
        if (p == pattern.size() - 1) {
          return true;
        }
        star = p++;
        resume = s;
      } else if (p < pattern.size() && matchesSegment(pattern.get(p), path.get(s))) {
        p++;
        s++;
      } else if (star >= 0) {
        p = star + 1;
        s = ++resume;
      } else {
        return false;
      }
    }
    // "src/**" means what is below src, so a trailing ** still needs a segment.
    return p == pattern.size();
  }

  private static boolean matchesSegment(String pattern, String segment) {
    int p = 0;
    int s = 0;
    int star = -1;
    int resume = 0;
    while (s < segment.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = s;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == segment.charAt(s))) {
        p++;
        s++;
      } else if (star >= 0) {
        p = star + 1;
        s = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && glob.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
