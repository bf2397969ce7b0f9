package dev.slipway.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Repairs what chat clients do to text, then cuts it like {@link Tokenizer}: typographic quotes and
 * dashes, non-breaking and invisible blanks, mentions, channels, links, entities, and a line that
 * was sent as code.
 */
public final class ChatTokenizer {
  private static final Pattern MARKUP =
      Pattern.compile(
          "<(?:(@[!&]?|#|!)(\\w+)|((?:https?://|mailto:)[^<>|\\s\"']+))(?:\\|([^<>]*))?>");

  /** A label of another shape could bring words of its own into the line. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");

  private final Tokenizer tokenizer = new Tokenizer();

  public Tokens tokens(String line) {
    return tokenizer.tokens(repaired(line));
  }

  static String repaired(String line) {
    return dashes(quotes(entities(markup(blanks(uncoded(line.strip()))))));
  }

  private static String uncoded(String line) {
    int marks = 0;
    while (marks < 3
        && line.length() > 2 * marks + 1
        && line.charAt(marks) == '`'
        && line.charAt(line.length() - 1 - marks) == '`') {
      marks++;
    }
    return line.substring(marks, line.length() - marks);
  }

  private static String blanks(String line) {
    StringBuilder plain = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (Character.getType(c) == Character.SPACE_SEPARATOR) {
        plain.append(' ');
      } else if (Character.getType(c) != Character.FORMAT) {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** A mention becomes the person's name, a channel its name, a link its address. */
  private static String markup(String line) {
    Matcher matcher = MARKUP.matcher(line);
    StringBuilder plain = new StringBuilder(line.length());
    while (matcher.find()) {
      matcher.appendReplacement(plain, Matcher.quoteReplacement(said(matcher)));
    }
    return matcher.appendTail(plain).toString();
  }

  private static String said(Matcher matcher) {
    if (matcher.group(1) == null) {
      String address = matcher.group(3);
      return address.startsWith("mailto:") ? address.substring("mailto:".length()) : address;
    }
    String label = matcher.group(4);
    String name = label != null && NAME.matcher(label).matches() ? label : matcher.group(2);
    return switch (matcher.group(1)) {
      case "#" -> "#" + name;
      case "!" -> "@" + name;
      default -> name;
    };
  }

  /** The ampersand last, so that "&amp;amp;lt;" stays what was typed. */
  private static String entities(String line) {
    return line.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  private static String quotes(String line) {
    StringBuilder plain = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      plain.append(
          switch (c) {
            case '“', '”', '„', '‟', '«', '»' -> '"';
            case '‘', '’', '‚', '‛' -> '\'';
            default -> c;
          });
    }
    return plain.toString();
  }

  /**
   * Dashes of options only: at the beginning of a word, outside quotes, and not in the text after
   * "--".
   */
  private static String dashes(String line) {
    StringBuilder plain = new StringBuilder(line.length());
    char open = 0;
    char before = ' ';
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean start = before == ' ' || before == '\t' || before == '\n';
      before = c;
      if (open != 0) {
        if (c == '\\' && open == '"' && i + 1 < line.length()) {
          plain.append(c).append(line.charAt(++i));
          continue;
        }
        open = c == open ? 0 : open;
        before = open == 0 ? '"' : before;
      } else if (c == '"' || (c == '\'' && (start || plain.toString().endsWith("=")))) {
        open = c;
      } else if (start && (c == '—' || c == '–')) {
        plain.append(c == '—' || isLongOption(line, i + 1) ? "--" : "-");
        if (c == '—' && line.startsWith(" ", i + 1)) {
          return plain.append(line, i + 1, line.length()).toString();
        }
        continue;
      } else if (start && line.startsWith("-- ", i)) {
        return plain.append(line, i, line.length()).toString();
      }
      plain.append(c);
    }
    return plain.toString();
  }

  /** A short dash before a whole word was two hyphens. */
  private static boolean isLongOption(String line, int from) {
    return from + 1 < line.length()
        && Character.isLetter(line.charAt(from))
        && Character.isLetter(line.charAt(from + 1));
  }
}
