package dev.slipway.plan;

import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.migration.Migration;
import dev.slipway.migration.Phase;
import dev.slipway.release.Version;
import dev.slipway.risk.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rollback plan of a release, from what starts it and what it changes. */
final class WayBack {
  /** Writing a share, reading it back, and reading it again. */
  private static final Duration TRAFFIC_WRITE = Duration.ofSeconds(2);

  private static final String BY_ITSELF = ": slipway does it first, before any traffic is moved";

  private WayBack() {}

  /** The flags that Slipway turns by itself. */
  private static List<String> turned(PlanFacts facts, StrategyKind strategy) {
    return strategy == StrategyKind.DARK_LAUNCH ? DarkLaunch.flags(facts) : List.of();
  }

  /**
   * @param started the migrations that run before any new instance, in order
   */
  static RollbackPlan of(
      PlanFacts facts, StrategyKind strategy, Limits limits, List<Migration> started) {
    boolean hostile = facts.risk().has(Kind.ROLLBACK_HOSTILE);
    Optional<Migration> breaking =
        started.stream().filter(migration -> !isAdditive(migration)).findFirst();
    boolean loses =
        hostile || started.stream().anyMatch(migration -> migration.phase() == Phase.UNSAFE);
    return new RollbackPlan(
        triggers(facts, strategy, limits, breaking),
        facts.owner(),
        first(turned(facts, strategy))
            + method(facts)
            + (BaselineGroup.isAsked(facts, strategy) ? "; the baseline group is taken away" : ""),
        dataCompatibility(facts, started, hostile),
        loses,
        Flags.offPath(Flags.of(facts.change()))
            .map(path -> turned(facts, strategy).isEmpty() ? path : path + BY_ITSELF),
        limits
            .interval()
            .multipliedBy(limits.breaksInARow())
            .plus(TRAFFIC_WRITE)
            .plus(InPlace.restoring(facts))
            .plus(facts.environment().verifyRollback()),
        notUndone(facts, started, facts.takesBackup(loses || breaking.isPresent())),
        breaking.map(migration -> new Step.RunMigration(migration).id()));
  }

  private static String first(List<String> flags) {
    return switch (flags.size()) {
      case 0 -> "";
      case 1 -> "flag " + flags.getFirst() + " off, then ";
      default -> "flags " + String.join(", ", flags) + " off, then ";
    };
  }

  private static String method(PlanFacts facts) {
    return InPlace.is(facts)
        ? InPlace.method(facts)
        : facts.from().map(old -> "traffic switch to " + old).orElse("out of service");
  }

  private static List<String> triggers(
      PlanFacts facts, StrategyKind strategy, Limits limits, Optional<Migration> breaking) {
    String old = BaselineGroup.compared(facts, strategy);
    String often = ", " + PlainWords.breaks(limits.breaksInARow(), limits.interval());
    List<String> triggers = new ArrayList<>();
    breaking.ifPresent(migration ->
        triggers.add(
            "once "
                + migration.id()
                + " has run none of these takes it back by itself: it pauses and people are called"));
    for (Limit limit : limits.limits()) {
      PlainWords.above(limit, old).ifPresent(words -> triggers.add(words + often));
      PlainWords.below(limit, old).ifPresent(words -> triggers.add(words + often));
    }
    InPlace.exec(facts)
        .flatMap(ExecSpec::alerts)
        .ifPresent(alerts ->
            alerts.watch().forEach(alert -> triggers.add("alert " + alert.written() + " fires")));
    triggers.add("a step or a traffic move that fails for good");
    triggers.add(
        "no metrics for " + PlainWords.duration(limits.blindLimit()) + " while a stage runs");
    triggers.add(
        "a pause below 100 % that nobody answers for "
            + PlainWords.duration(facts.policy().hold()));
    return triggers;
  }

  private static String dataCompatibility(
      PlanFacts facts, List<Migration> started, boolean hostile) {
    Optional<Version> from = facts.from();
    if (from.isEmpty()) {
      return "nothing runs yet: there is no older code to read the data";
    }
    List<String> sentences = new ArrayList<>();
    List<Migration> additive = started.stream().filter(WayBack::isAdditive).toList();
    List<Migration> other = started.stream().filter(migration -> !isAdditive(migration)).toList();
    if (started.isEmpty()) {
      sentences.add("no migration runs; " + from.get() + " finds its schema as it is");
    }
    if (!additive.isEmpty()) {
      String verb = additive.size() == 1 ? " only adds" : " only add";
      sentences.add(
          ids(additive) + verb + (other.isEmpty() ? "; " + from.get() + " keeps working" : ""));
    }
    for (Migration migration : other) {
      sentences.add(
          migration.id()
              + " does not only add ("
              + migration.phase().name().toLowerCase(Locale.ROOT)
              + "): "
              + from.get()
              + " may not work after it, so a person has to confirm it before the start");
    }
    if (hostile) {
      sentences.add(
          from.get() + " may not be able to read what " + facts.change().to() + " writes");
    }
    return String.join("; ", sentences);
  }

  private static List<String> notUndone(PlanFacts facts, List<Migration> started, boolean backup) {
    List<String> remains = new ArrayList<>();
    if (!started.isEmpty()) {
      remains.add(ids(started) + (started.size() == 1 ? " stays applied" : " stay applied"));
    }
    remains.add(
        "what "
            + facts.change().to()
            + " wrote or sent while it served stays; correcting data is work of its own");
    if (backup) {
      remains.add(
          "the backup taken before the first change is not restored: that is a procedure of its own");
    }
    return remains;
  }

  private static boolean isAdditive(Migration migration) {
    return migration.phase() == Phase.EXPAND;
  }

  private static String ids(List<Migration> migrations) {
    return migrations.stream().map(Migration::id).collect(Collectors.joining(", "));
  }
}
