package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Words;
import dev.slipway.view.Plain;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words in Discord's Markdown. Text from outside is shown letter by letter: it formats nothing,
 * links nothing, mentions nobody and cannot leave its line.
 */
final class Markdown {
  /** Breaks what would read as a mention of everyone; allowed mentions keep it silent besides. */
  private static final String BREAK = "\u200B";

  private static final Pattern ADDRESS = Pattern.compile("(?i)https?://[^\\s<>\"\\\\]+");
  private static final Pattern SNOWFLAKE = Pattern.compile("[0-9]{15,20}");
  private static final Pattern NUMBERED = Pattern.compile("([0-9]+)([.)])(\\s.*|)");

  private Markdown() {}

  static String of(Words words) {
    StringBuilder text = new StringBuilder();
    for (Words.Piece piece : words.pieces()) {
      text.append(of(piece));
    }
    return lines(text.toString(), Markdown::startOfLine);
  }

  private static String of(Words.Piece piece) {
    return switch (piece) {
      case Words.Plain plain -> lines(plain.text(), Markdown::escaped);
      case Words.Strong strong -> aroundBlanks(strong.text());
      case Words.Code code -> code(code.text());
      case Words.Mention mention -> mention(mention);
      case Words.Time time -> "<t:" + time.at().getEpochSecond() + ":f>";
      case Words.Link link -> link(link);
    };
  }

  /** Line by line: the conversation writes lists that way. Whatever is in a line stays in it. */
  private static String lines(String text, UnaryOperator<String> line) {
    return Arrays.stream(text.split("\n", -1)).map(line).collect(Collectors.joining("\n"));
  }

  /** Blanks and line ends at its ends stay outside: marks that touch them mark nothing. */
  private static String aroundBlanks(String text) {
    String core = text.strip();
    int from = text.indexOf(core);
    return text.substring(0, from) + strong(core) + text.substring(from + core.length());
  }

  /** Small print. */
  static String small(Words words) {
    String text = of(words).strip();
    return text.isEmpty() ? "" : lines(text, line -> "-# " + line);
  }

  /** The same without any markup, for places where Discord shows none. */
  static String bare(Words words) {
    StringBuilder line = new StringBuilder();
    for (Words.Piece piece : words.pieces()) {
      line.append(
          switch (piece) {
            case Words.Plain plain -> lines(plain.text(), Markdown::oneLine);
            case Words.Strong strong -> lines(strong.text(), Markdown::oneLine);
            case Words.Code code -> oneLine(code.text());
            case Words.Mention mention -> "@" + oneLine(mention.account().id());
            case Words.Time time -> time.at().toString();
            case Words.Link link -> oneLine(link.text()) + " (" + oneLine(link.address()) + ")";
          });
    }
    return line.toString();
  }

  static String strong(String text) {
    String escaped = escaped(text.strip());
    return escaped.isEmpty() ? "" : "**" + escaped + "**";
  }

  private static String code(String text) {
    String plain = oneLine(text).strip().replace('`', 'ˋ');
    return plain.isEmpty() ? "" : "`" + broken(plain) + "`";
  }

  /** Lines as they are, in letters of one width. */
  static String block(String text) {
    String lines =
        text.lines().map(line -> broken(oneLine(line))).collect(Collectors.joining("\n"));
    return "```\n" + lines.stripTrailing().replace("```", "``" + BREAK + "`") + "\n```";
  }

  private static String mention(Words.Mention mention) {
    return isOurs(mention) ? "<@" + mention.account().id() + ">" : escaped(mention.account().id());
  }

  /** Whether it names somebody here; accounts of other chats cannot be told. */
  static boolean isOurs(Words.Mention mention) {
    return mention.account().platform().equals(DiscordPlatform.NAME)
        && SNOWFLAKE.matcher(mention.account().id()).matches();
  }

  /** In angle brackets, so that no preview is fetched and shown. */
  private static String link(Words.Link link) {
    String address = link.address().replace(")", "%29").replace("(", "%28");
    return ADDRESS.matcher(address).matches()
        ? "[" + escaped(link.text()) + "](<" + address + ">)"
        : escaped(link.text());
  }

  /** Text that means nothing but itself, on one line. */
  static String escaped(String text) {
    String line = oneLine(text);
    StringBuilder escaped = new StringBuilder(line.length() + 16);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ("\\*_~`|<>[]()".indexOf(c) >= 0 || (c == ':' && line.startsWith("//", i + 1))) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return broken(escaped.toString());
  }

  private static String broken(String text) {
    StringBuilder broken = new StringBuilder(text.length());
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < text.length(); i++) {
      broken.append(text.charAt(i));
      boolean mention =
          text.charAt(i) == '@'
              && (lower.startsWith("everyone", i + 1) || lower.startsWith("here", i + 1));
      boolean invite = lower.startsWith("discord.gg/", i) || lower.startsWith("discord.com/", i);
      if (mention || invite) {
        broken.append(BREAK);
      }
    }
    return broken.toString();
  }

  /** What would begin a list, a heading, a quotation or small print. */
  private static String startOfLine(String line) {
    if (line.startsWith("#") || line.startsWith("-") || line.startsWith("+")) {
      return "\\" + line;
    }
    var numbered = NUMBERED.matcher(line);
    return numbered.matches()
        ? numbered.group(1) + "\\" + numbered.group(2) + numbered.group(3)
        : line;
  }

  /** One line; blanks at its ends stay, since pieces stand side by side. */
  private static String oneLine(String text) {
    String line = Plain.line(text);
    if (line.isEmpty()) {
      return text.isBlank() && !text.isEmpty() ? " " : "";
    }
    String before = startsBlank(text) && line.charAt(0) != ' ' ? " " : "";
    String after = endsBlank(text) && line.charAt(line.length() - 1) != ' ' ? " " : "";
    return before + line + after;
  }

  private static boolean startsBlank(String text) {
    return Character.isWhitespace(text.charAt(0));
  }

  private static boolean endsBlank(String text) {
    return Character.isWhitespace(text.charAt(text.length() - 1));
  }
}
