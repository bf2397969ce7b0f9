package dev.slipway.control;

import dev.slipway.control.port.Outcome;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Performs steps one after another, beside the traffic lane: a hanging deploy never delays the way
 * back. Intent, effect, outcome; a re-drive after a crash keeps the attempt.
 */
final class WorkLane {
  /**
   * Users wait for the old version to come up again: a step that hangs is not waited for longer.
   */
  static final Duration RESTORING_WAITS = Duration.ofSeconds(5);

  /**
   * Nobody waits for the clean-up: a slow deploy may end first, so that nothing of it is left
   * behind.
   */
  static final Duration CLEAN_UP_WAITS = Duration.ofMinutes(2);

  /**
   * @param performance number of this attempt in the ledger
   */
  private record Running(
      Effect.Perform work, int performance, CompletableFuture<Outcome> outcome) {}

  private final Performer performer;
  private final Books books;
  private final Clock clock;
  private final Executor executor;
  private final List<Running> running = new ArrayList<>();
  private Optional<Instant> waitingSince = Optional.empty();

  /**
   * @param executor may run several tasks at once: what overtakes a hanging step must not queue
   *     behind it
   */
  WorkLane(Performer performer, Books books, Clock clock, Executor executor) {
    this.performer = performer;
    this.books = books;
    this.clock = clock;
    this.executor = executor;
  }

  /** Begins the step a state waits for, unless it already runs or another one has to end first. */
  ReleaseRecord ensure(ReleaseRecord record, Effect.Perform work) {
    boolean known = running.stream().anyMatch(r -> r.work().equals(work));
    if (known || !mayBegin(record.state())) {
      return record;
    }
    waitingSince = Optional.empty();
    int performance = performance(record, work);
    boolean intended =
        books
            .store()
            .read(reader -> reader.step(StreamName.of(record.id()), work.step().id(), performance))
            .isPresent();
    ReleaseRecord after =
        intended ? record : books.intend(record, work.step(), performance, clock.now());
    running.add(
        new Running(
            work,
            performance,
            CompletableFuture.supplyAsync(
                () -> performer.perform(work.step(), performance), executor)));
    return after;
  }

  private boolean mayBegin(State state) {
    if (running.isEmpty()) {
      return true;
    }
    if (!(state instanceof RollingBack back)) {
      return false;
    }
    Instant now = clock.now();
    Instant since = waitingSince.orElse(now);
    waitingSince = Optional.of(since);
    Duration limit =
        back.leg() instanceof RollingBack.Leg.Restoring ? RESTORING_WAITS : CLEAN_UP_WAITS;
    return Duration.between(since, now).compareTo(limit) > 0;
  }

  /**
   * The number of an attempt in the ledger. A start that failed and is tried again counts its
   * attempts from 1; the ledger, and the target that is asked, see each with a number of its own.
   */
  private static int performance(ReleaseRecord record, Effect.Perform work) {
    int highest = 0;
    int beforeStart = 0;
    for (ReleaseRecord.Told told : record.story()) {
      switch (told.fact()) {
        case Fact.StepIntended intended when intended.step().equals(work.step().id()) ->
            highest = Math.max(highest, intended.attempt());
        case Fact.Happened happened when isStart(happened) -> beforeStart = highest;
        default -> {}
      }
    }
    return beforeStart + work.attempt();
  }

  static boolean isStart(Fact.Happened happened) {
    boolean start =
        happened.happening() instanceof Happening.StartRequested
            || (happened.happening() instanceof Happening.TimePassed
                && happened.state().equals("Starting"));
    return start && happened.answer() == Fact.Answer.MOVED;
  }

  /** Writes down the outcome of a step that has ended; empty when none has. */
  Optional<ReleaseRecord> collect(ReleaseRecord record) {
    Optional<Running> ended = running.stream().filter(one -> one.outcome().isDone()).findFirst();
    if (ended.isEmpty()) {
      return Optional.empty();
    }
    Running one = ended.get();
    Optional<Books.Result> told = told(record, one, outcome(one));
    // Only now: an outcome that could not be written is written at the next turn, and nothing is
    // performed twice.
    running.remove(one);
    return Optional.of(told.map(Books.Result::after).orElse(record));
  }

  private Optional<Books.Result> told(ReleaseRecord record, Running ended, Outcome outcome) {
    String step = ended.work().step().id();
    int attempt = ended.work().attempt();
    Actor by = Actor.system("driver");
    return switch (outcome) {
      case Outcome.Done done ->
          books.tellOutcome(
              record,
              new Happening.StepDone(clock.now(), by, step, attempt, done.evidence(), done.kept()),
              step,
              ended.performance(),
              Store.StepState.DONE);
      case Outcome.Failed failed ->
          books.tellOutcome(
              record,
              new Happening.StepFailed(
                  clock.now(), by, step, attempt, failed.fault(), failed.changed(), failed.kept()),
              step,
              ended.performance(),
              failed.changed() == Changed.UNKNOWN
                  ? Store.StepState.UNKNOWN
                  : Store.StepState.FAILED);
    };
  }

  /** A fault of ours while performing: what it changed is not known. */
  private static Outcome outcome(Running ended) {
    return ended
        .outcome()
        .handle((outcome, thrown) ->
            thrown == null ? outcome : new Outcome.Failed("broke off: " + thrown, Changed.UNKNOWN))
        .join();
  }

  boolean isBusy() {
    return !running.isEmpty();
  }
}
