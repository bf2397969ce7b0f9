package dev.slipway.control;

import dev.slipway.gate.GateRecord;
import dev.slipway.journal.Entry;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The one door through which a release's history grows. State, service lock, summary, news and seal change in the very
 * transaction that appends what happened, so no crash can part them.
 */
public final class Books {
  private final Store store;

  public Books(Store store) {
    this.store = store;
  }

  /** What a happening came to. */
  public record Result(ReleaseRecord before, ReleaseRecord after, Decision decision) {}

  public Store store() {
    return store;
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

  private static ReleaseRecord renew(Store.Reader reader, ReleaseRecord known) {
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
   * @param ask called once per try, inside the write transaction: quick, and nothing outside the store
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

  /** As {@link #tell}, with the end of a step's attempt in the ledger. */
  Result tellOutcome(ReleaseRecord known, Happening happening, String step, int attempt, Store.StepState ended) {
    return store.write(writer -> {
          ReleaseRecord before = renew(writer, known);
          Decision decision = before.state().on(happening);
          ReleaseRecord after = write(writer, before, happening, decision);
          writer.stepEnded(StreamName.of(known.id()), step, attempt, ended, after.version());
          return new Result(before, after, decision);
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

  /** Checks and ticks that change nothing are not history; their numbers are kept as measurements. */
  private static boolean matters(Happening happening, Decision decision) {
    boolean routine = happening instanceof Happening.Checked || happening instanceof Happening.TimePassed;
    return switch (decision) {
      case Decision.Moved moved -> true;
      case Decision.Refused refused -> true;
      case Decision.Late late -> !routine;
      case Decision.Stayed stayed ->
          !routine
              || !stayed.effects().isEmpty()
              || (happening instanceof Happening.Checked checked && checked.assessment().streak() > 0);
    };
  }

  private static void lock(Store.Writer writer, State before, ReleaseRecord after, Instant at) {
    if (after.state().isMoving() && !before.isMoving()) {
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

  /** What people and checks wrote down at a gate. */
  public ReleaseRecord gate(ReleaseRecord known, List<GateRecord> records, Actor by) {
    return store.write(writer -> {
          ReleaseRecord grown = renew(writer, known);
          for (GateRecord record : records) {
            grown = append(writer, grown, new Fact.Gated(record), record.at(), by);
          }
          writer.summarize(Summaries.of(grown));
          return grown;
        });
  }

  /** A step is about to be performed. */
  ReleaseRecord intend(ReleaseRecord known, Effect.Perform work, Instant at) {
    return store.write(writer -> {
          ReleaseRecord current = renew(writer, known);
          Fact.StepIntended fact = new Fact.StepIntended(work.step().id(), work.attempt(), work.step().words());
          ReleaseRecord after = append(writer, current, fact, at, Actor.system("driver"));
          writer.stepIntended(StreamName.of(known.id()), work.step().id(), work.attempt(), after.version());
          return after;
        });
  }

  /** Opens a release: the first facts of a new stream, and its number. */
  public ReleaseRecord open(
      java.util.function.Function<Long, List<Fact>> facts, dev.slipway.release.ServiceName service, Instant at, Actor by) {
    return store.write(writer -> {
          long number = writer.nextNumber(service);
          StreamName stream = StreamName.of(new ReleaseId(service, number));
          List<Entry> entries = new ArrayList<>();
          for (Fact fact : facts.apply(number)) {
            entries.add(writer.append(stream, entries.size(), fact, at, by));
          }
          ReleaseRecord record = Replay.of(entries);
          writer.summarize(Summaries.of(record));
          return record;
        });
  }

  private static ReleaseRecord append(
      Store.Writer writer, ReleaseRecord record, Fact fact, Instant at, Actor by) {
    Entry entry = writer.append(StreamName.of(record.id()), record.version(), fact, at, by);
    return Replay.after(record, entry);
  }
}
