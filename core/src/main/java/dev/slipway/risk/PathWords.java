package dev.slipway.risk;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cuts a path into the words a person reads in it: {@code src/OAuthSessions.java} has src, o, auth,
 * sessions, java. Whole words keep false friends apart: author is not auth, assessment is not
 * session.
 */
final class PathWords {
  private PathWords() {}

  static Set<String> of(String path) {
    Set<String> words = new TreeSet<>();
    int start = -1;
    for (int i = 0; i <= path.length(); i++) {
      char c = i < path.length() ? path.charAt(i) : '/';
      if (!Character.isLetter(c)) {
        add(words, path, start, i);
        start = -1;
      } else if (start < 0) {
        start = i;
      } else if (startsWord(path, i)) {
        add(words, path, start, i);
        start = i;
      }
    }
    return words;
  }

  /** "paymentForm" starts a word at F, "HTTPServer" at S. */
  private static boolean startsWord(String path, int i) {
    if (!Character.isUpperCase(path.charAt(i))) {
      return false;
    }
    return !Character.isUpperCase(path.charAt(i - 1))
        || (i + 1 < path.length() && Character.isLowerCase(path.charAt(i + 1)));
  }

  private static void add(Set<String> words, String path, int start, int end) {
    if (start >= 0) {
      words.add(path.substring(start, end).toLowerCase(Locale.ROOT));
    }
  }
}
