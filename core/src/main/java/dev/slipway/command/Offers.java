package dev.slipway.command;

import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.GateKeeper;
import dev.slipway.control.Lookup;
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
import dev.slipway.plan.StrategyKind;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.risk.Level;
import dev.slipway.view.Figures;
import dev.slipway.view.NextStep;
import dev.slipway.view.Plain;
import dev.slipway.view.StateWords;
import dev.slipway.view.TokensView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The values a place may have, best first; what does not fit now says why. */
final class Offers {
  private static final Duration STORE = Duration.ofMillis(400);
  private static final Duration OPENING = Duration.ofSeconds(2);
  private static final Duration REPOSITORY = Duration.ofSeconds(20);
  private static final int MOST_RELEASES = 30;
  private static final int MOST_ASKED = 12;

  private final LiveValues live;
  private final Habits habits;
  private final Memory memory;

  Offers(LiveValues live, Habits habits, Memory memory) {
    this.live = live;
    this.habits = habits;
    this.memory = memory;
  }

  List<Candidate> of(Session session, Verb verb, Values values, Completer.Line line) {
    return switch (values) {
      case NOTHING, COUNT, RELEASE_NAME, HELP_TOPIC -> List.of();
      case RELEASE -> releases(session, verb.path());
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
      case PERSON -> people(session);
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

  private static Candidate plain(String value, String words, String group) {
    return new Candidate(value, words, group, true, "");
  }

  private static <E extends Enum<E>> List<Candidate> words(String group, Class<E> words) {
    return Call.keys(words).stream()
        .map(word -> plain(word, word.replace('-', ' '), group))
        .toList();
  }

  private List<Store.Summary> rows(Session session) {
    return ours(session, "releases", () -> session.desk().lookup().list(Store.Query.all()));
  }

  /**
   * From our own store, which answers in no time once it is open; a process that was started for
   * this one answer has to open it first.
   */
  private <T> List<T> ours(Session session, String key, Supplier<List<T>> source) {
    Duration patience = session.face() == Face.ONE_SHOT ? OPENING : LiveValues.KEY_PRESS;
    return live.get(key, STORE, patience, source);
  }

  private List<Candidate> releases(Session session, String verb) {
    List<Store.Summary> rows = rows(session);
    List<Candidate> candidates = new ArrayList<>();
    int asked = 0;
    for (Store.Summary row : ranked(session, rows)) {
      Optional<String> because = Fitness.against(verb, row);
      if (because.isEmpty() && needsGate(verb) && asked++ < MOST_ASKED) {
        because = againstGate(session, verb, row);
      }
      candidates.add(
          new Candidate(
              row.id().toString(),
              Plain.line(row.version()) + "  " + StateWords.of(row).words(),
              "releases",
              because.isEmpty(),
              because.orElse("")));
    }
    List<Candidate> shown =
        new ArrayList<>(
            candidates.stream().filter(Candidate::possible).limit(MOST_RELEASES).toList());
    candidates.stream()
        .filter(c -> !c.possible())
        .limit(Math.max(5, MOST_RELEASES - shown.size()))
        .forEach(shown::add);
    shown.addAll(services(rows, candidates));
    session.inUse().ifPresent(id -> shown.add(plain("@", id.toString(), "in use")));
    return shown;
  }

  /** Each service stands for its running or newest release, and is possible when that is. */
  private static List<Candidate> services(List<Store.Summary> rows, List<Candidate> releases) {
    Map<ServiceName, Store.Summary> meant = new TreeMap<>();
    for (Store.Summary row : rows) {
      meant.merge(
          row.id().service(),
          row,
          (one, other) ->
              Lookup.isMoving(one) != Lookup.isMoving(other)
                  ? (Lookup.isMoving(one) ? one : other)
                  : one.id().number() > other.id().number() ? one : other);
    }
    List<Candidate> services = new ArrayList<>();
    meant.forEach((service, row) -> {
      String because =
          releases.stream()
              .filter(release -> release.value().equals(row.id().toString()))
              .map(Candidate::because)
              .findFirst()
              .orElse("");
      services.add(
          new Candidate(
              service.value(),
              "its running or newest release, " + row.id(),
              "services",
              because.isEmpty(),
              because));
    });
    return services;
  }

  /** The one in use, then what moves, then what was typed lately, then the newest change. */
  private List<Store.Summary> ranked(Session session, List<Store.Summary> rows) {
    Map<ReleaseId, Long> uses = new HashMap<>();
    rows.forEach(row -> uses.put(row.id(), habits.uses(row.id().toString())));
    return rows.stream()
        .sorted(
            Comparator.<Store.Summary, Boolean>comparing(
                    row -> !session.inUse().filter(row.id()::equals).isPresent())
                .thenComparing(row -> !Lookup.isMoving(row))
                .thenComparing(row -> uses.getOrDefault(row.id(), 0L), Comparator.reverseOrder())
                .thenComparing(Store.Summary::changed, Comparator.reverseOrder()))
        .toList();
  }

  private static boolean needsGate(String verb) {
    return verb.equals("start") || verb.equals("approve") || verb.equals("withdraw");
  }

  private Optional<String> againstGate(Session session, String verb, Store.Summary row) {
    List<GateKeeper.Status> known =
        ours(
            session,
            "gate/" + row.id() + "/" + row.streamVersion(),
            () -> status(session, row.id().toString()).stream().toList());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    GateKeeper.Status status = known.getFirst();
    String me = session.actor().name();
    return switch (verb) {
      case "approve" ->
          mayNot(Standing.mayApprove(status.facts(), me)).or(() -> approvedAlready(status, me));
      case "withdraw" -> mayNot(Standing.mayWithdraw(status.facts(), me));
      default ->
          status.verdict().blocks().stream()
              .filter(block -> !NextStep.closesByItself(block))
              .findFirst()
              .map(block -> block.what() + " " + Plain.line(block.why(), 80));
    };
  }

  private static Optional<String> approvedAlready(GateKeeper.Status status, String me) {
    return status.facts().book().approvalsOf(status.facts().planHash()).stream()
            .anyMatch(a -> a.by().equals(me))
        ? Optional.of("you have approved it")
        : Optional.empty();
  }

  private static Optional<String> mayNot(Standing.Answer answer) {
    return answer instanceof Standing.Answer.MayNot no ? Optional.of(no.toYou()) : Optional.empty();
  }

  private static Optional<ReleaseRecord> release(Session session, String text) {
    return session.desk().lookup().find(text, session.inUse())
            instanceof Answer.Yes<ReleaseRecord> yes
        ? Optional.of(yes.value())
        : Optional.empty();
  }

  private static Optional<GateKeeper.Status> status(Session session, String text) {
    return release(session, text).map(found -> session.desk().gates().status(found));
  }

  /** The release a line speaks of so far. */
  private static String spokenOf(Session session, Completer.Line line) {
    String typed = line.placed().isEmpty() ? "@" : line.placed().getFirst();
    // By its name, because what is kept under it may serve other sessions too.
    return typed.equals("@") ? session.inUse().map(Object::toString).orElse(typed) : typed;
  }

  private List<Candidate> items(Session session, String verb, Completer.Line line) {
    String text = spokenOf(session, line);
    List<GateKeeper.Status> known =
        ours(session, "items/" + text, () -> status(session, text).stream().toList());
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
              : mayNot(
                  Standing.mayConfirm(status.facts(), session.actor().name(), item, "evidence"));
    };
  }

  private List<Candidate> stages(Session session, Completer.Line line) {
    String text = spokenOf(session, line);
    return ours(
        session,
        "stages/" + text,
        () ->
            release(session, text)
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
    List<Store.Summary> rows = rows(session);
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

  private static List<Candidate> tokens(Session session) {
    return session.desk().tokens().of(session.actor()).stream()
        .filter(token -> TokensView.isValid(token, session.desk().now()))
        .map(token ->
            plain(token.id(), token.holder() + "  " + Plain.line(token.purpose()), "tokens"))
        .toList();
  }

  /** My roles; those the plan asks for first. */
  private List<Candidate> roles(Session session, Completer.Line line) {
    String text = spokenOf(session, line);
    List<String> asked =
        ours(
            session,
            "roles/" + text,
            () ->
                status(session, text)
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
