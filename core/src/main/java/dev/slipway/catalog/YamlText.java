package dev.slipway.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Text as YAML that reads back as exactly that text, whatever stands in it. */
final class YamlText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./@-]*");

  /** Words that YAML takes for something else than text. */
  private static final Set<String> TAKEN =
      Set.of("y", "n", "yes", "no", "true", "false", "on", "off", "null", "none");

  private YamlText() {}

  static String of(String text) {
    return PLAIN.matcher(text).matches() && !TAKEN.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : quoted(text);
  }

  /** A list on one line. */
  static String of(List<String> texts) {
    return "[" + String.join(", ", texts.stream().map(YamlText::of).toList()) + "]";
  }

  /** Half a character, which no file can hold, becomes U+FFFD. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(point -> {
          if (point == '"' || point == '\\') {
            quoted.append('\\').appendCodePoint(point);
          } else if (isShown(point)) {
            quoted.appendCodePoint(point);
          } else if (Character.getType(point) == Character.SURROGATE) {
            quoted.append("\\uFFFD");
          } else {
            quoted.append(
                String.format(Locale.ROOT, point > 0xFFFF ? "\\U%08X" : "\\u%04X", point));
          }
        });
    return quoted.append('"').toString();
  }

  /** What a reader sees as it is; the rest is spelt out, so that nothing in a file can hide. */
  private static boolean isShown(int point) {
    return (point >= ' ' && point <= '~') || Character.isLetterOrDigit(point);
  }
}
