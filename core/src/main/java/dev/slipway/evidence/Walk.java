package dev.slipway.evidence;

import dev.slipway.health.Assessment;
import dev.slipway.journal.Fact;
import dev.slipway.journal.Pace;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was measured on the way. */
final class Walk {
  /**
   * A stretch that users were watched in.
   *
   * @param name "stage 2 (25 %)", "observation (100 %)", "after the rollback"
   * @param until empty while it lasts
   * @param last the newest check the journal has of it; checks that changed nothing are not kept
   *     there
   */
  record Stretch(String name, Instant from, Optional<Instant> until, Optional<Assessment> last) {}

  private Walk() {}

  static List<Stretch> stretches(ReleaseRecord record) {
    List<Stretch> stretches = new ArrayList<>();
    Optional<Stretch> open = Optional.empty();
    for (Pace pace : Pace.through(record)) {
      Instant at = pace.told().entry().at();
      if (open.isPresent()
          && pace.told().fact() instanceof Fact.Happened happened
          && happened.happening() instanceof Happening.Checked checked) {
        Stretch now = open.get();
        open =
            Optional.of(
                new Stretch(
                    now.name(), now.from(), now.until(), Optional.of(checked.assessment())));
      }
      Optional<String> name = name(pace.after());
      if (!open.map(Stretch::name).equals(name)) {
        open.ifPresent(over ->
            stretches.add(new Stretch(over.name(), over.from(), Optional.of(at), over.last())));
        open = name.map(next -> new Stretch(next, at, Optional.empty(), Optional.empty()));
      }
    }
    open.ifPresent(stretches::add);
    return stretches;
  }

  private static Optional<String> name(State state) {
    return switch (state) {
      case Paused paused -> name(paused.inside());
      case Shifting shifting ->
          shifting.phase() instanceof Phase.Baking
              ? Optional.of("stage " + (shifting.stage() + 1) + " (" + shifting.held() + ")")
              : Optional.empty();
      case Observing observing -> Optional.of("observation (100 %)");
      case RollingBack back ->
          back.leg() instanceof RollingBack.Leg.Verify
              ? Optional.of("after the rollback")
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
