package dev.slipway.journal;

import dev.slipway.gate.GateRecord;
import dev.slipway.plan.Plan;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Weight;
import dev.slipway.rollout.State;
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

  public Optional<Plan> plan() {
    return state.planned();
  }
}
