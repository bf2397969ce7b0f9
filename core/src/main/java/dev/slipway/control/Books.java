package dev.slipway.control;

import dev.slipway.control.port.Spool;
import dev.slipway.gate.GateRecord;
import dev.slipway.health.Assessment;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Entry;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.plan.Step;
import dev.slipway.release.Actor;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * The one door through which a release's history grows. State, service lock, summary, news and seal
 * change in the very transaction that appends what happened, so no crash can part them.
 */
public final class Books {
  private final Store store;
  private final Spool spool;

  /** For whoever drives no release. */
  public Books(Store store) {
    this(store, Spool.none());
  }

  /**
   * @param spool keeps what is done while the store is away
   */
  public Books(Store store, Spool spool) {
    this.store = store;
    this.spool = spool;
  }

  /** What a happening came to. */
  public record Result(ReleaseRecord before, ReleaseRecord after, Decision decision) {}

  public Store store() {
    return store;
  }

  Spool spool() {
    return spool;
  }

  public Optional<ReleaseRecord> find(ReleaseId id) {
    List<Entry> entries = store.read(reader -> reader.entries(StreamName.of(id), 0));
    return entries.isEmpty() ? Optional.empty() : Optional.of(Replay.of(entries));
  }

  public ReleaseRecord get(ReleaseId id) {
    return find(id).orElseThrow(() -> new IllegalStateException("there is no release " + id));
  }

  /** The record with everything that was appended since; the same object when nothing was. */
  public ReleaseRecord renew(ReleaseRecord known) {
    return store.read(reader -> renew(reader, known));
  }

  static ReleaseRecord renew(Store.Reader reader, ReleaseRecord known) {
    StreamName stream = StreamName.of(known.id());
    if (reader.version(stream) == known.version()) {
      return known;
    }
    return Replay.after(known, reader.entries(stream, known.version()));
  }

  /** Puts a happening to the machine, on the newest state, and writes down what matters of it. */
  public Result tell(ReleaseRecord known, Happening happening) {
    return tell(known, (reader, record) -> happening);
  }

  /**
   * The same, where the happening itself depends on what is read in the transaction (gates, locks).
   *
   * @param ask called once per try, inside the write transaction: quick, and nothing outside the
   *     store
   */
  public Result tell(ReleaseRecord known, BiFunction<Store.Reader, ReleaseRecord, Happening> ask) {
    return store.write(writer -> {
      ReleaseRecord before = renew(writer, known);
      Happening happening = ask.apply(writer, before);
      Decision decision = before.state().on(happening);
      ReleaseRecord after = write(writer, before, happening, decision);
      return new Result(before, after, decision);
    });
  }

  /**
   * As {@link #tell}, unless the release is no longer in a state for which the happening was meant;
   * then nothing is written.
   */
  Optional<Result> tellWhile(
      ReleaseRecord known,
      Predicate<State> still,
      BiFunction<Store.Reader, ReleaseRecord, Happening> ask) {
    return store.write(writer -> {
      ReleaseRecord before = renew(writer, known);
      if (!still.test(before.state())) {
        return Optional.<Result>empty();
      }
      Happening happening = ask.apply(writer, before);
      Decision decision = before.state().on(happening);
      return Optional.of(new Result(before, write(writer, before, happening, decision), decision));
    });
  }

  /** As {@link #tell}, unless this very happening is written down already. */
  void tellOnce(ReleaseRecord known, Happening.TakenBackUnrecorded back) {
    ReleaseRecord unused =
        store.write(writer -> {
          ReleaseRecord before = renew(writer, known);
          return isTold(before, back)
              ? before
              : write(writer, before, back, before.state().on(back));
        });
  }

  private static boolean isTold(ReleaseRecord record, Happening.TakenBackUnrecorded back) {
    return record.story().stream()
        .anyMatch(told ->
            told.fact() instanceof Fact.Happened happened
                && happened.happening() instanceof Happening.TakenBackUnrecorded before
                && before.happenedAt().equals(back.happenedAt()));
  }

  /**
   * As {@link #tell}, with the end of a performance in the ledger.
   *
   * @return empty, and nothing written, when its outcome is known already: another worker was first
   */
  Optional<Result> tellOutcome(
      ReleaseRecord known,
      Happening happening,
      String step,
      int performance,
      Store.StepState ended) {
    StreamName stream = StreamName.of(known.id());
    return store.write(writer -> {
      boolean open =
          writer
              .step(stream, step, performance)
              .filter(row ->
                  row.state() == Store.StepState.INTENDED || row.state() == Store.StepState.UNKNOWN)
              .isPresent();
      if (!open) {
        return Optional.<Result>empty();
      }
      ReleaseRecord before = renew(writer, known);
      Decision decision = before.state().on(happening);
      ReleaseRecord after = write(writer, before, happening, decision);
      writer.stepEnded(stream, step, performance, ended, after.version());
      if (after.state().isEnd()) {
        // Held for this step alone; a release that moved has given it back already.
        writer.releaseLock(after.opened().environment(), after.id());
      }
      return Optional.of(new Result(before, after, decision));
    });
  }

  private static ReleaseRecord write(
      Store.Writer writer, ReleaseRecord before, Happening happening, Decision decision) {
    if (!matters(happening, decision)) {
      return before;
    }
    Fact.Happened fact = Replay.fact(before.state(), happening, decision);
    ReleaseRecord after = append(writer, before, fact, happening.at(), happening.by());
    lock(writer, before.state(), after, happening.at());
    after = news(writer, after, fact.effects(), happening);
    writer.summarize(Summaries.of(after));
    if (after.state().isEnd() && !before.state().isEnd()) {
      writer.seal(happening.at());
    }
    return after;
  }

  /**
   * Checks and ticks that change nothing are not history; their numbers are kept as measurements.
   */
  private static boolean matters(Happening happening, Decision decision) {
    boolean routine =
        happening instanceof Happening.Checked || happening instanceof Happening.TimePassed;
    return switch (decision) {
      case Decision.Moved moved -> true;
      case Decision.Refused refused -> true;
      case Decision.Late late -> !routine;
      case Decision.Stayed stayed ->
          !routine
              || !stayed.effects().isEmpty()
              || (happening instanceof Happening.Checked checked && isBreak(checked.assessment()));
    };
  }

  /**
   * A broken limit is history until it was broken often enough to act; an hour of it afterwards
   * says nothing new.
   */
  private static boolean isBreak(Assessment assessment) {
    return assessment.verdict() == Verdict.FAIL
        && assessment.streak() > 0
        && assessment.streak() <= assessment.breaksInARow();
  }

  private static void lock(Store.Writer writer, State before, ReleaseRecord after, Instant at) {
    if (after.state().isMoving() && !before.isMoving()) {
      if (RestoreLedger.hold(writer, after).isPresent()) {
        throw new Store.Conflict("the data of " + after.id() + " are being brought back");
      }
      if (!writer.takeLock(after.opened().environment(), after.id(), at)) {
        throw new Store.Conflict("another release of " + after.id().service() + " holds the lock");
      }
    } else if (!after.state().isMoving() && before.isMoving()) {
      writer.releaseLock(after.opened().environment(), after.id());
    }
  }

  /** News and calls are facts: once they stand here, every face tells them, and none twice. */
  private static ReleaseRecord news(
      Store.Writer writer, ReleaseRecord record, List<Effect> effects, Happening happening) {
    ReleaseRecord grown = record;
    for (Effect effect : effects) {
      Optional<Fact> fact =
          switch (effect) {
            case Effect.Announce announce ->
                Optional.of(new Fact.Announced(announce.news().name(), announce.words()));
            case Effect.PageSomeone page -> Optional.of(new Fact.Paged(page.why()));
            case Effect.WriteDocuments documents -> Optional.empty();
            case Effect.Perform perform -> Optional.empty();
          };
      if (fact.isPresent()) {
        grown = append(writer, grown, fact.get(), happening.at(), Actor.system("driver"));
      }
    }
    return grown;
  }

  /** Writes down a fact that does not move the machine. */
  public ReleaseRecord note(ReleaseRecord known, Fact fact, Instant at, Actor by) {
    return store.write(writer -> {
      ReleaseRecord current = renew(writer, known);
      ReleaseRecord after = append(writer, current, fact, at, by);
      writer.summarize(Summaries.of(after));
      return after;
    });
  }

  /** The same, unless something was written since the release was read; whether it was. */
  boolean noteIfUnchanged(ReleaseRecord known, Fact fact, Instant at, Actor by) {
    return store.write(writer -> {
      if (writer.version(StreamName.of(known.id())) != known.version()) {
        return false;
      }
      writer.summarize(Summaries.of(append(writer, known, fact, at, by)));
      return true;
    });
  }

  /** What people and checks wrote down at a gate. */
  public ReleaseRecord gate(ReleaseRecord known, List<GateRecord> records, Actor by) {
    return gate(known, records, by, (reader, grown) -> Optional.empty());
  }

  /**
   * The same, with what it means for the release.
   *
   * @param meaning asked in the same transaction, once the records are written; empty when it means
   *     nothing
   */
  ReleaseRecord gate(
      ReleaseRecord known,
      List<GateRecord> records,
      Actor by,
      BiFunction<Store.Reader, ReleaseRecord, Optional<Happening>> meaning) {
    return store.write(writer -> {
      ReleaseRecord grown = renew(writer, known);
      for (GateRecord record : records) {
        grown = append(writer, grown, new Fact.Gated(record), record.at(), by);
      }
      writer.summarize(Summaries.of(grown));
      Optional<Happening> happening = meaning.apply(writer, grown);
      return happening.isEmpty()
          ? grown
          : write(writer, grown, happening.get(), grown.state().on(happening.get()));
    });
  }

  /** A step is about to be performed. */
  ReleaseRecord intend(ReleaseRecord known, Step step, int performance, Instant at) {
    return store.write(writer -> intended(writer, renew(writer, known), step, performance, at));
  }

  private static ReleaseRecord intended(
      Store.Writer writer, ReleaseRecord current, Step step, int performance, Instant at) {
    Fact.StepIntended fact = new Fact.StepIntended(step.id(), performance, step.words());
    ReleaseRecord after = append(writer, current, fact, at, Actor.system("driver"));
    writer.stepIntended(StreamName.of(current.id()), step.id(), performance, after.version());
    writer.summarize(Summaries.of(after));
    return after;
  }

  /**
   * The same for a step of a release that is over: nothing of its service starts before the outcome
   * is known.
   *
   * @param still whether it is still to be done, asked in the same transaction
   * @return empty, and nothing written, where it is not, or another release holds the lock
   */
  Optional<ReleaseRecord> intendAfterEnd(
      ReleaseRecord known,
      BiFunction<Store.Reader, ReleaseRecord, Boolean> still,
      Step step,
      int performance,
      Instant at) {
    return store.write(writer -> {
      ReleaseRecord current = renew(writer, known);
      if (!still.apply(writer, current)
          || !writer.takeLock(current.opened().environment(), current.id(), at)) {
        return Optional.<ReleaseRecord>empty();
      }
      return Optional.of(intended(writer, current, step, performance, at));
    });
  }

  /** Opens a release: the first facts of a new stream, and its number. */
  public ReleaseRecord open(
      LongFunction<List<Fact>> facts, ServiceName service, Instant at, Actor by) {
    return store.write(writer -> open(writer, facts, service, at, by));
  }

  /**
   * The same, when nothing of this service is known in the environment yet; another process may be
   * doing it right now.
   */
  void openFirst(
      LongFunction<List<Fact>> facts,
      ServiceName service,
      EnvironmentName environment,
      Instant at,
      Actor by) {
    ServiceName unused =
        store.write(writer -> {
          boolean known = !writer.summaries(Store.Query.of(service, environment)).isEmpty();
          return known ? service : open(writer, facts, service, at, by).id().service();
        });
  }

  /**
   * The same, unless one that serves is there already: another process may be opening it right now.
   */
  ReleaseRecord openUnless(
      Function<Store.Reader, Optional<ReleaseRecord>> there,
      LongFunction<List<Fact>> facts,
      ServiceName service,
      Instant at,
      Actor by) {
    return store.write(
        writer -> there.apply(writer).orElseGet(() -> open(writer, facts, service, at, by)));
  }

  private static ReleaseRecord open(
      Store.Writer writer,
      LongFunction<List<Fact>> facts,
      ServiceName service,
      Instant at,
      Actor by) {
    long number = writer.nextNumber(service);
    StreamName stream = StreamName.of(new ReleaseId(service, number));
    List<Entry> entries = new ArrayList<>();
    for (Fact fact : facts.apply(number)) {
      entries.add(writer.append(stream, entries.size(), fact, at, by));
    }
    ReleaseRecord record = Replay.of(entries);
    writer.summarize(Summaries.of(record));
    return record;
  }

  static ReleaseRecord append(
      Store.Writer writer, ReleaseRecord record, Fact fact, Instant at, Actor by) {
    Entry entry = writer.append(StreamName.of(record.id()), record.version(), fact, at, by);
    return Replay.after(record, entry);
  }
}
