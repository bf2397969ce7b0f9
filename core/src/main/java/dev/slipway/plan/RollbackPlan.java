package dev.slipway.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The way back, worked out before anything moves.
 *
 * @param triggers when it is taken without asking anybody, in plain words
 * @param owner who follows up: the catalogue's key
 * @param method "traffic switch to v2.4.0"
 * @param dataCompatibility what the old code can and cannot read after the migrations
 * @param losesData whether going back loses what was written meanwhile
 * @param flagOff how to turn the feature off without moving traffic
 * @param computed how long it takes, from the steps' figures
 * @param notUndone what going back does not undo
 * @param pointOfNoReturn id of the step after which there is no way back
 */
public record RollbackPlan(
    List<String> triggers,
    String owner,
    String method,
    String dataCompatibility,
    boolean losesData,
    Optional<String> flagOff,
    Duration computed,
    List<String> notUndone,
    Optional<String> pointOfNoReturn) {
  public RollbackPlan {
    triggers = List.copyOf(triggers);
    notUndone = List.copyOf(notUndone);
  }

  /** Whether data may not come along, or the old version may not work on them any more. */
  public boolean mayLoseData() {
    return losesData || pointOfNoReturn.isPresent();
  }
}
