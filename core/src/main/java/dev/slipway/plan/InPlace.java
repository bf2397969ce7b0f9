package dev.slipway.plan;

import dev.slipway.health.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is particular about a service that is released by commands: how its instances are divided
 * into batches, whether its probes can ever prove anything, and how long going back takes.
 */
final class InPlace {
  private static final int USUAL_BATCHES = 10;

  private InPlace() {}

  static Optional<ExecSpec> exec(PlanFacts facts) {
    return facts.environment().target() instanceof ExecSpec exec
        ? Optional.of(exec)
        : Optional.empty();
  }

  /** Whether the new version takes the place of the old one at this target. */
  static boolean is(PlanFacts facts) {
    return exec(facts).filter(ExecSpec::isInPlace).isPresent();
  }

  /** Instances that a rolling update goes through: those configured, else those that serve. */
  static int instances(PlanFacts facts) {
    return exec(facts).map(ExecSpec::serving).orElse(facts.target().readyOld());
  }

  /**
   * Whether all of the new version's side is up already: what ran before was kept, and going back
   * to it deploys nothing.
   */
  static boolean isStandingBy(PlanFacts facts) {
    return exec(facts)
        .filter(exec -> !exec.isInPlace() && facts.target().readyNew() >= exec.serving())
        .isPresent();
  }

  /** How many instances run the new version after each batch. */
  static List<Integer> updated(PlanFacts facts) {
    int all = instances(facts);
    int size = largestBatch(facts);
    boolean chosen = facts.treatment().rolling().batch().isPresent();
    int batches = chosen ? dividedUp(all, size) : Math.min(all, USUAL_BATCHES);
    return IntStream.rangeClosed(1, batches)
        // Where nobody has chosen a size, no batch differs from another by more than one.
        .map(batch -> chosen ? Math.min(all, batch * size) : dividedUp(all * batch, batches))
        .boxed()
        .toList();
  }

  /** Most instances that are out at once, forward and back. */
  static int largestBatch(PlanFacts facts) {
    int all = instances(facts);
    return facts
        .treatment()
        .rolling()
        .batch()
        .map(size -> size.among(all))
        .orElse(Math.max(1, dividedUp(all, USUAL_BATCHES)));
  }

  private static int dividedUp(int instances, int by) {
    return (instances + by - 1) / by;
  }

  /** Nothing runs, and what would be started could not be ended again. */
  static Optional<Planning.CannotPlan> noEnd(PlanFacts facts) {
    boolean endless =
        facts.isFirstRelease()
            && is(facts)
            && exec(facts).filter(e -> e.stop().isPresent()).isEmpty();
    return endless
        ? Optional.of(
            new Planning.CannotPlan(
                Planning.CannotPlan.NO_WAY_BACK,
                "Nothing runs yet, and " + facts.change().to() + " could not be taken back.",
                List.of(
                    "the way back of a first release is to stop it, and no stop command is configured"),
                List.of(
                    "add stop: { run: [\"./stop.sh\", \"{instance}\"] } to the target",
                    "or deploy the first version by hand: the release after it can go back to it")))
        : Optional.empty();
  }

  /** Whether what is measured are probes, whose number is known beforehand. */
  private static boolean isProbed(PlanFacts facts) {
    return exec(facts).filter(exec -> exec.metrics().isEmpty()).isPresent();
  }

  /** Why the probes of this target could never make a check pass. */
  static Optional<Planning.CannotPlan> unprovable(
      PlanFacts facts, Limits limits, List<Stage> stages) {
    if (!isProbed(facts)) {
      return Optional.empty();
    }
    int fewest = stages.stream().mapToInt(Stage::instances).min().orElse(1);
    Duration every = exec(facts).get().probe().every();
    long inWindow = fewest * (limits.window().toMillis() / every.toMillis());
    if (inWindow >= limits.minimumRequests()) {
      return Optional.empty();
    }
    return Optional.of(
        new Planning.CannotPlan(
            Planning.CannotPlan.NOT_MEASURABLE,
            "No check of this release could ever pass.",
            List.of(
                "in the first stage "
                    + PlainWords.count(fewest)
                    + (fewest == 1 ? " instance is" : " instances are")
                    + " probed every "
                    + PlainWords.duration(every)
                    + ": "
                    + inWindow
                    + " requests in a window of "
                    + PlainWords.duration(limits.window()),
                "fewer than " + limits.minimumRequests() + " prove nothing"),
            List.of(
                "set minimum-requests: " + Math.max(1, inWindow * 2 / 3) + " in limits",
                "or probe more often, or look back further: window")));
  }

  /**
   * What a person should know about the choice: how long a stage lasts, and what is not checked.
   */
  static String remarks(PlanFacts facts, Limits limits, List<Stage> stages) {
    if (exec(facts).isEmpty()) {
      return "";
    }
    ExecSpec exec = exec(facts).get();
    StringBuilder words = new StringBuilder();
    int fewest = stages.stream().mapToInt(Stage::instances).min().orElse(1);
    Duration least =
        exec.probe().every().multipliedBy((limits.minimumRequests() + fewest - 1) / fewest);
    Duration bake = stages.getFirst().bake();
    boolean watched = !(stages.getFirst() instanceof Stage.DarkStage);
    if (isProbed(facts) && watched && least.compareTo(bake) > 0) {
      words
          .append("; its probes need ")
          .append(PlainWords.duration(least))
          .append(" for a verdict, so the first stage lasts longer than ")
          .append(PlainWords.duration(bake));
    }
    if (exec.isInPlace() && !facts.isFirstRelease()) {
      int out = largestBatch(facts);
      if (exec.serving() == 1) {
        words.append("; its only instance is out while it is deployed, and users wait");
      } else if (exec.capacity().isEmpty()) {
        words
            .append("; no load is declared, so nobody knows whether ")
            .append(PlainWords.count(exec.serving() - out))
            .append(exec.serving() - out == 1 ? " instance carries" : " instances carry")
            .append(" it while ")
            .append(PlainWords.count(out))
            .append(out == 1 ? " is out" : " are out");
      }
    }
    return words.toString();
  }

  /** "v1 deployed again, one instance after another". */
  static String method(PlanFacts facts) {
    if (facts.isFirstRelease()) {
      return "out of service: every instance is stopped";
    }
    int out = largestBatch(facts);
    return facts.oldWords()
        + " deployed again on "
        + instances(facts)
        + (instances(facts) == 1 ? " instance" : " instances, ")
        + (instances(facts) == 1 ? "" : PlainWords.count(out) + " at a time");
  }

  /** How long putting the old version back on every instance takes. */
  static Duration restoring(PlanFacts facts) {
    return exec(facts)
        .filter(ExecSpec::isInPlace)
        .map(exec -> exec.usually().multipliedBy(dividedUp(exec.serving(), largestBatch(facts))))
        .orElse(Duration.ZERO);
  }
}
