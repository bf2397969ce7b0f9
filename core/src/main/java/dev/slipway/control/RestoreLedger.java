package dev.slipway.control;

import dev.slipway.control.port.Checkpoints.Part;
import dev.slipway.control.port.Outcome;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Store.StepState;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.release.Actor;
import dev.slipway.release.EnvironmentName;
import dev.slipway.rollout.Effect;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The transactions of bringing data back. The service's lock is held from the first part to the
 * last, so that no release starts meanwhile and nobody else restores; each part stands in the
 * journal and in the ledger before it begins.
 */
record RestoreLedger(Books books) {
  private static final String STEP = "restore: ";

  /** How much later than its limit a part is taken to be dead; clocks may differ. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /**
   * A lock that is held for the data of a release.
   *
   * @param by who began the newest part
   * @param begun when
   * @param open whether its outcome is not known
   */
  record Hold(Actor by, Instant begun, boolean open) {
    /** Whether whoever began it may still be at it. */
    boolean isAlive(Instant now, Duration limit) {
      return open && now.isBefore(until(limit));
    }

    Instant until(Duration limit) {
      return begun.plus(limit).plus(GRACE);
    }
  }

  /** Empty where nobody holds the lock, or a release does, to move or to retire its old side. */
  static Optional<Hold> hold(Store.Reader reader, ReleaseRecord record) {
    Optional<Store.Lock> lock =
        reader
            .lock(record.id().service(), record.opened().environment())
            .filter(held -> held.holder().equals(record.id()));
    List<ReleaseRecord.Told> parts = record.story().stream().filter(RestoreLedger::isPart).toList();
    // Taken in the very transaction that wrote the first part down.
    boolean ours =
        lock.isPresent()
            && parts.stream()
                .anyMatch(told ->
                    intended(told).step().equals(step(Part.STOP_WRITERS))
                        && micros(told.entry().at()).equals(micros(lock.get().since())));
    if (!ours) {
      return Optional.empty();
    }
    ReleaseRecord.Told newest = parts.getLast();
    Fact.StepIntended part = intended(newest);
    boolean open =
        reader
            .step(StreamName.of(record.id()), part.step(), part.attempt())
            .filter(row -> row.state() == StepState.INTENDED)
            .isPresent();
    // Between two parts somebody is about to begin the next one.
    boolean between = !open && !isFailed(reader, record, part);
    return Optional.of(new Hold(newest.entry().by(), newest.entry().at(), open || between));
  }

  private static boolean isFailed(
      Store.Reader reader, ReleaseRecord record, Fact.StepIntended part) {
    return reader
        .step(StreamName.of(record.id()), part.step(), part.attempt())
        .filter(row -> row.state() == StepState.FAILED)
        .isPresent();
  }

  private static boolean isPart(ReleaseRecord.Told told) {
    return told.fact() instanceof Fact.StepIntended intended && intended.step().startsWith(STEP);
  }

  private static Fact.StepIntended intended(ReleaseRecord.Told told) {
    return (Fact.StepIntended) told.fact();
  }

  private static Instant micros(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS);
  }

  private static String step(Part part) {
    return STEP + part.words();
  }

  /**
   * A part that was written down and is to be performed now.
   *
   * @param fresh whether nothing was half restored before
   */
  record Begun(ReleaseRecord record, Part part, int attempt, boolean fresh) {}

  /**
   * Takes the lock and writes the first part down.
   *
   * @param limit of any part
   * @return empty, and nothing written, where somebody else has the service
   */
  Optional<Begun> begin(ReleaseRecord known, String reason, Duration limit, Instant at, Actor by) {
    return books
        .store()
        .write(writer -> {
          ReleaseRecord current = Books.renew(writer, known);
          EnvironmentName environment = current.opened().environment();
          Optional<Hold> before = hold(writer, current);
          if (before.filter(held -> !held.isAlive(at, limit)).isPresent()) {
            writer.releaseLock(environment, current.id());
          }
          if (writer.lock(current.id().service(), environment).isPresent()
              || !writer.takeLock(environment, current.id(), at)) {
            return Optional.<Begun>empty();
          }
          return Optional.of(
              intend(writer, current, Part.STOP_WRITERS, reason, before.isEmpty(), at, by));
        });
  }

  /**
   * Writes the next part down.
   *
   * @return empty, and nothing written, where somebody else went on meanwhile
   */
  Optional<Begun> next(Begun before, Part part, String reason, Instant at, Actor by) {
    return books
        .store()
        .write(writer -> {
          ReleaseRecord current = Books.renew(writer, before.record());
          return isStillOurs(writer, before, current)
              ? Optional.of(intend(writer, current, part, reason, before.fresh(), at, by))
              : Optional.<Begun>empty();
        });
  }

  private static boolean isStillOurs(Store.Reader reader, Begun begun, ReleaseRecord current) {
    return hold(reader, current).isPresent() && newest(current).equals(newest(begun.record()));
  }

  /** Where the newest part stands in the journal. */
  private static Optional<Long> newest(ReleaseRecord record) {
    return record.story().stream()
        .filter(RestoreLedger::isPart)
        .map(told -> told.entry().version())
        .reduce((first, later) -> later);
  }

  private static Begun intend(
      Store.Writer writer,
      ReleaseRecord current,
      Part part,
      String reason,
      boolean fresh,
      Instant at,
      Actor by) {
    int attempt =
        1
            + (int)
                current.story().stream()
                    .filter(RestoreLedger::isPart)
                    .filter(told -> intended(told).step().equals(step(part)))
                    .count();
    String words = part.words() + (reason.isBlank() ? "" : ": " + reason);
    ReleaseRecord after =
        Books.append(writer, current, new Fact.StepIntended(step(part), attempt, words), at, by);
    writer.stepIntended(StreamName.of(current.id()), step(part), attempt, after.version());
    writer.summarize(Summaries.of(after));
    return new Begun(after, part, attempt, fresh);
  }

  /**
   * Writes the outcome down, and gives the lock back where the data are whole or were not touched.
   */
  Begun end(Begun begun, String location, Outcome outcome, Instant at, Actor by) {
    return books
        .store()
        .write(writer -> {
          ReleaseRecord current = Books.renew(writer, begun.record());
          boolean ours = isStillOurs(writer, begun, current);
          boolean done = outcome instanceof Outcome.Done;
          String said =
              switch (outcome) {
                case Outcome.Done known -> "done";
                case Outcome.Failed failed -> "failed: " + failed.fault();
              };
          ReleaseRecord after =
              Books.append(
                  writer,
                  current,
                  remark(current, location + ": " + begun.part().words() + ": " + said),
                  at,
                  by);
          writer.stepEnded(
              StreamName.of(current.id()),
              step(begun.part()),
              begun.attempt(),
              done ? StepState.DONE : StepState.FAILED,
              after.version());
          boolean over =
              done
                  ? begun.part() == Part.START_WRITERS
                  : begun.part() == Part.STOP_WRITERS && begun.fresh();
          if (ours && over) {
            writer.releaseLock(after.opened().environment(), after.id());
          }
          writer.summarize(Summaries.of(after));
          return new Begun(after, begun.part(), begun.attempt(), begun.fresh());
        });
  }

  /**
   * People have put the data right: the lock is given back.
   *
   * @return empty, and nothing written, where there is none to give back, or somebody is at it
   */
  Optional<ReleaseRecord> byHand(
      ReleaseRecord known, String reason, Duration limit, Instant at, Actor by) {
    return books
        .store()
        .write(writer -> {
          ReleaseRecord current = Books.renew(writer, known);
          if (hold(writer, current).filter(held -> !held.isAlive(at, limit)).isEmpty()) {
            return Optional.<ReleaseRecord>empty();
          }
          ReleaseRecord after =
              Books.append(
                  writer, current, remark(current, "put right by hand: " + reason), at, by);
          writer.releaseLock(after.opened().environment(), after.id());
          writer.summarize(Summaries.of(after));
          return Optional.of(after);
        });
  }

  private static Fact remark(ReleaseRecord record, String words) {
    return new Fact.Announced(Effect.News.REMARKED.name(), "data of " + record.id() + ", " + words);
  }
}
