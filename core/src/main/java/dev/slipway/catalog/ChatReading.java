package dev.slipway.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads which chats there are and where their secrets are kept. */
final class ChatReading {
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-]+)+");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");
  private static final Pattern SNOWFLAKE = Pattern.compile("[0-9]{15,20}");
  private static final int LONGEST_EMOJI = 60;
  private static final int LONGEST_PATTERN = 300;
  private static final int MOST_PATTERNS = 50;
  private static final Secret STAND_IN = new Secret.InEnvironment("UNSET");

  private ChatReading() {}

  static ChatSettings read(Section top, Set<String> quietHours) {
    if (!top.has("chat")) {
      return ChatSettings.none();
    }
    Section chat = top.section("chat");
    return new ChatSettings(
        Optional.of("slack").filter(chat::has).map(chat::section).map(ChatReading::slack),
        Optional.of("discord").filter(chat::has).map(chat::section).map(ChatReading::discord),
        approveWith(chat),
        redact(chat),
        quietHours(chat, quietHours));
  }

  private static List<String> approveWith(Section chat) {
    List<Section.Located> emoji = chat.texts("approve-with");
    for (Section.Located one : emoji) {
      if (one.text().isBlank() || one.text().length() > LONGEST_EMOJI || one.text().contains(":")) {
        chat.problem(
            one.line(),
            chat.at("approve-with") + ": " + Words.quoted(one.text()) + " is not a reaction",
            "write its name in Slack without colons, or the character itself for Discord");
      }
    }
    return PeopleReading.texts(emoji);
  }

  private static List<String> quietHours(Section chat, Set<String> known) {
    List<Section.Located> names = chat.texts("quiet-hours");
    for (Section.Located name : names) {
      if (!known.contains(name.text())) {
        chat.problem(
            name.line(),
            chat.at("quiet-hours") + ": there are no " + Words.quoted(name.text()),
            Nearest.to(name.text(), known)
                    .map(near -> "did you mean " + near + "? Otherwise ")
                    .orElse("")
                + "write hours that stand under news.quiet-hours");
      }
    }
    return PeopleReading.texts(names);
  }

  private static List<String> redact(Section chat) {
    List<Section.Located> patterns = chat.texts("redact");
    if (patterns.size() > MOST_PATTERNS) {
      chat.problem(
          "redact", "more than " + MOST_PATTERNS + " patterns", "join some of them: one|another");
    }
    for (Section.Located one : patterns) {
      trouble(one.text())
          .ifPresent(why ->
              chat.problem(
                  one.line(),
                  chat.at("redact") + ": " + Words.quoted(one.text()) + " " + why,
                  "write a pattern in the syntax of RE2, in single quotes, such as 'AKIA[0-9A-Z]{16}'"));
    }
    return PeopleReading.texts(patterns);
  }

  private static Optional<String> trouble(String pattern) {
    if (pattern.length() > LONGEST_PATTERN) {
      return Optional.of("is longer than " + LONGEST_PATTERN + " characters");
    }
    try {
      return com.google.re2j.Pattern.compile(pattern).matcher("").find()
          ? Optional.of("is found in an empty text, so everywhere")
          : Optional.empty();
    } catch (com.google.re2j.PatternSyntaxException e) {
      return Optional.of("is no pattern: " + e.getDescription());
    }
  }

  private static ChatSettings.Slack slack(Section slack) {
    Secret token = needed(slack, "token-from", "");
    String mode = slack.choice("mode");
    ChatSettings.Delivery delivery =
        switch (mode) {
          case "http" ->
              new ChatSettings.Delivery.Http(
                  needed(slack, "signing-secret-from", "mode http needs it: "), path(slack));
          default ->
              new ChatSettings.Delivery.Socket(
                  needed(slack, "app-token-from", "mode socket needs it: "));
        };
    return new ChatSettings.Slack(token, delivery, address(slack, "api"));
  }

  private static ChatSettings.Discord discord(Section discord) {
    return new ChatSettings.Discord(
        needed(discord, "token-from", ""),
        server(discord),
        address(discord, "api"),
        address(discord, "gateway", "wss", "ws"));
  }

  private static Secret needed(Section section, String key, String why) {
    if (!section.has(key)) {
      section.problem(
          section.line(),
          section.at(key) + " is missing",
          why + "add " + key + ": { env: NAME } or { file: PATH }");
    }
    return section.secret(key).orElse(STAND_IN);
  }

  private static String server(Section discord) {
    String written = discord.text("server");
    if (discord.has("server") && !SNOWFLAKE.matcher(written).matches()) {
      discord.problem(
          "server",
          Words.quoted(written) + " is not the id of a Discord server",
          "write its digits in quotes: Discord's developer mode has \"Copy Server ID\"");
    }
    return written;
  }

  private static String path(Section slack) {
    String path = slack.text("path");
    if (!PATH.matcher(path).matches()) {
      slack.problem(
          "path",
          Words.quoted(path) + " is not a path of this server",
          "write words between slashes, such as /slack/events");
    }
    return path;
  }

  /** An address that a token is sent to: encrypted, or on this very computer. */
  private static String address(Section section, String key) {
    return address(section, key, "https", "http");
  }

  private static String address(Section section, String key, String encrypted, String open) {
    String written = section.text(key);
    if (!isSafe(written, encrypted, open)) {
      section.problem(
          key,
          Words.quoted(written) + " is not an address for a token",
          "write " + encrypted + "://…/ and no query; " + open + ":// only to this computer");
    }
    return written.endsWith("/") ? written : written + "/";
  }

  private static boolean isSafe(String written, String encrypted, String open) {
    try {
      URI address = new URI(written);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      String host = String.valueOf(address.getHost());
      return address.getHost() != null
          && address.getRawQuery() == null
          && address.getRawFragment() == null
          && (scheme.equals(encrypted)
              || (scheme.equals(open) && LOOPBACK.matcher(host).matches()));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
