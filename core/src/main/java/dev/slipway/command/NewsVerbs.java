package dev.slipway.command;

import dev.slipway.audience.NewsKind;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.Person;
import dev.slipway.notice.Newsroom;
import dev.slipway.notice.Newsroom.Reached;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.TestCall;
import dev.slipway.plan.Service;
import dev.slipway.release.Actor;
import dev.slipway.release.EnvironmentName;
import dev.slipway.view.NewsView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.Plain;
import dev.slipway.view.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who outside the team hears of releases, and whether what is sent arrives. */
final class NewsVerbs {
  static final String GROUP = "Stakeholders";
  private static final int MOST_OF_ONE = 6;
  private static final int MOST_TO_ONE = 3;
  private static final Duration WITHIN = Duration.ofMinutes(10);

  private NewsVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("news list", GROUP, "who outside the team is told of releases, and of what")
            .says("By the subscriptions of slipway.yaml; test environments count by name only.")
            .maybe("service", Values.SERVICE, "only this service")
            .option(
                Option.value(
                    "--env", "-e", "environment", Values.ENVIRONMENT, "only this environment"))
            .example("news list", "everybody")
            .example("news list shop --env prod", "who would hear of the next release")
            .answers(NewsView.class)
            .does(NewsVerbs::list),
        Verb.named("news test", GROUP, "send a message without news, to see that it arrives")
            .says("Goes the way of all news; a server sends it. Quiet hours do not hold it back.")
            .maybe("reader", Values.READER, "somebody \"news list\" shows; you by mail, without it")
            .changes()
            .example("news test", "a mail to yourself")
            .example("news test mia@example.org", "to a reader")
            .does(NewsVerbs::test));
  }

  private static Outcome list(Call call) {
    Optional<String> service =
        call.slot("service").map(text -> LookingVerbs.knownService(call, text).value());
    Newsroom room = new Newsroom(call.desk().catalogue());
    List<NewsView.Row> rows = new ArrayList<>();
    services(call).stream()
        .filter(known -> service.isEmpty() || known.name().value().equals(service.get()))
        .forEach(known ->
            places(known)
                .forEach((name, place) -> {
                  if (call.option("--env").filter(only -> !only.equals(name)).isEmpty()) {
                    room.reached(known.name(), place.name())
                        .forEach(one -> rows.add(row(call, room, known, place, one)));
                  }
                }));
    return call.answer(new NewsView(call.now(), rows));
  }

  private static List<Service> services(Call call) {
    return call.desk().catalogue().services().values().stream()
        .sorted(Comparator.comparing(Service::name))
        .toList();
  }

  private static Map<String, Service.Environment> places(Service service) {
    Map<String, Service.Environment> places = new TreeMap<>();
    service.environments().forEach((name, place) -> places.put(name.value(), place));
    return places;
  }

  private static NewsView.Row row(
      Call call, Newsroom room, Service service, Service.Environment place, Reached one) {
    Instant now = call.now();
    // What comes through is heard at once; the rest waits for this moment.
    Instant latest =
        one.kinds().stream()
            .map(kind -> room.due(one, kind, now))
            .max(Comparator.naturalOrder())
            .orElse(now);
    return new NewsView.Row(
        service.name().value(),
        place.name().value(),
        place.test(),
        Plain.line(reader(one)),
        one.person().map(call.people()::name),
        by(one),
        one.kinds().stream().sorted().map(NewsKind::key).toList(),
        one.because(),
        latest.isAfter(now) ? Optional.of(latest) : Optional.empty());
  }

  private static String by(Reached one) {
    return one.channel().startsWith(Newsroom.MAIL)
        ? "mail"
        : one.channel().startsWith(Newsroom.WEBHOOK) ? "webhook" : "chat";
  }

  /** As people write it: "ada@example.org", "page", "slack:C1". */
  static String reader(Reached one) {
    return one.channel().substring(one.channel().indexOf(':') + 1);
  }

  /** Everybody who is told of anything, once. */
  static List<Reached> all(dev.slipway.control.Desk desk) {
    Newsroom room = new Newsroom(desk.catalogue());
    Map<String, Reached> all = new TreeMap<>();
    desk.catalogue()
        .services()
        .values()
        .forEach(service ->
            service
                .environments()
                .keySet()
                .forEach((EnvironmentName place) ->
                    room.reached(service.name(), place)
                        .forEach(one -> all.putIfAbsent(one.channel(), one))));
    return List.copyOf(all.values());
  }

  private static Outcome test(Call call) {
    call.refuseStranger();
    refuseMachine(call);
    String channel = call.slot("reader").map(text -> named(call, text)).orElseGet(() -> own(call));
    String reader = Plain.line(channel.substring(channel.indexOf(':') + 1));
    if (call.dryRun()) {
      return call.answer(Notices.in(call).would("Would send a test to " + reader + "."));
    }
    Outbox outbox =
        call.session()
            .news()
            .orElseThrow(() ->
                Call.notHere(
                    "Nothing can be sent from here.", "slipway server", "slipway news test"));
    refuseFlood(outbox, call, channel);
    outbox.ask(new TestCall(call.actor().name(), call.now()).to(channel));
    return call.answer(
        new NoticeView(
            Optional.empty(),
            false,
            Role.GOOD,
            "A test for " + reader + " is on its way.",
            List.of(
                "A server that reaches it sends it within seconds.",
                "If nothing arrives, slipway doctor says why."),
            List.of(),
            Optional.empty(),
            Optional.of("slipway doctor"),
            Optional.empty()));
  }

  private static void refuseMachine(Call call) {
    boolean machine =
        call.desk().catalogue().person(call.actor().name()).map(Person::machine).orElse(false);
    if (machine || call.actor().kind() == Actor.Kind.MACHINE) {
      throw Refused.of(
          "E-WHO-02",
          Kind.NOT_ALLOWED,
          call.actor().name() + " is a machine, and machines never have tests sent.",
          List.of("Somebody has to look whether it arrived: it is for the people of slipway.yaml."),
          "slipway news test        (as yourself)");
    }
  }

  /** What is sent reaches people outside the team, who did not ask for it. */
  private static void refuseFlood(Outbox outbox, Call call, String channel) {
    String by = "news test by " + call.actor().name();
    String to = "news test to " + channel;
    if (!outbox.allows(by, MOST_OF_ONE, WITHIN, call.now())) {
      throw tooMany("You have had " + MOST_OF_ONE + " tests sent");
    }
    if (!outbox.allows(to, MOST_TO_ONE, WITHIN, call.now())) {
      throw tooMany("This reader was sent " + MOST_TO_ONE + " tests");
    }
  }

  private static Refused tooMany(String what) {
    return Refused.of(
        "E-NEWS-03",
        Kind.CONFLICT,
        what + " within " + WITHIN.toMinutes() + " minutes.",
        List.of(
            "Everybody whom slipway.yaml names may have tests sent, "
                + MOST_OF_ONE
                + " each, and at most "
                + MOST_TO_ONE
                + " to one reader."),
        "slipway news test        (again in " + WITHIN.toMinutes() + " minutes)",
        "slipway doctor        (what became of those that were sent)");
  }

  /** Nobody but those who are told anyway: no mail goes to wherever somebody likes. */
  private static String named(Call call, String text) {
    List<Reached> all = all(call.desk());
    String wanted = text.toLowerCase(Locale.ROOT);
    return all.stream()
        .filter(one ->
            reader(one).toLowerCase(Locale.ROOT).equals(wanted)
                || one.person().filter(text::equals).isPresent())
        .map(Reached::channel)
        .findFirst()
        .orElseThrow(() ->
            Refused.of(
                "E-NEWS-01",
                Kind.NOT_FOUND,
                "\"" + Plain.line(text, 80) + "\" is told of nothing.",
                List.of(
                    Nearest.to(text, all.stream().map(NewsVerbs::reader).toList())
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Tests go only to those who are subscribed.")),
                "slipway news list"));
  }

  private static String own(Call call) {
    return call.desk()
        .catalogue()
        .person(call.actor().name())
        .map(Person::emails)
        .flatMap(emails -> emails.stream().findFirst())
        .map(email -> Newsroom.MAIL + email)
        .orElseThrow(() ->
            Refused.of(
                "E-NEWS-02",
                Kind.CONFLICT,
                "slipway.yaml has no mail address of yours.",
                List.of("A test goes to whoever asks for it, or to a subscribed reader."),
                "slipway news test mia@example.org"));
  }
}
