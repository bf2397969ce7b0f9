package dev.slipway.journal;

import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry of a release with the state it met and the one it left.
 *
 * @param before what the release was doing when the entry was written
 */
public record Pace(ReleaseRecord.Told told, State before, State after) {
  /** Every entry, oldest first. */
  public static List<Pace> through(ReleaseRecord record) {
    List<Pace> paces = new ArrayList<>();
    State state = new Draft(record.change());
    for (ReleaseRecord.Told told : record.story()) {
      State after = after(state, told);
      paces.add(new Pace(told, state, after));
      state = after;
    }
    return paces;
  }

  private static State after(State before, ReleaseRecord.Told told) {
    return switch (told.fact()) {
      case Fact.Happened happened ->
          before.on(happened.happening()) instanceof Decision.Moved moved ? moved.next() : before;
      case Fact.Adopted adopted -> new Finished(Optional.empty(), told.entry().at());
      default -> before;
    };
  }
}
