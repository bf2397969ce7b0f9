package dev.slipway.outside.exec;

import java.util.List;
import java.util.Map;

/** One command as a line of the standalone script, run where Slipway would run it. */
final class InPlaceLine {
  private InPlaceLine() {}

  static String of(List<String> words, Map<String, String> placeholders) {
    StringBuilder line = new StringBuilder("in_place");
    Program.filled(words, placeholders).forEach(word -> line.append(' ').append(quoted(word)));
    return line.toString();
  }

  /** One word for sh, whatever is in it. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
