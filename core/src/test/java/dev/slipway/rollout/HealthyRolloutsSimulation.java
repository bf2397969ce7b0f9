package dev.slipway.rollout;

import dev.slipway.health.Limits;
import dev.slipway.plan.Plan;
import dev.slipway.plan.SampleFacts;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How often a healthy version is taken back by mistake, and how soon a bad one is: thousands of
 * releases through the real machine and judge under a virtual clock.
 *
 * <p>Arguments: how many rollouts (10000), seed (42). The figures in {@code docs/why} come from
 * here.
 */
public final class HealthyRolloutsSimulation {
  private static final int ROLLOUTS = 10_000;
  private static final long SEED = 42;
  private static final int FAULTY = 2_000;

  /**
   * How a number of healthy rollouts ended.
   *
   * @param because each reason other than success, with how often it came
   */
  record Tally(
      long finished, long rolledBack, long paused, long checks, Map<String, Long> because) {}

  private HealthyRolloutsSimulation() {}

  public static void main(String[] arguments) {
    int rollouts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROLLOUTS;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : SEED;
    System.out.printf(
        Locale.ROOT, "seed %d, 120 requests/s, 0.3 %% errors, stages 5/10/25/50/100 %%%n", seed);
    report("demo: check 1 s, window 10 s, bake 15 s", demo(), rollouts, seed);
    report("production: check 5 s, window 60 s, bake 15 min", production(), rollouts, seed);
    report(
        "production, scraped each second: a plainly broken limit is looked at again a second later",
        production(),
        Duration.ofSeconds(1),
        rollouts,
        seed);
    faults(seed);
  }

  static Plan demo() {
    return plan(SampleFacts.demoLimits(), Duration.ofSeconds(15), Duration.ofSeconds(15));
  }

  static Plan production() {
    return plan(SampleFacts.productionLimits(), Duration.ofMinutes(15), Duration.ofMinutes(30));
  }

  private static Plan plan(Limits limits, Duration bake, Duration observe) {
    return SampleFacts.aRelease().limits(limits).watched(bake, observe).plan();
  }

  /** Runs on all processors; the same seed gives the same figures. */
  static Tally healthy(Plan plan, int rollouts, long seed) {
    return healthy(plan, plan.limits().interval(), rollouts, seed);
  }

  private static Tally healthy(Plan plan, Duration scrape, int rollouts, long seed) {
    return IntStream.range(0, rollouts)
        .parallel()
        .mapToObj(
            index -> new VirtualRollout(plan, scrape, seedOf(seed, index), Optional.empty()).run())
        .collect(
            Collectors.teeing(
                Collectors.groupingBy(
                    HealthyRolloutsSimulation::outcome, TreeMap::new, Collectors.counting()),
                Collectors.summingLong(VirtualRollout.End::checks),
                HealthyRolloutsSimulation::tally));
  }

  private static String outcome(VirtualRollout.End end) {
    return end.state().name() + (end.state() instanceof Completing ? "" : ": " + end.because());
  }

  private static Tally tally(Map<String, Long> outcomes, long checks) {
    Map<String, Long> because = new TreeMap<>(outcomes);
    long finished = starting(outcomes, "Completing");
    because.remove("Completing");
    return new Tally(
        finished, starting(outcomes, "RollingBack"), starting(outcomes, "Paused"), checks, because);
  }

  private static long starting(Map<String, Long> outcomes, String name) {
    return outcomes.entrySet().stream()
        .filter(outcome -> outcome.getKey().startsWith(name))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Lives so many of them, and prints how they ended. */
  public static void report(String name, Plan plan, int rollouts, long seed) {
    report(name, plan, plan.limits().interval(), rollouts, seed);
  }

  private static void report(String name, Plan plan, Duration scrape, int rollouts, long seed) {
    long begun = System.nanoTime();
    Tally tally = healthy(plan, scrape, rollouts, seed);
    System.out.printf(
        Locale.ROOT,
        "%n%s%n  healthy %,d: finished %,d, rolled back %d, paused %d; %,d checks in %.1f s%n",
        name,
        rollouts,
        tally.finished(),
        tally.rolledBack(),
        tally.paused(),
        tally.checks(),
        (System.nanoTime() - begun) / 1e9);
    tally
        .because()
        .forEach((because, times) -> System.out.println("    " + times + " × " + because));
  }

  private static void faults(long seed) {
    System.out.printf(
        Locale.ROOT, "%nfaults at demo settings, %,d each: checks until it goes back%n", FAULTY);
    System.out.printf("  %-34s %6s %6s %6s %10s%n", "fault", "p50", "p95", "max", "not found");
    fault("30 % errors at 25 %", 2, 10, VirtualShop.Behaviour.failing(0.30), seed);
    fault("10 % errors at 25 %", 2, 10, VirtualShop.Behaviour.failing(0.10), seed);
    fault("5 % errors at 25 %", 2, 10, VirtualShop.Behaviour.failing(0.05), seed);
    fault("30 % errors at 5 %", 0, 10, VirtualShop.Behaviour.failing(0.30), seed);
    fault("all requests 800 ms at 25 %", 2, 10, VirtualShop.Behaviour.crawling(), seed);
    fault("all requests 800 ms at 5 %", 0, 10, VirtualShop.Behaviour.crawling(), seed);
    fault("no orders at 25 %", 2, 10, VirtualShop.Behaviour.selling(0), seed);
    fault("half the orders at 50 %", 3, 2, VirtualShop.Behaviour.selling(0.5), seed);
  }

  private static void fault(
      String name, int stage, int checksIn, VirtualShop.Behaviour behaviour, long seed) {
    int[] checks =
        faulty(demo(), new VirtualRollout.Fault(stage, checksIn, behaviour), FAULTY, seed);
    System.out.printf(
        Locale.ROOT,
        "  %-34s %6d %6d %6d %10d%n",
        name,
        at(checks, 0.5),
        at(checks, 0.95),
        at(checks, 1),
        FAULTY - checks.length);
  }

  /**
   * Checks until the release went back, sorted; those that finished in spite of the fault are left
   * out.
   */
  static int[] faulty(Plan plan, VirtualRollout.Fault fault, int rollouts, long seed) {
    return IntStream.range(0, rollouts)
        .parallel()
        .mapToObj(index -> new VirtualRollout(plan, seedOf(seed, index), Optional.of(fault)).run())
        .filter(end -> end.state() instanceof RollingBack && end.caught().isPresent())
        .mapToInt(end -> end.caught().orElseThrow().checks())
        .sorted()
        .toArray();
  }

  static int at(int[] sorted, double share) {
    return sorted.length == 0
        ? -1
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }

  private static long seedOf(long seed, int index) {
    return seed * 1_000_003 + index;
  }
}
