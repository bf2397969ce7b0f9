package dev.slipway.outside.exec;

import dev.slipway.control.port.Mask;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a command printed, fit to be shown: one line, without secrets and without what moves a
 * cursor.
 */
final class Shown {
  private static final int LONGEST = 300;
  private static final int LONGEST_TEXT = 4_000;
  private static final Pattern ESCAPES =
      Pattern.compile("\\x1B(\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1B]*(\\x07|\\x1B\\\\)?|.)?");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private Shown() {}

  /** The end of a text: what a command says last is what went wrong. */
  static String line(String text, List<String> secrets) {
    String line = whole(text, secrets);
    return line.length() <= LONGEST ? line : "…" + line.substring(line.length() - LONGEST);
  }

  /** The end of a text, line by line, without empty ones. */
  static String lines(String text, List<String> secrets) {
    String lines =
        Mask.of(secrets)
            .of(text)
            .lines()
            .map(line -> whole(line, List.of()))
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    return lines.length() <= LONGEST_TEXT
        ? lines
        : "…" + lines.substring(lines.length() - LONGEST_TEXT);
  }

  static String whole(String text, List<String> secrets) {
    StringBuilder plain = new StringBuilder();
    ESCAPES
        .matcher(Mask.of(secrets).of(text))
        .replaceAll(" ")
        .codePoints()
        .forEach(point -> plain.appendCodePoint(isShowable(point) ? point : ' '));
    return BLANKS.matcher(plain).replaceAll(" ").strip();
  }

  private static boolean isShowable(int point) {
    int type = Character.getType(point);
    return !Character.isISOControl(point)
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
