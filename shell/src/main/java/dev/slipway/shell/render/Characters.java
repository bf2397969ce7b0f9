package dev.slipway.shell.render;

import org.jline.utils.WCWidth;

/** Which characters may reach a terminal, and how many columns they take there. */
final class Characters {
  private Characters() {}

  static int width(String text) {
    return text.codePoints().map(point -> Math.max(0, WCWidth.wcwidth(point))).sum();
  }

  /** As many characters from the start as fit. */
  static String head(String text, int columns) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      int width = Math.max(0, WCWidth.wcwidth(point));
      if (used + width > columns) {
        break;
      }
      used += width;
      end += Character.charCount(point);
    }
    return text.substring(0, end);
  }

  static String harmless(String text) {
    boolean clean = text.codePoints().allMatch(Characters::isHarmless);
    if (clean) {
      return text;
    }
    StringBuilder harmless = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> {
          if (isHarmless(point)) {
            harmless.appendCodePoint(point);
          } else if (point == '\n'
              || point == '\t'
              || point == '\r'
              || point == 0x2028
              || point == 0x2029) {
            harmless.append(' ');
          } else {
            harmless.append('?');
          }
        });
    return harmless.toString();
  }

  private static boolean isHarmless(int point) {
    int type = Character.getType(point);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.PRIVATE_USE
        && type != Character.UNASSIGNED
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
