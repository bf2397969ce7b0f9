package dev.slipway.catalog;

import dev.slipway.audience.Audience;
import dev.slipway.audience.NewsKind;
import dev.slipway.audience.QuietHours;
import dev.slipway.audience.Recipient;
import dev.slipway.audience.Subscription;
import dev.slipway.gate.Person;
import dev.slipway.plan.Service;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads who is told what. Lists and quiet hours of every file come first, because a subscription
 * names them.
 */
final class NewsReading {
  private static final Pattern CHANNEL = Pattern.compile("slack:[CG][A-Z0-9]+|discord:[0-9]+");
  private static final String LIST = "list:";
  private static final String WEBHOOK = "webhook:";

  private final Map<String, Person> people;
  private final Map<ServiceName, Service> services;
  private final Set<String> webhooks;
  private final Map<String, List<String>> lists = new LinkedHashMap<>();
  private final Map<String, QuietHours> quiet = new LinkedHashMap<>();
  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  private final Clockwork clockwork = new Clockwork();

  /**
   * @param webhooks names of programs that can be told
   */
  NewsReading(List<Person> people, Map<ServiceName, Service> services, Set<String> webhooks) {
    this.people =
        people.stream()
            .collect(Collectors.toMap(Person::id, person -> person, (first, second) -> first));
    this.services = services;
    this.webhooks = webhooks;
  }

  Audience audience() {
    return new Audience(clockwork.zone(), List.copyOf(subscriptions.values()), quiet);
  }

  /** Whether somebody hears of every environment that is not for tests. */
  boolean hearsOfEverything() {
    return subscriptions.values().stream().anyMatch(one -> one.environments().isEmpty());
  }

  /** What subscriptions of this and other files may name. */
  void names(Section top) {
    if (!top.has("news")) {
      return;
    }
    Section news = top.section("news");
    clockwork.zoneOf(news);
    Section all = news.sectionAsWritten("lists");
    for (String name : all.keys()) {
      once(all, name, lists.containsKey(name));
      lists.putIfAbsent(name, addresses(all, name));
    }
    news.named("quiet-hours")
        .forEach((name, section) -> {
          once(section, name, quiet.containsKey(name.text()));
          quiet.putIfAbsent(name.text(), quiet(name.text(), section));
        });
  }

  void subscriptions(Section top) {
    if (!top.has("news")) {
      return;
    }
    top.sectionAsWritten("news")
        .named("subscriptions")
        .forEach((name, section) -> {
          once(section, name, subscriptions.containsKey(name.text()));
          subscriptions.putIfAbsent(name.text(), subscription(name.text(), section));
        });
  }

  private static void once(Section section, Section.Located name, boolean before) {
    if (before) {
      section.problem(
          name.line(), section.here() + "stands in another file as well", "keep one of the two");
    }
  }

  private static void once(Section all, String name, boolean before) {
    if (before) {
      all.problem(name, "stands in another file as well", "keep one of the two");
    }
  }

  private static List<String> addresses(Section all, String name) {
    List<Section.Located> addresses = all.texts(name);
    for (Section.Located address : addresses) {
      if (!Addresses.isMail(address.text())) {
        all.problem(
            address.line(),
            all.at(name) + ": " + Words.quoted(address.text()) + " is not a mail address",
            "write name@example.org");
      }
    }
    if (addresses.isEmpty()) {
      all.problem(name, "is empty", "write at least one mail address");
    }
    return PeopleReading.texts(addresses);
  }

  /** Names of the hours that were read. */
  Set<String> quietHours() {
    return Set.copyOf(quiet.keySet());
  }

  private QuietHours quiet(String name, Section section) {
    return new QuietHours(
        name,
        section.has("zone") ? clockwork.zone(section) : clockwork.zone(),
        clockwork.time(section, "from"),
        clockwork.time(section, "to"),
        clockwork.days(section),
        kinds(section, "except"),
        known(section, "people", people.keySet(), "person", "people"));
  }

  private Subscription subscription(String name, Section section) {
    List<String> named =
        known(
            section,
            "services",
            services.keySet().stream().map(ServiceName::value).toList(),
            "service",
            "services");
    Set<String> places =
        services.values().stream()
            .filter(service -> named.isEmpty() || named.contains(service.name().value()))
            .flatMap(service -> service.environments().keySet().stream())
            .map(EnvironmentName::value)
            .collect(Collectors.toSet());
    List<String> environments =
        known(section, "environments", places, "environment", "one of its services");
    int before = section.origin.ledger().count();
    Set<NewsKind> kinds = kinds(section, "kinds");
    if (kinds.isEmpty() && section.origin.ledger().count() == before) {
      section.problem("kinds", "is empty, so nothing would be told", "leave it out for the usual");
    }
    return new Subscription(
        name,
        named.stream().map(ServiceName::new).toList(),
        environments.stream().map(EnvironmentName::new).toList(),
        kinds,
        recipients(section),
        known(section, "quiet-hours", quiet.keySet(), "entry", "news.quiet-hours"));
  }

  private static Set<NewsKind> kinds(Section section, String key) {
    Set<NewsKind> kinds = EnumSet.noneOf(NewsKind.class);
    section
        .texts(key)
        .forEach(kind -> kinds.add(NewsKind.valueOf(kind.text().toUpperCase(Locale.ROOT))));
    return kinds;
  }

  /** Words that name something else of the configuration; others are problems and left out. */
  private static List<String> known(
      Section section, String key, Collection<String> all, String what, String where) {
    List<String> words = new ArrayList<>();
    for (Section.Located word : section.texts(key)) {
      if (all.contains(word.text())) {
        words.add(word.text());
      } else {
        unknown(section, key, word, all, what, where);
      }
    }
    return words;
  }

  private static void unknown(
      Section section,
      String key,
      Section.Located word,
      Collection<String> all,
      String what,
      String where) {
    section.problem(
        word.line(),
        section.at(key) + ": there is no " + what + " " + Words.quoted(word.text()),
        Nearest.to(word.text(), all).map(near -> "did you mean " + near + "? Otherwise ").orElse("")
            + "write one that stands under "
            + where);
  }

  private List<Recipient> recipients(Section section) {
    List<Recipient> recipients = new ArrayList<>();
    List<Section.Located> written = section.texts("to");
    for (Section.Located word : written) {
      recipient(section, word).ifPresent(recipients::add);
    }
    if (!section.has("to")) {
      section.missing("to");
    } else if (written.isEmpty()) {
      section.problem("to", "is empty, so nobody would be told", "write who is told");
    }
    return recipients;
  }

  private Optional<Recipient> recipient(Section section, Section.Located word) {
    String text = word.text();
    if (text.startsWith(LIST)) {
      return named(section, word, text.substring(LIST.length()), lists.keySet(), "news.lists")
          .map(name -> new Recipient.AddressList(name, lists.getOrDefault(name, List.of())));
    }
    if (text.startsWith(WEBHOOK)) {
      return named(section, word, text.substring(WEBHOOK.length()), webhooks, "webhooks")
          .map(Recipient.Webhook::new);
    }
    if (CHANNEL.matcher(text).matches()) {
      return Optional.of(new Recipient.Channel(text));
    }
    if (Addresses.isMail(text)) {
      return Optional.of(new Recipient.Address(text));
    }
    Optional<Person> person = Optional.ofNullable(people.get(text));
    if (person.isEmpty()) {
      section.problem(
          word.line(),
          section.at("to") + ": there is nobody " + Words.quoted(text),
          Nearest.to(text, people.keySet())
                  .map(near -> "did you mean " + near + "? Otherwise ")
                  .orElse("")
              + "write a person of this file, a mail address, list:NAME, webhook:NAME, slack:CHANNEL or discord:CHANNEL");
    } else if (person.get().emails().stream().noneMatch(Addresses::isMail)) {
      section.problem(
          word.line(),
          section.at("to") + ": " + Words.quoted(text) + " has no address that mail could go to",
          "add people." + Words.plain(text) + ".emails");
      return Optional.empty();
    }
    return person.map(known -> new Recipient.Person(known.id()));
  }

  private static Optional<String> named(
      Section section, Section.Located word, String name, Collection<String> all, String where) {
    if (all.contains(name)) {
      return Optional.of(name);
    }
    section.problem(
        word.line(),
        section.at("to") + ": there is no " + Words.quoted(name) + " under " + where,
        Nearest.to(name, all).map(near -> "did you mean " + near + "? Otherwise ").orElse("")
            + "add it there");
    return Optional.empty();
  }
}
