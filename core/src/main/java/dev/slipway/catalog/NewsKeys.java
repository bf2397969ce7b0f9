package dev.slipway.catalog;

import static dev.slipway.catalog.ValueType.CHOICE;
import static dev.slipway.catalog.ValueType.NAMED;
import static dev.slipway.catalog.ValueType.NUMBER;
import static dev.slipway.catalog.ValueType.SECRET;
import static dev.slipway.catalog.ValueType.SECTION;
import static dev.slipway.catalog.ValueType.TEXT;
import static dev.slipway.catalog.ValueType.TEXTS;

import dev.slipway.audience.NewsKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The keys of news for people outside the team. */
final class NewsKeys {
  static final List<String> DAYS =
      Arrays.stream(java.time.DayOfWeek.values())
          .map(day -> day.name().toLowerCase(Locale.ROOT))
          .toList();

  private static final List<String> KINDS =
      Arrays.stream(NewsKind.values()).map(NewsKind::key).toList();
  private static final String QUIET = "news.quiet-hours.*";
  private static final String SUBSCRIPTION = "news.subscriptions.*";

  private static final List<Key> ALL =
      List.of(
          section(
              "news",
              "Who outside the team is told of releases; a server sends it. No one, when absent."),
          text("news.zone", "UTC", "The time zone of days and times in news, such as Europe/Oslo."),
          section("news.mail", "The mail server that news goes through."),
          required("news.mail.host", TEXT, "Its name."),
          key(
              "news.mail.security",
              CHOICE,
              "starttls",
              List.of("starttls", "tls", "none"),
              "How mail to it is encrypted; none only on this computer."),
          key(
              "news.mail.port",
              NUMBER,
              "587",
              List.of(),
              "Its port; where none is written, 587 for starttls, 465 for tls, 25 for none."),
          absent("news.mail.user", TEXT, "Whom it knows; without it, mail is sent unasked."),
          absent(
              "news.mail.password-from", SECRET, "Where the user's password is, read when needed."),
          required("news.mail.from", TEXT, "The address that mail comes from."),
          text("news.mail.name", "Releases", "What stands before that address."),
          absent(
              "news.mail.link",
              TEXT,
              "A page about a release, https, with {service}, {number} or {version} in it; without it, mail has no links."),
          named("news.lists", "Mail addresses that share a name."),
          key("news.lists.*", TEXTS, "[]", List.of(), "The addresses."),
          named("news.quiet-hours", "Hours in which news waits, by name."),
          section(QUIET, "Hours of some days."),
          absent(QUIET + ".zone", TEXT, "Their time zone; without it, that of the news."),
          required(QUIET + ".from", TEXT, "When they begin: \"20:00\"."),
          required(
              QUIET + ".to",
              TEXT,
              "When they end: \"07:00\", on the next day where that is earlier; the same as from: a whole day."),
          key(
              QUIET + ".days",
              TEXTS,
              "[" + String.join(", ", DAYS) + "]",
              DAYS,
              "On which days they begin."),
          key(QUIET + ".except", TEXTS, "[]", KINDS, "News that comes through all the same."),
          key(
              QUIET + ".people",
              TEXTS,
              "[]",
              List.of(),
              "People whose hours these are, by whatever subscription they are told."),
          named("news.subscriptions", "Who hears of what, by names of your choice."),
          section(SUBSCRIPTION, "One group and what it hears of."),
          key(SUBSCRIPTION + ".services", TEXTS, "[]", List.of(), "Of which services; of all."),
          key(
              SUBSCRIPTION + ".environments",
              TEXTS,
              "[]",
              List.of(),
              "Of which environments; of all but those of purpose test."),
          key(
              SUBSCRIPTION + ".kinds",
              TEXTS,
              "[start, success, rollback]",
              KINDS,
              "Of which kinds of news."),
          required(
              SUBSCRIPTION + ".to",
              TEXTS,
              "People of this file, mail addresses, list:NAME, webhook:NAME, slack:CHANNEL or discord:CHANNEL."),
          key(
              SUBSCRIPTION + ".quiet-hours",
              TEXTS,
              "[]",
              List.of(),
              "Hours in which it waits; not for people who have hours of their own."));

  private NewsKeys() {}

  static List<Key> all() {
    return ALL;
  }

  private static Key section(String path, String meaning) {
    return new Key(path, SECTION, Optional.empty(), false, List.of(), meaning);
  }

  private static Key named(String path, String meaning) {
    return new Key(path, NAMED, Optional.empty(), false, List.of(), meaning);
  }

  private static Key required(String path, ValueType type, String meaning) {
    return new Key(path, type, Optional.empty(), true, List.of(), meaning);
  }

  private static Key absent(String path, ValueType type, String meaning) {
    return new Key(path, type, Optional.empty(), false, List.of(), meaning);
  }

  private static Key text(String path, String fallback, String meaning) {
    return key(path, TEXT, fallback, List.of(), meaning);
  }

  private static Key key(
      String path, ValueType type, String fallback, List<String> choices, String meaning) {
    return new Key(path, type, Optional.of(fallback), false, choices, meaning);
  }
}
