package dev.slipway.catalog;

import dev.slipway.plan.BatchSize;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Policy;
import dev.slipway.plan.Rolling;
import dev.slipway.plan.TargetSpec;
import dev.slipway.risk.Level;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code batch} and {@code pause} of a level, and sees whether a batch fits a target. */
final class RollingReading {
  private RollingReading() {}

  static Rolling read(Section level) {
    return new Rolling(
        Optional.of("batch").filter(level::has).map(level::batch),
        Optional.of("pause").filter(level::has).map(level::duration));
  }

  /** A policy does not know how many instances there are; the environment that follows it does. */
  static void check(Section environment, Policy policy, TargetSpec target) {
    if (target instanceof ExecSpec exec && exec.isInPlace()) {
      for (Level level : Level.values()) {
        String key = policy.name() + "." + level.name().toLowerCase(Locale.ROOT) + ".batch";
        policy
            .of(level)
            .rolling()
            .batch()
            .ifPresent(size -> check(environment, "policies." + key, size, exec.serving()));
      }
    }
  }

  private static void check(Section environment, String key, BatchSize size, int instances) {
    int asked = size.asked(instances);
    int least = BatchSize.least(instances);
    if (instances > 1 && asked >= instances) {
      environment.problem(
          environment.line("policy"),
          at(environment, key, size, instances)
              + "nobody would be left to serve while a batch is out",
          "write batch: " + (instances - 1) + " or less there, or follow another policy here");
    } else if (asked < least) {
      environment.problem(
          environment.line("policy"),
          at(environment, key, size, instances)
              + "that would be more than "
              + BatchSize.MOST_BATCHES
              + " batches",
          "write batch: " + least + " or more there, or follow another policy here");
    }
  }

  private static String at(Section environment, String key, BatchSize size, int instances) {
    return environment.here()
        + Words.path(key)
        + " is "
        + size.words()
        + ", and here are "
        + instances
        + " instances: ";
  }
}
