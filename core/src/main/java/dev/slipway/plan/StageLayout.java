package dev.slipway.plan;

import dev.slipway.release.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stages of a strategy, each with the share and the capacity it needs on the new side. */
final class StageLayout {
  /** Instances are not loaded to the brim: one may be slow, and shares are not split exactly. */
  private static final double RESERVE = 1.25;

  private static final List<Weight> USUAL = weights(5, 10, 25, 50, 100);

  /** Where a release that is risky or cannot be taken back begins, at most. */
  private static final Weight SMALL = new Weight(5);

  private StageLayout() {}

  static List<Stage> of(PlanFacts facts, StrategyKind strategy) {
    List<Stage> stages = ordinary(facts, strategy);
    return facts.rehearses().isPresent()
        ? List.of(new Stage.RehearsalStage(stages.getFirst()))
        : stages;
  }

  private static List<Stage> ordinary(PlanFacts facts, StrategyKind strategy) {
    Duration bake =
        facts.undoes().isPresent()
            ? facts.environment().verifyRollback()
            : facts.treatment().bake();
    if (facts.isFirstRelease() && InPlace.is(facts)) {
      int all = InPlace.instances(facts);
      return List.of(new Stage.BatchStage(Weight.ALL, all, bake, 1, 1));
    }
    boolean direct = facts.isFirstRelease() || facts.undoes().isPresent();
    if (direct && strategy == StrategyKind.CANARY) {
      return List.of(new Stage.WeightStage(Weight.ALL, instances(facts, Weight.ALL), bake));
    }
    return switch (strategy) {
      case ROLLING -> batches(facts, bake);
      case BLUE_GREEN -> {
        Duration monitor = facts.goesBack() ? bake : facts.treatment().switching().monitor();
        yield List.of(new Stage.SwitchStage(Weight.ALL, instances(facts, Weight.ALL), monitor));
      }
      case CANARY ->
          shares(facts).stream()
              .<Stage>map(weight -> new Stage.WeightStage(weight, instances(facts, weight), bake))
              .toList();
      case DARK_LAUNCH -> dark(facts, bake);
    };
  }

  /**
   * Whoever is shown what is new may be on any instance: the new side carries everybody from the
   * first stage on. Where no flag can be turned, the new version is dark because nobody is on it,
   * and goes out like any other when a person says so.
   */
  private static List<Stage> dark(PlanFacts facts, Duration bake) {
    if (InPlace.is(facts)) {
      return darkInPlace(facts, bake);
    }
    int all = instances(facts, Weight.ALL);
    List<Stage> stages = new ArrayList<>();
    if (!DarkLaunch.flags(facts).isEmpty()) {
      return DarkLaunch.exposures(facts, DarkLaunch.moves(facts), all, bake);
    }
    stages.add(new Stage.DarkStage(all));
    if (DarkLaunch.sharesTraffic(facts)) {
      shares(facts).forEach(weight -> stages.add(new Stage.WeightStage(weight, all, bake)));
    } else {
      stages.add(new Stage.SwitchStage(Weight.ALL, all, bake));
    }
    return stages;
  }

  /** There is no side to be dark on: the flag hides what is new from the first batch on. */
  private static List<Stage> darkInPlace(PlanFacts facts, Duration bake) {
    List<Stage> stages = new ArrayList<>();
    for (Stage stage : batches(facts, bake)) {
      Stage.BatchStage batch = (Stage.BatchStage) stage;
      stages.add(
          new Stage.BatchStage(
              batch.weight().hidden(), batch.instances(), batch.bake(), batch.batch(), batch.of()));
    }
    stages.addAll(DarkLaunch.exposures(facts, List.of(), InPlace.instances(facts), bake));
    return stages;
  }

  /** Why the target cannot hold these stages. */
  static Optional<Planning.CannotPlan> noRoom(PlanFacts facts, List<Stage> stages) {
    PlanFacts.TargetFacts target = facts.target();
    if (stages.getFirst().itself() instanceof Stage.BatchStage && facts.isFirstRelease()) {
      return Optional.empty();
    }
    if (stages.getFirst().itself() instanceof Stage.BatchStage) {
      int rest = target.readyOld() - InPlace.largestBatch(facts);
      return rest * target.perInstance() >= target.load()
          ? Optional.empty()
          : Optional.of(
              noRoom(
                  facts,
                  "While a batch is out, the rest cannot carry the load.",
                  rest
                      + " instances carry "
                      + PlainWords.number(rest * target.perInstance())
                      + " requests/s",
                  "start "
                      + facts.oldWords()
                      + " on more instances, or plan when there is less load"));
    }
    int needed = stages.getLast().instances();
    int room = target.maximum() - target.readyOld();
    if (needed <= room) {
      return Optional.empty();
    }
    return Optional.of(
        noRoom(
            facts,
            "There is no room for " + facts.change().to() + " at 100 %.",
            "it needs "
                + needed
                + (needed == 1 ? " instance" : " instances")
                + "; of "
                + target.maximum()
                + " places "
                + target.readyOld()
                + " are taken by "
                + facts.oldWords(),
            "raise the target's maximum to "
                + (needed + target.readyOld())
                + ", or plan when there is less load"));
  }

  private static Planning.CannotPlan noRoom(
      PlanFacts facts, String what, String count, String fix) {
    PlanFacts.TargetFacts target = facts.target();
    return new Planning.CannotPlan(
        Planning.CannotPlan.NO_ROOM,
        what,
        List.of(
            count,
            "the load is "
                + PlainWords.number(target.load())
                + " requests/s, one instance carries "
                + PlainWords.number(target.perInstance())
                + ", and a quarter is kept in reserve"),
        List.of(fix));
  }

  /** The policy's shares, begun smaller where the risk asks for it. */
  private static List<Weight> shares(PlanFacts facts) {
    List<Weight> asked = facts.treatment().weights();
    List<Weight> shares = new ArrayList<>(asked.isEmpty() ? USUAL : asked);
    if (StrategyChoice.isCareful(facts) && shares.getFirst().isAbove(SMALL)) {
      shares.addAll(0, List.of(new Weight(1), SMALL));
    }
    if (shares.getLast().isBelow(Weight.ALL)) {
      shares.add(Weight.ALL);
    }
    return shares;
  }

  private static int instances(PlanFacts facts, Weight weight) {
    // A side of a service of one's own gets its share as a whole: an instance of it that runs
    // something else would serve that.
    return InPlace.exec(facts)
        .map(exec -> Math.max(exec.serving(), forLoad(facts, Weight.ALL)))
        .orElseGet(() -> forLoad(facts, weight));
  }

  private static int forLoad(PlanFacts facts, Weight weight) {
    PlanFacts.TargetFacts target = facts.target();
    double load = target.load() * weight.percent() / 100 * RESERVE;
    // A hair below a whole number of instances is that number: 120 × 0.05 × 1.25 / 7.5 is 1, not 2.
    int needed = (int) Math.max(1, Math.ceil(load / target.perInstance() - 1e-9));
    // The load of this minute may be a quiet one: for a share, never fewer than the old side keeps
    // for the same share.
    int likeTheOldSide = (target.readyOld() * weight.percent() + 99) / 100;
    return Math.max(needed, likeTheOldSide);
  }

  private static List<Stage> batches(PlanFacts facts, Duration bake) {
    int all = InPlace.instances(facts);
    List<Integer> after = InPlace.updated(facts);
    int of = after.size();
    // On the way back nobody stays on the version that is given up longer than it has to be.
    Duration pause =
        facts.undoes().isPresent()
            ? Duration.ZERO
            : facts.treatment().rolling().pause().orElse(bake);
    List<Stage> stages = new ArrayList<>();
    for (int batch = 1; batch <= of; batch++) {
      int updated = after.get(batch - 1);
      stages.add(
          new Stage.BatchStage(
              new Weight(updated * 100 / all), updated, batch < of ? pause : bake, batch, of));
    }
    return stages;
  }

  private static List<Weight> weights(int... percents) {
    List<Weight> weights = new ArrayList<>();
    for (int percent : percents) {
      weights.add(new Weight(percent));
    }
    return List.copyOf(weights);
  }
}
