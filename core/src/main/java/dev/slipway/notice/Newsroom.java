package dev.slipway.notice;

import dev.slipway.audience.Audience;
import dev.slipway.audience.NewsKind;
import dev.slipway.audience.QuietHours;
import dev.slipway.audience.Recipient;
import dev.slipway.audience.Subscription;
import dev.slipway.gate.Person;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.StreamName;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Service;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who outside the team is told of a release, by what, and not before when. Whoever is reached by
 * several subscriptions is told once.
 */
public final class Newsroom {
  /** "mail:ada@example.org". */
  public static final String MAIL = "mail:";

  /** "webhook:status-page". */
  public static final String WEBHOOK = "webhook:";

  /** "news:slack:C024BE7LR": a channel that hears the plain words. */
  public static final String CHAT = "news:";

  /** "marker:grafana": beside curves, for whoever looks at them. */
  public static final String MARKER = "marker:";

  /** Whether a channel of the outbox is outside the team. */
  public static boolean isNews(String channel) {
    return channel.startsWith(MAIL)
        || channel.startsWith(WEBHOOK)
        || channel.startsWith(CHAT)
        || channel.startsWith(MARKER);
  }

  /** Where the configuration says how such a channel is reached. */
  public static String configuredAt(String channel) {
    if (channel.startsWith(MARKER)) {
      return "markers." + channel.substring(MARKER.length());
    }
    return channel.startsWith(WEBHOOK)
        ? "webhooks." + channel.substring(WEBHOOK.length())
        : channel.startsWith(MAIL)
            ? "news.mail, or who is told in news.subscriptions"
            : "news.subscriptions";
  }

  private final Catalogue catalogue;
  private final Audience audience;

  public Newsroom(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.audience = catalogue.audience();
  }

  /**
   * Somebody who is told.
   *
   * @param channel as a line of the outbox has it
   * @param person the catalogue's key; empty for whoever is no person of it
   * @param because names of the subscriptions that reach them
   * @param kinds what they hear of
   */
  public record Reached(
      String channel, Optional<String> person, List<String> because, Set<NewsKind> kinds) {
    public Reached {
      because = List.copyOf(because);
      kinds = Set.copyOf(kinds);
    }
  }

  /** Everybody who hears of this service there, in the order of the subscriptions. */
  public List<Reached> reached(ServiceName service, EnvironmentName environment) {
    Map<String, Reached> all = new LinkedHashMap<>();
    for (Subscription subscription : covering(service, environment)) {
      for (Recipient recipient : subscription.to()) {
        for (Reached one : of(recipient, subscription)) {
          all.merge(one.channel().toLowerCase(Locale.ROOT), one, Newsroom::together);
        }
      }
    }
    return List.copyOf(all.values());
  }

  /** "mail to 14 people, status-page, slack:C024BE7LR"; empty where nobody hears. */
  public Optional<String> inShort(ServiceName service, EnvironmentName environment) {
    List<Reached> all = reached(service, environment);
    long mails = all.stream().filter(one -> one.channel().startsWith(MAIL)).count();
    List<String> told = new ArrayList<>();
    if (mails > 0) {
      told.add("mail to " + (mails == 1 ? "1 person" : mails + " people"));
    }
    all.stream()
        .map(Reached::channel)
        .filter(channel -> !channel.startsWith(MAIL))
        .map(channel -> channel.substring(channel.indexOf(':') + 1))
        .forEach(told::add);
    return told.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", told));
  }

  /**
   * The lines that tell this news, each due when its reader wants no quiet any more.
   *
   * @param now nothing is due before
   */
  public List<Outbox.Line> lines(ReleaseRecord release, News news, Instant now) {
    ServiceName service = release.id().service();
    EnvironmentName environment = release.opened().environment();
    List<Outbox.Line> lines = new ArrayList<>();
    for (Reached one : reached(service, environment)) {
      if (one.kinds().contains(news.kind())) {
        lines.add(
            Outbox.Line.waiting(
                one.channel(),
                StreamName.of(release.id()),
                news.sequence(),
                urgency(news.kind()).rank(),
                news.kind().key() + " " + String.join(" ", one.because()),
                news.at(),
                due(one, news.kind(), now)));
      }
    }
    return lines;
  }

  /** Not before this moment, by the hours of the person or else of the subscriptions. */
  public Instant due(Reached one, NewsKind kind, Instant now) {
    List<QuietHours> own = one.person().map(audience::quietHoursOf).orElse(List.of());
    if (!own.isEmpty()) {
      return QuietHours.firstOutside(own, kind, now);
    }
    // Of several subscriptions the one that lets it through first.
    return audience.subscriptions().stream()
        .filter(subscription -> one.because().contains(subscription.name()))
        .filter(subscription -> subscription.wants(kind))
        .map(
            subscription -> QuietHours.firstOutside(audience.quietHoursOf(subscription), kind, now))
        .min(Instant::compareTo)
        .orElse(now);
  }

  private List<Subscription> covering(ServiceName service, EnvironmentName environment) {
    boolean test =
        catalogue
            .service(service)
            .map(Service::environments)
            .flatMap(places -> Optional.ofNullable(places.get(environment)))
            .map(Service.Environment::test)
            .orElse(false);
    return audience.covering(service, environment, test);
  }

  private List<Reached> of(Recipient recipient, Subscription subscription) {
    return switch (recipient) {
      case Recipient.Person(String key) ->
          mailOf(key)
              .map(address -> reached(MAIL + address, Optional.of(key), subscription))
              .stream()
              .toList();
      case Recipient.Address(String address) ->
          List.of(reached(MAIL + address, personOf(address), subscription));
      case Recipient.AddressList list ->
          list.addresses().stream()
              .map(address -> reached(MAIL + address, personOf(address), subscription))
              .toList();
      case Recipient.Webhook(String name) ->
          List.of(reached(WEBHOOK + name, Optional.empty(), subscription));
      case Recipient.Channel(String channel) ->
          List.of(reached(CHAT + channel, Optional.empty(), subscription));
    };
  }

  private static Reached reached(
      String channel, Optional<String> person, Subscription subscription) {
    return new Reached(channel, person, List.of(subscription.name()), subscription.kinds());
  }

  private Optional<String> mailOf(String key) {
    return catalogue.person(key).flatMap(person -> person.emails().stream().findFirst());
  }

  /** Quiet hours are a person's, by whatever name they are told. */
  private Optional<String> personOf(String address) {
    return catalogue.people().stream()
        .filter(person -> person.emails().stream().anyMatch(address::equalsIgnoreCase))
        .map(Person::id)
        .findFirst();
  }

  private static Reached together(Reached first, Reached second) {
    List<String> because = new ArrayList<>(first.because());
    second.because().stream().filter(name -> !because.contains(name)).forEach(because::add);
    Set<NewsKind> kinds = java.util.EnumSet.copyOf(first.kinds());
    kinds.addAll(second.kinds());
    return new Reached(first.channel(), first.person().or(second::person), because, kinds);
  }

  private static Telling.Urgency urgency(NewsKind kind) {
    return switch (kind) {
      case ROLLBACK, INCIDENT -> Telling.Urgency.NOW;
      case START, SUCCESS, CANCELLED, PAUSED -> Telling.Urgency.SOON;
    };
  }
}
