package dev.slipway.catalog;

import static dev.slipway.catalog.ValueType.CHOICE;
import static dev.slipway.catalog.ValueType.SECRET;
import static dev.slipway.catalog.ValueType.SECTION;
import static dev.slipway.catalog.ValueType.TEXT;
import static dev.slipway.catalog.ValueType.TEXTS;

import java.util.List;
import java.util.Optional;

/** The keys of chats. */
final class ChatKeys {
  private static final List<Key> ALL =
      List.of(
          section("chat", "The chats a server talks in; only a server reads this."),
          section("chat.slack", "A bot in one Slack workspace."),
          secret("chat.slack.token-from", true, "Where the bot's token is (xoxb-…)."),
          new Key(
              "chat.slack.mode",
              CHOICE,
              Optional.of("socket"),
              false,
              List.of("socket", "http"),
              "How events arrive: over a connection the server opens, or by calls to the server."),
          secret(
              "chat.slack.app-token-from",
              false,
              "Of mode socket: where the app's token for connections is (xapp-…)."),
          secret(
              "chat.slack.signing-secret-from",
              false,
              "Of mode http: where the secret is that proves a call is Slack's."),
          text("chat.slack.path", "/slack/events", "Of mode http: where the server takes calls."),
          text(
              "chat.slack.api",
              "https://slack.com/api/",
              "Where Slack's Web API is; unencrypted only on this computer."),
          section("chat.discord", "A bot in Discord."),
          secret("chat.discord.token-from", true, "Where the bot's token is."),
          new Key(
              "chat.discord.server",
              TEXT,
              Optional.empty(),
              true,
              List.of(),
              "The id of the one Discord server that the bot works in; others are refused."),
          text(
              "chat.discord.api",
              "https://discord.com/api/v10/",
              "Where Discord's REST API is; unencrypted only on this computer."),
          text(
              "chat.discord.gateway",
              "wss://gateway.discord.gg/",
              "Where Discord's gateway is; unencrypted only on this computer."),
          new Key(
              "chat.approve-with",
              TEXTS,
              Optional.of("[white_check_mark, ✅]"),
              false,
              List.of(),
              "Reactions that approve, by their names in Slack and Discord."),
          new Key(
              "chat.quiet-hours",
              TEXTS,
              Optional.of("[]"),
              false,
              List.of(),
              "Hours of news.quiet-hours in which channels hear only of harm and of what waits for a person; of the rest the newest comes when they end."),
          new Key(
              "chat.redact",
              TEXTS,
              Optional.of("[]"),
              false,
              List.of(),
              "Patterns in the syntax of RE2; what they find is taken out of everything that leaves for a chat, a mail or a webhook."));

  private ChatKeys() {}

  static List<Key> all() {
    return ALL;
  }

  private static Key section(String path, String meaning) {
    return new Key(path, SECTION, Optional.empty(), false, List.of(), meaning);
  }

  private static Key secret(String path, boolean required, String meaning) {
    return new Key(path, SECRET, Optional.empty(), required, List.of(), meaning);
  }

  private static Key text(String path, String fallback, String meaning) {
    return new Key(path, TEXT, Optional.of(fallback), false, List.of(), meaning);
  }
}
