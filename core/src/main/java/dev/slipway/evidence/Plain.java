package dev.slipway.evidence;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes text from outside harmless: plain lines, Markdown without markup, YAML without structure,
 * one word for sh.
 */
final class Plain {
  /** What opens markup somewhere in a line; ~ and $ do in dialects. */
  private static final String MARKUP = "\\`*_{}[]<>|#~&$^";

  /** What begins a numbered list. */
  private static final Pattern NUMBERED = Pattern.compile("\\A([0-9]{1,9})([.)])(?= |\\z)");

  private Plain() {}

  /**
   * One line; nothing that controls, hides or reorders what follows. Runs of white space become one
   * blank.
   */
  static String line(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    boolean blank = false;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x85) {
        blank = true;
      } else if (!isHidden(point)) {
        if (blank && !plain.isEmpty()) {
          plain.append(' ');
        }
        blank = false;
        plain.appendCodePoint(point);
      }
    }
    return plain.toString();
  }

  /** The same, cut to so many characters. */
  static String line(String text, int longest) {
    String plain = line(text);
    return plain.codePointCount(0, plain.length()) <= longest
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, longest - 1)) + "…";
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      // FORMAT holds bidirectional overrides, zero-width characters and tags.
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /** One line that Markdown shows as it is, at the beginning of a paragraph or list item too. */
  static String markdown(String text) {
    String inside = inside(text);
    if (!inside.isEmpty() && "-+=:".indexOf(inside.charAt(0)) >= 0) {
      return "\\" + inside;
    }
    return NUMBERED.matcher(inside).replaceFirst("$1\\\\$2");
  }

  /** One line that Markdown shows as it is, inside another one, a heading or a table's cell. */
  static String inside(String text) {
    String plain = line(text);
    StringBuilder escaped = new StringBuilder(plain.length() + 16);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (MARKUP.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  /** A double-quoted YAML scalar on one line. */
  static String yaml(String text) {
    return "\"" + line(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** One word for sh, whatever is in it; a NUL, which no shell can hold, goes. */
  static String shellWord(String text) {
    return "'" + text.replace("\0", "").replace("'", "'\\''") + "'";
  }

  /** Only letters, digits, dot, dash and underscore. */
  static String fileNamePart(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9._-]", "-");
    return safe.length() <= 80 ? safe : safe.substring(0, 80);
  }

  /**
   * A state as people say it: "rolled back" of "RolledBack", "paused, shifting" of
   * "Paused.Shifting".
   */
  static String state(String name) {
    return name.replace(".", ", ").replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
