package dev.slipway.command;

import dev.slipway.control.Answer;
import dev.slipway.control.Attention;
import dev.slipway.control.Desk;
import dev.slipway.control.GateKeeper;
import dev.slipway.control.port.Documents;
import dev.slipway.gate.Checklist;
import dev.slipway.gate.Item;
import dev.slipway.gate.ItemState;
import dev.slipway.gate.Need;
import dev.slipway.gate.Person;
import dev.slipway.gate.Phase;
import dev.slipway.gate.Standing;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.notice.Newsroom;
import dev.slipway.plan.StrategyKind;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.risk.Level;
import dev.slipway.view.Figures;
import dev.slipway.view.Plain;
import dev.slipway.view.StateWords;
import dev.slipway.view.TokensView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The values a place may have, best first; what does not fit now says why. */
final class Offers {
  private static final Duration REPOSITORY = Duration.ofSeconds(20);

  private final LiveValues live;
  private final Memory memory;
  private final ReleaseOffers releases;

  Offers(LiveValues live, Habits habits, Memory memory) {
    this.live = live;
    this.memory = memory;
    this.releases = new ReleaseOffers(live, habits);
  }

  List<Candidate> of(Session session, Verb verb, Values values, Completer.Line line) {
    return switch (values) {
      case NOTHING, COUNT, RELEASE_NAME, HELP_TOPIC -> List.of();
      case RELEASE -> releases.of(session, verb.path());
      case SERVICE -> services(session);
      case VERSION -> versions(session, line);
      case ENVIRONMENT -> environments(session);
      case ITEM -> items(session, verb.path(), line);
      case STAGE -> stages(session, line);
      case DURATION -> durations();
      case STRATEGY -> words("strategies", StrategyKind.class);
      case RISK -> words("levels", Level.class);
      case SHELL -> words("shells", CompletionScripts.Kind.class);
      case TOKEN -> tokens(session);
      case STATE -> words("states", LookingVerbs.StateWord.class);
      case ROLE -> roles(session, line);
      case WISH -> words("wishes", Attention.Wish.class);
      case PERSON -> people(session);
      case READER -> readers(session);
      case CHANNEL -> channels(session, line);
      case DOCUMENT -> words("documents", Documents.Kind.class);
      case PHASE ->
          List.of(
              plain("before", "before the start", "phases"),
              plain("after", "after the deploy", "phases"));
      case PRACTICE_VERSION ->
          Stream.of("v1", "v2", "v3")
              .map(label ->
                  plain(label, "version " + label + " of the practice service", "versions"))
              .toList();
      case PERCENT ->
          Stream.of("30", "5", "100")
              .map(share -> plain(share, share + " of 100 requests", "shares"))
              .toList();
      case END_OF_WAIVER -> ends(session);
      case FIELDS ->
          Json.known(verb.answers()).stream().map(field -> plain(field, "", "fields")).toList();
    };
  }

  static Candidate plain(String value, String words, String group) {
    return new Candidate(value, words, group, true, "");
  }

  private static <E extends Enum<E>> List<Candidate> words(String group, Class<E> words) {
    return Call.keys(words).stream()
        .map(word -> plain(word, word.replace('-', ' '), group))
        .toList();
  }

  private List<Candidate> items(Session session, String verb, Completer.Line line) {
    String text = ReleaseOffers.spokenOf(session, line);
    List<GateKeeper.Status> known =
        releases.ours(
            session, "items/" + text, () -> ReleaseOffers.status(session, text).stream().toList());
    if (known.isEmpty()) {
      return List.of();
    }
    List<Candidate> items = new ArrayList<>();
    for (ItemState state : known.getFirst().items()) {
      Optional<String> because = againstItem(session, verb, known.getFirst(), state);
      String words = state.standing().name().toLowerCase(Locale.ROOT) + ": " + state.item().title();
      items.add(
          new Candidate(
              state.item().id(), words, phase(state), because.isEmpty(), because.orElse("")));
    }
    return items;
  }

  private static String phase(ItemState state) {
    return state.item().phase() == Phase.BEFORE ? "before the start" : "after the deploy";
  }

  private static Optional<String> againstItem(
      Session session, String verb, GateKeeper.Status status, ItemState state) {
    Item item = state.item();
    return switch (verb) {
      case "check run" ->
          Checklist.accepts(item, Item.By.TOOL)
              ? Optional.empty()
              : Optional.of("it needs a person");
      case "check withdraw" -> state.isClosed() ? Optional.empty() : Optional.of("it is open");
      case "check waive" -> state.isClosed() ? Optional.of("it is closed") : Optional.empty();
      default ->
          state.isClosed()
              ? Optional.of("it is closed")
              : ReleaseOffers.mayNot(
                  Standing.mayConfirm(status.facts(), session.actor().name(), item, "evidence"));
    };
  }

  private List<Candidate> stages(Session session, Completer.Line line) {
    String text = ReleaseOffers.spokenOf(session, line);
    return releases.ours(
        session,
        "stages/" + text,
        () ->
            ReleaseOffers.release(session, text)
                .flatMap(found -> found.plan().map(plan -> stages(found, plan)))
                .orElse(List.of()));
  }

  private static List<Candidate> stages(ReleaseRecord release, dev.slipway.plan.Plan plan) {
    List<Candidate> stages = new ArrayList<>();
    for (int i = 0; i < plan.stages().size(); i++) {
      boolean ahead = plan.stage(i).weight().isAbove(release.reached());
      stages.add(
          new Candidate(
              Integer.toString(i + 1),
              plan.stage(i).weight().toString(),
              "stages",
              ahead,
              ahead ? "" : "it was reached"));
    }
    return stages;
  }

  private static List<Candidate> services(Session session) {
    return session.desk().catalogue().services().keySet().stream()
        .sorted()
        .map(ServiceName::value)
        .map(name -> plain(name, "service", "services"))
        .toList();
  }

  private List<Candidate> versions(Session session, Completer.Line line) {
    String service = line.placed().isEmpty() ? "" : line.placed().getFirst();
    String key = "versions/" + service;
    // Opened before the repository's time begins to run.
    Desk desk = session.desk();
    List<String> fresh =
        live.get(
            key,
            REPOSITORY,
            () -> {
              List<String> found = desk.versions(service);
              memory.keep(key, found);
              return found;
            });
    List<String> labels = fresh.isEmpty() ? memory.recall(key) : fresh;
    List<Store.Summary> rows = releases.rows(session);
    return labels.stream()
        .map(Plain::line)
        .map(label -> plain(label, before(rows, service, label), "versions"))
        .toList();
  }

  private static String before(List<Store.Summary> rows, String service, String label) {
    return rows.stream()
        .filter(row -> row.id().service().value().equals(service) && row.version().equals(label))
        .max(Comparator.comparingLong(row -> row.id().number()))
        .map(row -> row.id() + " " + StateWords.of(row).words())
        .orElse("not released yet");
  }

  private static List<Candidate> environments(Session session) {
    return session.desk().catalogue().services().values().stream()
        .flatMap(service -> service.environments().keySet().stream())
        .distinct()
        .sorted()
        .map(EnvironmentName::value)
        .map(name -> plain(name, "environment", "environments"))
        .toList();
  }

  private static List<Candidate> people(Session session) {
    return session.desk().catalogue().people().stream()
        .sorted(Comparator.comparing(Person::id))
        .map(person -> plain(person.id(), Plain.line(person.name()), "people"))
        .toList();
  }

  private static List<Candidate> readers(Session session) {
    return NewsVerbs.all(session.desk()).stream()
        .filter(one -> !one.channel().startsWith(Newsroom.WEBHOOK))
        .map(one ->
            plain(
                Plain.line(NewsVerbs.reader(one)),
                "told by " + Plain.line(String.join(", ", one.because())),
                "readers"))
        .toList();
  }

  private static List<Candidate> channels(Session session, Completer.Line line) {
    String text = ReleaseOffers.spokenOf(session, line);
    return session.desk().lookup().find(text, session.inUse())
            instanceof Answer.Yes<ReleaseRecord> release
        ? session.host().toldIn(release.value()).entrySet().stream()
            .map(told -> plain(told.getKey(), Plain.line(told.getValue()), "channels"))
            .toList()
        : List.of();
  }

  private static List<Candidate> tokens(Session session) {
    return session.desk().tokens().of(session.actor()).stream()
        .filter(token -> TokensView.isValid(token, session.desk().now()))
        .map(token ->
            plain(token.id(), token.holder() + "  " + Plain.line(token.purpose()), "tokens"))
        .toList();
  }

  /** My roles; those the plan asks for first. */
  private List<Candidate> roles(Session session, Completer.Line line) {
    String text = ReleaseOffers.spokenOf(session, line);
    List<String> asked =
        releases.ours(
            session,
            "roles/" + text,
            () ->
                ReleaseOffers.status(session, text)
                    .map(s -> s.facts().needs().stream().map(Need::role).distinct().toList())
                    .orElse(List.of()));
    List<String> mine =
        session
            .desk()
            .catalogue()
            .person(session.actor().name())
            .map(Person::roles)
            .orElse(List.of());
    return mine.stream()
        .sorted(Comparator.comparing(role -> !asked.contains(role)))
        .map(role ->
            new Candidate(
                role,
                "role",
                "roles",
                asked.contains(role),
                asked.contains(role) ? "" : "the plan does not ask for it"))
        .toList();
  }

  private static List<Candidate> durations() {
    return Stream.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1))
        .map(d ->
            plain(
                d.toMinutes() < 60 ? d.toMinutes() + "m" : d.toHours() + "h",
                Figures.duration(d),
                "durations"))
        .toList();
  }

  private static List<Candidate> ends(Session session) {
    return Stream.of(1, 7, 30)
        .map(days ->
            plain(
                days + "d",
                "until "
                    + session.desk().now().plus(Duration.ofDays(days)).toString().substring(0, 16)
                    + " UTC",
                "ends"))
        .toList();
  }
}
