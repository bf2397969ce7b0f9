package dev.slipway.view;

import java.util.List;

/**
 * Makes text from outside harmless: one line, nothing that moves a cursor, hides or reorders what
 * follows.
 */
public final class Plain {
  private Plain() {}

  /**
   * Tabs and line ends become one blank; control characters, escape sequences' openers,
   * bidirectional overrides, invisible and unpaired characters go.
   */
  public static String line(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    boolean blank = false;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (separates(point)) {
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
  public static String line(String text, int longest) {
    String plain = line(text);
    if (plain.codePointCount(0, plain.length()) <= longest) {
      return plain;
    }
    return plain.substring(0, plain.offsetByCodePoints(0, Math.max(0, longest - 1))) + "…";
  }

  public static List<String> lines(List<String> texts) {
    return texts.stream().map(Plain::line).toList();
  }

  private static boolean separates(int point) {
    return point == '\n'
        || point == '\r'
        || point == '\t'
        || point == 0x0B
        || point == 0x0C
        || point == 0x85
        || point == 0x2028
        || point == 0x2029;
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
          true;
      // Bidirectional marks and overrides, zero-width characters, tags; the joiner of emoji goes
      // with them.
      case Character.FORMAT -> true;
      default -> false;
    };
  }
}
