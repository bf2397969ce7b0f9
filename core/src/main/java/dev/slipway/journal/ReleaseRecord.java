package dev.slipway.journal;

import dev.slipway.gate.GateRecord;
import dev.slipway.plan.Plan;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Kept;
import dev.slipway.rollout.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A release as its stream tells it: how it was opened, its state now, what people wrote down, and
 * the story.
 *
 * @param version version of the newest entry, for optimistic appends
 * @param reached the highest share the new version ever was confirmed at
 * @param story every entry with its fact, oldest first
 */
public record ReleaseRecord(
    Fact.Opened opened,
    State state,
    List<GateRecord> gateRecords,
    Weight reached,
    long version,
    List<Told> story) {
  public record Told(Entry entry, Fact fact) {}

  public ReleaseRecord {
    gateRecords = List.copyOf(gateRecords);
    story = List.copyOf(story);
  }

  public ReleaseId id() {
    return opened.id();
  }

  public ChangeRecord change() {
    return opened.change();
  }

  /** What was put aside last of such a kind; empty when nothing was. */
  public <K extends Kept> Optional<Saved<K>> kept(Class<K> kind) {
    for (Told told : story.reversed()) {
      if (told.fact() instanceof Fact.Happened happened
          && happened.happening() instanceof Happening.StepDone done
          && done.kept().filter(kind::isInstance).isPresent()) {
        return done.kept().map(kind::cast).map(what -> new Saved<>(told.entry().at(), what));
      }
    }
    return Optional.empty();
  }

  /**
   * @param at when it was put aside
   */
  public record Saved<K extends Kept>(Instant at, K what) {}

  public Optional<Plan> plan() {
    return state.planned();
  }
}
