package dev.slipway.catalog;

import java.util.regex.Pattern;

/** Text from a file, made fit for a message. */
final class Words {
  private static final int LONGEST = 40;
  private static final Pattern CREDENTIALS = Pattern.compile("://[^/@\\s]*:[^/@\\s]*@");

  private Words() {}

  /** In quotes, short, on one line, and without credentials. */
  static String quoted(String text) {
    if (hasCredentials(text)) {
      return "an address with credentials";
    }
    return "\"" + shown(text, LONGEST) + "\"";
  }

  /** Without quotes and a little longer. */
  static String plain(String text) {
    return hasCredentials(text) ? "an address with credentials" : shown(text, 3 * LONGEST);
  }

  /** A key's path: the names in it are people's own, so it may be long, but not endless. */
  static String path(String text) {
    return hasCredentials(text) ? "a key with credentials in it" : shown(text, 6 * LONGEST);
  }

  private static String shown(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .forEach(point -> shown.appendCodePoint(isShowable(point) ? point : '\uFFFD'));
    return text.codePointCount(0, text.length()) > longest
        ? shown.append('…').toString()
        : shown.toString();
  }

  private static boolean isShowable(int point) {
    int type = Character.getType(point);
    return !Character.isISOControl(point)
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  /** Whether it is an address that carries a user and a password. */
  static boolean hasCredentials(String text) {
    return CREDENTIALS.matcher(text).find();
  }

  /** One line that says exactly this text and no other. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("=", "\\=")
        .replace(",", "\\,");
  }
}
