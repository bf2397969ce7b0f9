package dev.slipway.control;

import dev.slipway.control.port.Outcome;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Happening.Changed;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Performs steps one after another, beside the traffic lane: a hanging deploy never delays the way back. Intent, effect, outcome; a
 * re-drive after a crash keeps the attempt.
 */
final class WorkLane {
  private record Running(Effect.Perform work, CompletableFuture<Outcome> outcome) {}

  private final Performer performer;
  private final Books books;
  private final Clock clock;
  private final Executor executor;
  private final Queue<Running> running = new ArrayDeque<>();

  /** @param executor runs one task at a time, in order */
  WorkLane(Performer performer, Books books, Clock clock, Executor executor) {
    this.performer = performer;
    this.books = books;
    this.clock = clock;
    this.executor = executor;
  }

  /** Begins the step a state waits for, unless it already runs. */
  ReleaseRecord ensure(ReleaseRecord record, Effect.Perform work) {
    boolean known = running.stream().anyMatch(r -> r.work().equals(work));
    if (known) {
      return record;
    }
    boolean intended =
        books
            .store()
            .read(reader -> reader.step(dev.slipway.journal.StreamName.of(record.id()), work.step().id(), work.attempt()))
            .isPresent();
    ReleaseRecord after = intended ? record : books.intend(record, work, clock.now());
    CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> performer.perform(work), executor);
    running.add(new Running(work, outcome));
    return after;
  }

  /** Writes down the outcome of a step that has ended; empty when none has. */
  Optional<Books.Result> collect(ReleaseRecord record) {
    Running first = running.peek();
    if (first == null || !first.outcome().isDone()) {
      return Optional.empty();
    }
    running.remove();
    Outcome outcome = outcome(first);
    String step = first.work().step().id();
    int attempt = first.work().attempt();
    Actor by = Actor.system("driver");
    return Optional.of(
        switch (outcome) {
          case Outcome.Done done ->
              books.tellOutcome(
                  record,
                  new Happening.StepDone(clock.now(), by, step, attempt, done.evidence()),
                  step,
                  attempt,
                  Store.StepState.DONE);
          case Outcome.Failed failed ->
              books.tellOutcome(
                  record,
                  new Happening.StepFailed(clock.now(), by, step, attempt, failed.fault(), failed.changed()),
                  step,
                  attempt,
                  failed.changed() == Changed.UNKNOWN ? Store.StepState.UNKNOWN : Store.StepState.FAILED);
        });
  }

  /** A fault of ours while performing: what it changed is not known. */
  private static Outcome outcome(Running ended) {
    return ended
        .outcome()
        .handle(
            (outcome, thrown) ->
                thrown == null ? outcome : new Outcome.Failed("broke off: " + thrown, Changed.UNKNOWN))
        .join();
  }

  boolean isBusy() {
    return !running.isEmpty();
  }
}
