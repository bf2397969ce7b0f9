package dev.slipway.journal;

import dev.slipway.gate.GateRecord;
import dev.slipway.gate.Standing;
import dev.slipway.plan.Proofs;
import dev.slipway.plan.Step;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.State;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fold of a release's stream. Every recorded happening is put to the machine again, and its
 * answer is compared with the one that was recorded: a program that reads history differently must
 * not go on from it.
 */
public final class Replay {
  /**
   * The stream tells something else than this program would make of it. Names stream and version.
   */
  public static final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final long version;
    private final String what;

    Mismatch(Entry entry, String what) {
      this(entry, what, null);
    }

    Mismatch(Entry entry, String what, @Nullable Throwable cause) {
      super(entry.stream() + ", entry " + entry.version() + ": " + what, cause);
      this.version = entry.version();
      this.what = what;
    }

    /** The entry that is read differently. */
    public long version() {
      return version;
    }

    /** The message without stream and version. */
    public String what() {
      return what;
    }
  }

  private Replay() {}

  /**
   * @param entries a release's whole stream, oldest first; at least one
   * @throws Mismatch when this program reads history differently
   * @throws Codec.Unreadable when an entry cannot be read
   */
  public static ReleaseRecord of(List<Entry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          "a release has at least one entry: the one that opened it");
    }
    Iterator<Entry> iterator = entries.iterator();
    Fold fold = new Fold(iterator.next());
    iterator.forEachRemaining(fold::add);
    return fold.record();
  }

  /**
   * The record after one more entry, which must be the next of its stream. Equals a replay of the
   * whole.
   */
  public static ReleaseRecord after(ReleaseRecord record, Entry entry) {
    Fold fold = new Fold(record);
    fold.add(entry);
    return fold.record();
  }

  /**
   * The record after the entries that were appended since, in order; the same record when there are
   * none.
   */
  public static ReleaseRecord after(ReleaseRecord record, List<Entry> entries) {
    Fold fold = new Fold(record);
    entries.forEach(fold::add);
    return fold.record();
  }

  private static final class Fold {
    private final Fact.Opened opened;
    private final List<GateRecord> gateRecords;
    private final List<ReleaseRecord.Told> story;
    private State state;
    private Weight reached;
    private long version;

    Fold(Entry first) {
      Fact fact = Codec.decode(first);
      if (first.version() != 1 || !(fact instanceof Fact.Opened opening)) {
        throw new Mismatch(
            first,
            "a release's stream begins with entry 1, which opens it; this is " + first.kind());
      }
      if (!StreamName.of(opening.id()).equals(first.stream())) {
        throw new Mismatch(first, "opens " + opening.id() + ", which is another release's stream");
      }
      opened = opening;
      gateRecords = new ArrayList<>();
      story = new ArrayList<>(List.of(new ReleaseRecord.Told(first, opening)));
      state = new Draft(opening.change());
      reached = Weight.NONE;
      version = 1;
    }

    Fold(ReleaseRecord record) {
      opened = record.opened();
      gateRecords = new ArrayList<>(record.gateRecords());
      story = new ArrayList<>(record.story());
      state = record.state();
      reached = record.reached();
      version = record.version();
    }

    void add(Entry entry) {
      if (!entry.stream().equals(StreamName.of(opened.id())) || entry.version() != version + 1) {
        throw new Mismatch(
            entry,
            "entry " + (version + 1) + " of " + StreamName.of(opened.id()) + " was expected");
      }
      Fact fact = Codec.decode(entry);
      switch (fact) {
        case Fact.Opened again -> throw new Mismatch(entry, "opens the release a second time");
        case Fact.Happened happened -> happen(entry, happened);
        case Fact.Gated gated -> gateRecords.add(gated.record());
        case Fact.CatalogueActivated activated ->
            throw new Mismatch(entry, "belongs into the stream \"catalog\"");
        case Fact.TokenCreated created ->
            throw new Mismatch(entry, "belongs into the stream \"token\"");
        case Fact.TokenRevoked revoked ->
            throw new Mismatch(entry, "belongs into the stream \"token\"");
        case Fact.Sealed sealed -> throw new Mismatch(entry, "belongs into the stream \"seal\"");
        case Fact.Adopted adopted -> adopt(entry);
        case Fact.Affected affected -> {}
        case Fact.StepIntended intended -> {}
        case Fact.TrafficIntended intended -> {}
        case Fact.DocumentsWritten written -> {}
        case Fact.TrafficFound found -> {}
        case Fact.FlagFound found -> {}
        case Fact.ToldElsewhere moved -> {}
        case Fact.Concluded concluded -> {}
        case Fact.Announced announced -> {}
        case Fact.Paged paged -> {}
      }
      story.add(new ReleaseRecord.Told(entry, fact));
      version = entry.version();
    }

    private void adopt(Entry entry) {
      if (!(state instanceof Draft)) {
        throw new Mismatch(
            entry, "adopts a release that is " + state.name() + "; only a draft can be");
      }
      state = new Finished(Optional.empty(), entry.at());
      reached = Weight.ALL;
    }

    private void happen(Entry entry, Fact.Happened happened) {
      Decision decision;
      try {
        decision = state.on(happened.happening());
      } catch (RuntimeException e) {
        throw new Mismatch(
            entry, "this program cannot answer " + entry.kind() + " when " + state.name(), e);
      }
      State next = decision instanceof Decision.Moved moved ? moved.next() : state;
      Fact.Answer answer = answer(decision);
      if (answer != happened.answer() || !next.name().equals(happened.state())) {
        throw new Mismatch(
            entry,
            "this program reads history differently: "
                + entry.kind()
                + " when "
                + state.name()
                + " was answered "
                + happened.answer()
                + " and led to "
                + happened.state()
                + ", here it is "
                + answer
                + " and leads to "
                + next.name());
      }
      state = next;
      shown(happened.happening()).ifPresent(gateRecords::add);
      if (happened.happening() instanceof Happening.TrafficSettled settled
          && settled.weight().isAbove(reached)) {
        reached = settled.weight();
      }
    }

    /** What the tests of the service as a whole came to is evidence in the checklist. */
    private Optional<GateRecord> shown(Happening happening) {
      return switch (happening) {
        case Happening.StepDone done when done.step().equals(Step.RunSuite.ID) ->
            Optional.of(
                new GateRecord.ItemConfirmed(
                    Standing.TOOL,
                    done.at(),
                    Proofs.SUITE,
                    done.evidence(),
                    opened.change().artifact().value(),
                    Optional.empty()));
        case Happening.StepFailed failed when failed.step().equals(Step.RunSuite.ID) ->
            Optional.of(
                new GateRecord.ItemFailed(
                    Standing.TOOL, failed.at(), Proofs.SUITE, failed.fault()));
        default -> Optional.empty();
      };
    }

    ReleaseRecord record() {
      return new ReleaseRecord(opened, state, gateRecords, reached, version, story);
    }
  }

  /** The word by which the journal keeps a decision. */
  public static Fact.Answer answer(Decision decision) {
    return switch (decision) {
      case Decision.Moved moved -> Fact.Answer.MOVED;
      case Decision.Stayed stayed -> Fact.Answer.STAYED;
      case Decision.Late late -> Fact.Answer.LATE;
      case Decision.Refused refused -> Fact.Answer.REFUSED;
    };
  }

  /** The fact to append when {@code happening} is put to {@code before}. */
  public static Fact.Happened fact(State before, Happening happening, Decision decision) {
    return switch (decision) {
      case Decision.Moved moved ->
          new Fact.Happened(
              happening, Fact.Answer.MOVED, moved.because(), moved.next().name(), moved.effects());
      case Decision.Stayed stayed ->
          new Fact.Happened(
              happening, Fact.Answer.STAYED, stayed.because(), before.name(), stayed.effects());
      case Decision.Late late ->
          new Fact.Happened(happening, Fact.Answer.LATE, late.because(), before.name(), List.of());
      case Decision.Refused refused ->
          new Fact.Happened(
              happening, Fact.Answer.REFUSED, refused.because(), before.name(), List.of());
    };
  }
}
