package dev.slipway.bot.slack;

import dev.slipway.bot.conversation.Words;
import dev.slipway.view.Plain;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words in Slack's markup. Only pieces carry meaning: in what stands inside them {@code &}, {@code
 * <} and {@code >} are escaped, so that no text can mention anybody or point anywhere. Texts made
 * here are sent with {@code verbatim: true}; otherwise Slack would turn bare addresses into links.
 */
final class Mrkdwn {
  static final String CUT = "… (cut)";
  private static final Pattern MEMBER = Pattern.compile("[UW][A-Z0-9]{2,20}");
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();
  private final int longest;
  private boolean full;

  private Mrkdwn(int longest) {
    this.longest = longest - CUT.length();
  }

  /** At most so many characters, never cut inside an escape or a mention. */
  static String of(Words words, int longest) {
    Mrkdwn mrkdwn = new Mrkdwn(longest);
    words.pieces().forEach(mrkdwn::append);
    return mrkdwn.full ? mrkdwn.text + CUT : mrkdwn.text.toString();
  }

  /** Plain text, escaped. */
  static String of(String plain, int longest) {
    return of(Words.of(plain), longest);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void append(Words.Piece piece) {
    switch (piece) {
      case Words.Plain(String plain) -> plain(plain);
      case Words.Strong(String strong) -> wrapped("*", strong.replace('*', '∗'));
      case Words.Code(String code) -> wrapped("`", code.replace('`', 'ˋ'));
      case Words.Mention mention -> whole(mention(mention));
      case Words.Time time ->
          whole(
              "<!date^"
                  + time.at().getEpochSecond()
                  + "^{date_short_pretty} {time_secs}^"
                  + UTC.format(time.at())
                  + ">");
      case Words.Link(String address, String shown) -> link(address, shown);
    }
  }

  private static String mention(Words.Mention mention) {
    String id = mention.account().id();
    return mention.account().platform().equals(SlackPlatform.NAME) && MEMBER.matcher(id).matches()
        ? "<@" + id + ">"
        : escaped(mention.account().key());
  }

  private void link(String address, String shown) {
    String label = escaped(Plain.line(shown));
    if (isWeb(address)) {
      whole("<" + escaped(address).replace("|", "%7C") + "|" + label + ">");
    } else {
      whole(label);
    }
  }

  private static boolean isWeb(String address) {
    try {
      String scheme = String.valueOf(new URI(address).getScheme()).toLowerCase(Locale.ROOT);
      return scheme.equals("https") || scheme.equals("http");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Formatting ends at the end of a line and does not begin or end with a blank. */
  private void wrapped(String mark, String inside) {
    String line = Plain.line(inside);
    String word = line.strip();
    if (word.isEmpty()) {
      plain(line);
      return;
    }
    plain(line.substring(0, line.indexOf(word)));
    String fitting = fitting(word, full ? 0 : longest - text.length() - 2 * mark.length());
    if (!fitting.isEmpty()) {
      whole(mark + fitting + mark);
    }
    full |= fitting.length() < escaped(word).length();
    plain(line.substring(line.indexOf(word) + word.length()));
  }

  /** As much of it as fits, escaped. */
  private static String fitting(String line, int room) {
    StringBuilder some = new StringBuilder();
    for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
      String point = escaped(Character.toString(line.codePointAt(i)));
      if (some.length() + point.length() > room) {
        break;
      }
      some.append(point);
    }
    return some.toString();
  }

  /** Lines stay lines; what moves a cursor, hides or reorders goes. */
  private void plain(String plain) {
    String harmless =
        Arrays.stream(plain.split("\\R", -1)).map(Plain::line).collect(Collectors.joining("\n"));
    String fitting = fitting(harmless, full ? 0 : longest - text.length());
    text.append(fitting);
    full |= fitting.length() < escaped(harmless).length();
  }

  private void whole(String piece) {
    if (!full && text.length() + piece.length() <= longest) {
      text.append(piece);
    } else {
      full = true;
    }
  }
}
