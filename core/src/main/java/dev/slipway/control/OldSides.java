package dev.slipway.control;

import dev.slipway.control.port.Leases;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Target;
import dev.slipway.journal.KeptSide;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.Story;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Happening.Changed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Retires the old sides that finished releases keep, when their time is over. Nothing is stopped
 * that serves, or that a newer release has used since.
 */
public final class OldSides {
  /** Further back nothing is kept any more: nobody may keep a side so long. */
  private static final int LOOKED_AT = 200;

  private record Known(long version, Optional<KeptSide> side) {}

  private final Books books;
  private final Clock clock;
  private Map<ReleaseId, Known> known = Map.of();

  OldSides(Books books, Clock clock) {
    this.books = books;
    this.clock = clock;
  }

  /** Releases whose old side is kept still. */
  public List<ReleaseId> waiting() {
    return books
        .store()
        .read(reader ->
            sides(reader).entrySet().stream()
                .filter(one -> one.getValue().side().filter(side -> !side.isOver()).isPresent())
                .map(Map.Entry::getKey)
                .toList());
  }

  /** Those that are to be retired now, and by nothing hindered from it. */
  public List<ReleaseId> due() {
    Instant now = clock.now();
    return books
        .store()
        .read(reader ->
            sides(reader).entrySet().stream()
                .filter(one ->
                    one.getValue()
                        .side()
                        .filter(side -> !side.isOver() && !side.due().isAfter(now))
                        .isPresent())
                .map(Map.Entry::getKey)
                .filter(id -> !isBusy(reader, id))
                .toList());
  }

  /** Read once for each version of a release: this is asked every second. */
  private synchronized Map<ReleaseId, Known> sides(Store.Reader reader) {
    Map<ReleaseId, Known> now = new HashMap<>();
    reader.summaries(Store.Query.all()).stream()
        .filter(row -> row.state().equals(Finished.class.getSimpleName()))
        .filter(row -> row.planHash().isPresent())
        .limit(LOOKED_AT)
        .forEach(row -> {
          Known before = known.get(row.id());
          now.put(
              row.id(),
              before != null && before.version() == row.streamVersion()
                  ? before
                  : new Known(row.streamVersion(), KeptSide.of(read(reader, row.id()))));
        });
    known = now;
    return now;
  }

  private static ReleaseRecord read(Store.Reader reader, ReleaseId id) {
    return Replay.of(reader.entries(StreamName.of(id), 0));
  }

  /** Another release of the service moves: what it does decides what becomes of the side. */
  private static boolean isBusy(Store.Reader reader, ReleaseId id) {
    return reader
        .summary(id)
        .flatMap(row -> reader.lock(id.service(), row.environment()))
        .filter(lock -> !lock.holder().equals(id))
        .isPresent();
  }

  /**
   * One attempt, where it is due.
   *
   * @param lease asked right before anything is stopped
   */
  void retire(ReleaseRecord release, Function<Plan, Target> targets, Leases.Lease lease) {
    Optional<KeptSide> side = KeptSide.of(release).filter(this::isDue);
    if (side.isEmpty()) {
      return;
    }
    Plan plan = side.get().plan();
    int attempt = side.get().open() ? side.get().attempts() : side.get().attempts() + 1;
    Optional<ReleaseRecord> intended =
        books.intendAfterEnd(
            release,
            (reader, current) ->
                KeptSide.of(current).filter(this::isDue).isPresent()
                    && RestoreLedger.hold(reader, current).isEmpty(),
            plan.retireOld(),
            attempt,
            clock.now());
    if (intended.isEmpty()) {
      return;
    }
    Optional<ReleaseId> user = books.store().read(reader -> user(reader, intended.get()));
    Optional<Outcome> outcome =
        user.<Outcome>map(
                newer -> new Outcome.Done(newer + " has used that side since; nothing was stopped"))
            .or(() -> stopped(plan, attempt, targets, lease));
    // Without one it stays begun: whoever has the lease goes on with this very attempt.
    outcome.ifPresent(known -> tell(intended.get(), plan, attempt, known));
  }

  private void tell(ReleaseRecord release, Plan plan, int attempt, Outcome outcome) {
    Actor by = Actor.system("driver");
    String step = plan.retireOld().id();
    Optional<Books.Result> unused =
        switch (outcome) {
          case Outcome.Done done ->
              books.tellOutcome(
                  release,
                  new Happening.StepDone(clock.now(), by, step, attempt, done.evidence()),
                  step,
                  attempt,
                  Store.StepState.DONE);
          case Outcome.Failed failed ->
              books.tellOutcome(
                  release,
                  new Happening.StepFailed(
                      clock.now(), by, step, attempt, failed.fault(), failed.changed()),
                  step,
                  attempt,
                  Store.StepState.FAILED);
        };
  }

  private boolean isDue(KeptSide side) {
    return !side.isOver() && !side.due().isAfter(clock.now());
  }

  /**
   * Another release that moved after this one's end: it deployed to the side, or serves from it.
   */
  private static Optional<ReleaseId> user(Store.Reader reader, ReleaseRecord release) {
    Instant end = Story.of(release).endedAt().orElse(Instant.MAX);
    return reader.summaries(Store.Query.of(release.id().service())).stream()
        .filter(row -> row.environment().equals(release.opened().environment()))
        .filter(row -> !row.id().equals(release.id()) && Summaries.endedAfterItMoved(row))
        .filter(row -> !row.changed().isBefore(end))
        .filter(row -> hasUsed(read(reader, row.id()), end))
        .map(Store.Summary::id)
        .findFirst();
  }

  /** A rehearsal switches to the side that is kept, and leaves it as it was. */
  private static boolean hasUsed(ReleaseRecord other, Instant end) {
    return !TrafficNotes.startedAt(other).isBefore(end)
        && other.plan().filter(plan -> !plan.leavesAsFound()).isPresent();
  }

  private static Optional<Outcome> stopped(
      Plan plan, int attempt, Function<Plan, Target> targets, Leases.Lease lease) {
    try {
      Target target = targets.apply(plan);
      Weight share = target.traffic().read().share();
      if (share.percent() != Weight.ALL.percent()) {
        return failed(
            plan.to()
                + " has "
                + share
                + " of the traffic, so "
                + plan.from().map(old -> old + " serves").orElse("the old side serves")
                + "; nothing was stopped");
      }
      if (!lease.isStillOurs()) {
        return Optional.empty();
      }
      Outcome outcome = new Performer(plan, target).perform(plan.retireOld(), attempt);
      return Thread.currentThread().isInterrupted() ? Optional.empty() : Optional.of(outcome);
    } catch (RuntimeException silent) {
      return Thread.currentThread().isInterrupted()
          ? Optional.empty()
          : failed(String.valueOf(silent.getMessage()));
    }
  }

  private static Optional<Outcome> failed(String fault) {
    return Optional.of(new Outcome.Failed(fault, Changed.NO));
  }
}
