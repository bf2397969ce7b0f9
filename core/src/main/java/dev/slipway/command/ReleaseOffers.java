package dev.slipway.command;

import dev.slipway.control.Answer;
import dev.slipway.control.GateKeeper;
import dev.slipway.control.Lookup;
import dev.slipway.gate.Standing;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.view.NextStep;
import dev.slipway.view.Plain;
import dev.slipway.view.StateWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Which releases a place may mean, ranked by what is done with them, and what does not fit now. */
final class ReleaseOffers {
  private static final Duration STORE = Duration.ofMillis(400);
  private static final Duration OPENING = Duration.ofSeconds(2);
  private static final int MOST_RELEASES = 30;
  private static final int MOST_ASKED = 12;

  private final LiveValues live;
  private final Habits habits;

  ReleaseOffers(LiveValues live, Habits habits) {
    this.live = live;
    this.habits = habits;
  }

  List<Store.Summary> rows(Session session) {
    return ours(session, "releases", () -> session.desk().lookup().list(Store.Query.all()));
  }

  /**
   * From our own store, which answers in no time once it is open; a process that was started for
   * this one answer has to open it first.
   */
  <T> List<T> ours(Session session, String key, Supplier<List<T>> source) {
    Duration patience = session.face() == Face.ONE_SHOT ? OPENING : LiveValues.KEY_PRESS;
    return live.get(key, STORE, patience, source);
  }

  List<Candidate> of(Session session, String verb) {
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
    session.inUse().ifPresent(id -> shown.add(Offers.plain("@", id.toString(), "in use")));
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

  static Optional<String> mayNot(Standing.Answer answer) {
    return answer instanceof Standing.Answer.MayNot no ? Optional.of(no.toYou()) : Optional.empty();
  }

  static Optional<ReleaseRecord> release(Session session, String text) {
    return session.desk().lookup().find(text, session.inUse())
            instanceof Answer.Yes<ReleaseRecord> yes
        ? Optional.of(yes.value())
        : Optional.empty();
  }

  static Optional<GateKeeper.Status> status(Session session, String text) {
    return release(session, text).map(found -> session.desk().gates().status(found));
  }

  /** The release a line speaks of so far. */
  static String spokenOf(Session session, Completer.Line line) {
    String typed = line.placed().isEmpty() ? "@" : line.placed().getFirst();
    // By its name, because what is kept under it may serve other sessions too.
    return typed.equals("@") ? session.inUse().map(Object::toString).orElse(typed) : typed;
  }
}
