package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.Gate;
import dev.slipway.gate.GateVerdict;
import dev.slipway.gate.Phase;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Summaries;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Planned;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Starts at a time. A person says when; the gates are read at that moment, not before, and closed
 * ones keep the release where it is.
 */
public final class Schedule {
  private static final Duration FARTHEST = Duration.ofDays(30);

  private static final Duration PATIENCE_WITH_CHATS = Duration.ofSeconds(10);

  private final Books books;
  private final World world;
  private final GateKeeper gates;
  private final Course course;

  /** Since when a look at the reactions is waited for. */
  private final Map<ReleaseId, Instant> asked = new ConcurrentHashMap<>();

  Schedule(Books books, World world, GateKeeper gates, Course course) {
    this.books = books;
    this.world = world;
    this.gates = gates;
    this.course = course;
  }

  /**
   * Lets a planned release start by itself; another time replaces the one before.
   *
   * @param summon asked when all that is missing is a worker; answers why there is none
   */
  public Answer<ReleaseRecord> startAt(
      Actor by, ReleaseRecord release, Instant due, Supplier<Optional<Refusal>> summon) {
    Optional<Refusal> refused =
        Standings.refuseUnlessPerson(world.catalogue(), by, "schedule a start")
            .or(() -> refuseTime(release, due));
    if (refused.isEmpty() && release.state() instanceof Planned && !course.isWorkerAlive()) {
      refused = summon.get();
    }
    if (refused.isPresent()) {
      return Answer.no(refused.get());
    }
    Books.Result result =
        books.tell(release, new Happening.StartScheduled(world.clock().now(), by, due));
    return result.decision() instanceof Decision.Refused no
        ? Answer.no(Refusals.of(result.after(), no.because()))
        : Answer.yes(result.after());
  }

  /** Why this cannot be the time of a start. */
  public Optional<Refusal> refuseTime(ReleaseRecord release, Instant due) {
    Instant now = world.clock().now();
    if (due.isAfter(now) && !due.isAfter(now.plus(FARTHEST))) {
      return Optional.empty();
    }
    Instant next = now.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MINUTES);
    return Optional.of(
        Refusal.of(
            "E-TIME-01",
            Kind.USAGE,
            due.isAfter(now)
                ? "A start is scheduled at most "
                    + FARTHEST.toDays()
                    + " days ahead, not for "
                    + due
                    + "."
                : due + " is over; it is " + now.truncatedTo(ChronoUnit.SECONDS) + " now.",
            "",
            "slipway start " + release.id() + " --at " + next));
  }

  /** Takes the time back; the release waits for somebody again. */
  public Answer<ReleaseRecord> withdraw(Actor by, ReleaseRecord release, String reason) {
    Optional<Refusal> refused =
        Standings.refuseUnlessPerson(world.catalogue(), by, "withdraw a scheduled start");
    if (refused.isPresent()) {
      return Answer.no(refused.get());
    }
    String words =
        by.name() + " withdrew the scheduled start" + (reason.isBlank() ? "" : ": " + reason);
    return books
        .tellWhile(
            release,
            state -> state instanceof Planned planned && planned.due().isPresent(),
            (reader, current) -> new Happening.StandingLost(world.clock().now(), by, words))
        .map(result -> Answer.yes(result.after()))
        .orElseGet(() ->
            Answer.no(
                Refusal.of(
                    "E-STATE-01",
                    Kind.CONFLICT,
                    release.id() + " has no scheduled start to withdraw.",
                    "",
                    "slipway show " + release.id())));
  }

  /** Releases that are to start by themselves. */
  public List<ReleaseId> waiting() {
    return books.store().read(reader -> reader.summaries(Store.Query.all())).stream()
        .filter(summary -> summary.state().equals(Summaries.SCHEDULED))
        .map(Store.Summary::id)
        .toList();
  }

  /**
   * Starts what is due, or writes down why it could not. Several workers may do it at once: the
   * first one moves it.
   */
  void startDue() {
    for (ReleaseId id : waiting()) {
      ReleaseRecord release = books.get(id);
      boolean due =
          release.state() instanceof Planned planned
              && planned.due().filter(at -> !world.clock().now().isBefore(at)).isPresent();
      if (due && !waitsForReactions(release)) {
        start(release);
      }
    }
  }

  /** A moment for the chat to confirm what the start rests on; nobody is held up by one away. */
  private boolean waitsForReactions(ReleaseRecord release) {
    if (gates.confirmations().areNew(release)) {
      asked.remove(release.id());
      return false;
    }
    Instant now = world.clock().now();
    Instant since = asked.computeIfAbsent(release.id(), id -> now);
    if (now.isBefore(since.plus(PATIENCE_WITH_CHATS))) {
      gates.confirmations().want(release);
      return true;
    }
    asked.remove(release.id());
    return false;
  }

  private void start(ReleaseRecord release) {
    Actor by = Actor.system("driver");
    Answer<ReleaseRecord> checked = gates.run(by, release, Phase.BEFORE, Optional.empty());
    ReleaseRecord ready = checked instanceof Answer.Yes<ReleaseRecord> yes ? yes.value() : release;
    List<GateVerdict.Block> outside =
        ready.plan().flatMap(course::another).map(Schedule::block).stream().toList();
    try {
      Books.Result unused =
          books.tell(
              ready,
              (reader, current) ->
                  new Happening.TimePassed(
                      world.clock().now(), by, Optional.of(verdict(reader, current, outside))));
    } catch (Store.Conflict anotherMoves) {
      // Between the reading of the lock and its taking; the next look finds it taken.
      return;
    }
  }

  private GateVerdict verdict(
      Store.Reader reader, ReleaseRecord release, List<GateVerdict.Block> outside) {
    GateVerdict inside = Gate.verdict(gates.facts(reader, release));
    List<GateVerdict.Block> all = new ArrayList<>(inside.blocks());
    all.addAll(outside);
    return new GateVerdict(all, inside.remarks());
  }

  private static GateVerdict.Block block(Refusal refusal) {
    return new GateVerdict.Block(
        refusal.code(),
        "running version",
        refusal.what(),
        refusal.fix().stream().findFirst().orElse("slipway doctor"));
  }
}
