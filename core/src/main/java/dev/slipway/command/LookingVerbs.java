package dev.slipway.command;

import dev.slipway.control.Lookup;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.view.DiffView;
import dev.slipway.view.HistoryView;
import dev.slipway.view.ListView;
import dev.slipway.view.ShowView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looking at releases; nothing here changes anything. */
final class LookingVerbs {
  static final String GROUP = "Look";
  private static final int EVENTS = 5;
  private static final int ALL_EVENTS = 10_000;
  private static final int MOST_READ = 300;

  /** As far back as delivery figures look. */
  private static final Duration COMPARED = Duration.ofDays(180);

  /** How lists may be narrowed by state. */
  enum StateWord {
    MOVING,
    DRAFT,
    PLANNED,
    PAUSED,
    ROLLING_BACK,
    FINISHED,
    ROLLED_BACK,
    CANCELLED
  }

  private LookingVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("list", GROUP, "releases, newest change first")
            .option(service())
            .option(environment())
            .option(Option.value("--state", "state", Values.STATE, "only releases in this state"))
            .option(Option.flag("--mine", "only releases I opened"))
            .option(limit())
            .example("list", "all of them")
            .example("list --service shop --state moving", "what is on its way")
            .example("list --mine --json --fields release,version,state", "mine, for a program")
            .answers(ListView.class)
            .does(LookingVerbs::list),
        Verb.named("show", GROUP, "everything about one release")
            .release()
            .option(Option.flag("--events", "all that happened"))
            .example("show shop/42", "one release")
            .example("show shop --events", "the running or newest one, with all that happened")
            .example("show @ --json", "the one in use, for a program")
            .answers(ShowView.class)
            .does(LookingVerbs::show),
        Verb.named("diff", GROUP, "what a release changes against the version it replaces")
            .release()
            .option(Option.flag("--files", "files only"))
            .option(Option.flag("--commits", "commits only"))
            .option(Option.flag("--migrations", "migrations only"))
            .example("diff shop/42", "commits, files and migrations")
            .example("diff shop/42 --files", "files only")
            .answers(DiffView.class)
            .does(LookingVerbs::diff),
        Verb.named("history", GROUP, "the releases of a service, and how they ended")
            .maybe(
                "service", Values.SERVICE, "a service; the only one, or that of the release in use")
            .option(environment())
            .option(limit())
            .example("history shop", "the last ones")
            .example("history shop --env prod --limit 50", "more of them")
            .answers(HistoryView.class)
            .does(LookingVerbs::history));
  }

  private static Option service() {
    return Option.value("--service", "-s", "service", Values.SERVICE, "only this service");
  }

  private static Option environment() {
    return Option.value("--env", "-e", "environment", Values.ENVIRONMENT, "only this environment");
  }

  private static Option limit() {
    return Option.value("--limit", "count", Values.COUNT, "at most so many, 20 by default");
  }

  private static Outcome list(Call call) {
    Optional<StateWord> state = call.word("--state", StateWord.class);
    List<String> filter = new ArrayList<>();
    call.option("--service").ifPresent(service -> filter.add("service " + service));
    call.option("--env").ifPresent(environment -> filter.add("environment " + environment));
    state.ifPresent(word -> filter.add("state " + Call.key(word)));
    if (call.has("--mine")) {
      filter.add("opened by " + call.actor().name());
    }
    Store.Query query =
        new Store.Query(
            call.option("--service").map(text -> knownService(call, text)),
            call.option("--env").map(LookingVerbs::environment),
            false,
            1000);
    List<Store.Summary> all = call.desk().lookup().list(query);
    List<Store.Summary> rows =
        all.stream()
            .filter(row -> state.isEmpty() || isIn(row, state.get()))
            .filter(row -> !call.has("--mine") || row.owner().equals(call.actor().name()))
            .toList();
    int limit = call.number("--limit", 20, 1, 1000);
    return call.answer(
        ListView.of(
            rows, ListView.live(all), String.join(", ", filter), limit, call.people(), call.now()));
  }

  static boolean isIn(Store.Summary row, StateWord word) {
    String state = row.state().split("\\.", 2)[0];
    return switch (word) {
      case MOVING -> Lookup.isMoving(row);
      case DRAFT -> state.equals("Draft");
      case PLANNED -> state.equals("Planned");
      case PAUSED -> state.equals("Paused");
      case ROLLING_BACK -> state.equals("RollingBack") || state.equals("RollbackFailed");
      case FINISHED -> state.equals("Finished");
      case ROLLED_BACK -> state.equals("RolledBack");
      case CANCELLED -> state.equals("Cancelled");
    };
  }

  static ServiceName knownService(Call call, String text) {
    List<ServiceName> known =
        call.desk().catalogue().services().keySet().stream().sorted().toList();
    return known.stream()
        .filter(name -> name.value().equals(text))
        .findFirst()
        .or(() -> released(call, text))
        .orElseThrow(() -> {
          List<String> names = known.stream().map(ServiceName::value).toList();
          String near =
              Nearest.to(text, names).map(name -> " Did you mean " + name + "?").orElse("");
          return Refused.of(
              "E-REF-04",
              Kind.NOT_FOUND,
              "No service \"" + text + "\"." + near,
              List.of("slipway.yaml knows: " + String.join(", ", names)));
        });
  }

  /** A service that left the catalogue still has its history. */
  private static Optional<ServiceName> released(Call call, String text) {
    return call.desk().lookup().list(Store.Query.all()).stream()
        .map(row -> row.id().service())
        .filter(name -> name.value().equals(text))
        .findFirst();
  }

  private static EnvironmentName environment(String text) {
    try {
      return new EnvironmentName(text);
    } catch (IllegalArgumentException wrong) {
      throw Refused.of(
          "E-REF-05", Kind.NOT_FOUND, "\"" + text + "\" is not an environment.", List.of());
    }
  }

  private static Outcome show(Call call) {
    ReleaseRecord release = call.release();
    return call.answer(
        ShowView.of(
            release,
            call.desk().gates().status(release),
            call.desk().course().assessment(release),
            call.people(),
            call.actor().name(),
            call.now(),
            call.has("--events") ? ALL_EVENTS : EVENTS));
  }

  private static Outcome diff(Call call) {
    ReleaseRecord release = call.release();
    boolean all = !call.has("--files") && !call.has("--commits") && !call.has("--migrations");
    DiffView.Shown shown =
        new DiffView.Shown(
            all || call.has("--commits"),
            all || call.has("--files"),
            all || call.has("--migrations"));
    return call.answer(
        DiffView.of(release, call.desk().gates().status(release), call.people(), shown));
  }

  private static Outcome history(Call call) {
    ServiceName service =
        call.slot("service")
            .map(text -> knownService(call, text))
            .orElseGet(() -> onlyService(call, "history"));
    List<Store.Summary> rows = call.desk().lookup().list(Store.Query.of(service));
    String environment =
        call.option("--env")
            .orElseGet(() ->
                rows.stream().findFirst().map(row -> row.environment().value()).orElse("prod"));
    List<Store.Summary> here =
        rows.stream()
            .filter(row -> row.environment().value().equals(environment))
            .sorted(Comparator.<Store.Summary>comparingLong(row -> row.id().number()).reversed())
            .toList();
    int limit = call.number("--limit", 20, 1, 200);
    Instant recent = call.now().minus(COMPARED);
    // Read once: figures need more of them than are shown.
    List<ReleaseRecord> read =
        here.stream()
            .limit(MOST_READ)
            .filter(row -> here.indexOf(row) < limit || row.changed().isAfter(recent))
            .map(row -> call.yes(call.desk().lookup().find(row.id().toString(), Optional.empty())))
            .toList();
    List<ReleaseRecord> releases = read.stream().limit(limit).toList();
    return call.answer(
        HistoryView.of(
            service.value(), environment, releases, here.size(), read, call.people(), call.now()));
  }

  static ServiceName onlyService(Call call, String verb) {
    if (call.session().inUse().isPresent()) {
      return call.session().inUse().get().service();
    }
    List<ServiceName> known =
        call.desk().catalogue().services().keySet().stream().sorted().toList();
    if (known.size() == 1) {
      return known.getFirst();
    }
    throw Refused.of(
        "E-USAGE-03",
        Kind.USAGE,
        "Which service?",
        List.of(),
        known.stream().map(name -> "slipway " + verb + " " + name).toArray(String[]::new));
  }
}
