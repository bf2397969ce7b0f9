package dev.slipway.journal;

import dev.slipway.plan.Plan;
import dev.slipway.plan.Step;
import dev.slipway.rollout.Finished;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a release that is over left its flags, and what was found of that since.
 *
 * @param percents of the users who are shown what is behind each flag, by its name
 * @param newest what the newest look found, by the name of the flag
 */
public record FlagsLeft(Map<String, Integer> percents, Map<String, Fact.FlagFound> newest) {
  public FlagsLeft {
    percents = Map.copyOf(percents);
    newest = Map.copyOf(newest);
  }

  /** None while the release is not over, and where it turned none. */
  public static FlagsLeft by(ReleaseRecord release) {
    Optional<Plan> plan = release.plan();
    if (plan.isEmpty() || !release.state().isEnd()) {
      return new FlagsLeft(Map.of(), Map.of());
    }
    Map<String, Integer> percents = new HashMap<>();
    int own = release.state() instanceof Finished ? 100 : 0;
    plan.get().flags().forEach(flag -> percents.put(flag, own));
    // Of an undo: what it turned off stays off, however the undo itself ended.
    for (Step step : plan.get().starting()) {
      if (step instanceof Step.TurnFlagsOff off) {
        off.flags().forEach(flag -> percents.put(flag, 0));
      }
    }
    Map<String, Fact.FlagFound> newest = new HashMap<>();
    release
        .story()
        .forEach(told -> {
          if (told.fact() instanceof Fact.FlagFound found) {
            newest.put(found.flag(), found);
          }
        });
    return new FlagsLeft(percents, newest);
  }

  /** What users see instead, where it is not as it was left; in the order of the flags' names. */
  public List<Fact.FlagFound> astray() {
    return newest.values().stream()
        .filter(found -> found.found() != Fact.Found.AS_LEFT)
        .sorted(Comparator.comparing(Fact.FlagFound::flag))
        .toList();
  }
}
