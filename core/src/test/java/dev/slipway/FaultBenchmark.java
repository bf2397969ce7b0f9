package dev.slipway;

import dev.slipway.health.Verdict;
import dev.slipway.journal.Store;
import dev.slipway.outside.exec.AService;
import dev.slipway.rig.RealPrometheus;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * From a fault of the new version to all traffic on the old one, through a real HAProxy and a real
 * Prometheus: Slipway beside a {@link BareLoop}, by turns, in one run. Half of the requests on the
 * new version fail from one moment on; it has a fifth of 100 requests a second. The users
 * themselves tell when the last of them met it.
 *
 * <p>With {@code leak} as the second argument the new version gets slower instead, and it is
 * counted how many checks Slipway makes from the moment at which it is slower than its limit.
 */
public final class FaultBenchmark implements AutoCloseable {
  private static final int TIMES = 20;
  private static final int USERS_A_SECOND = 100;
  private static final int SHARE = 20;
  private static final int FAILING_PERCENT = 50;
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration AT_MOST = Duration.ofMinutes(2);

  /** The highest good p99, and how much slower each second of the leak makes it. */
  private static final int SLOWEST_MILLIS = 250;

  private static final int LEAK_MILLIS = 25;
  private static final String METRICS =
      """
      metrics:
        prometheus:
          url: "PROMETHEUS"
          scrape-every: 1s
          select: 'job="shop",version="{version}"'
          durations: http_request_duration_seconds
      """;

  private final Random phase = new Random(7);
  private final AService service;
  private final BehindHaproxy behind;
  private final RealPrometheus prometheus;
  private final OwnService shop;
  private final SteadyUsers users;

  private FaultBenchmark(Path folder, boolean leak) {
    service = new AService(folder, "b1", "g1").runs("v1", "b1");
    behind = BehindHaproxy.weights(service);
    prometheus =
        new RealPrometheus(
            folder.resolve("prometheus"),
            List.of(service.address("b1"), service.address("g1")),
            "",
            "");
    // Everything that is not written here has the value of a configuration that does not say it.
    String limits =
        "limits: { interval: 1s, window: "
            + WINDOW.toSeconds()
            + "s"
            + (leak ? ", latency-p99: { at-most: " + SLOWEST_MILLIS + "ms }" : "")
            + " }";
    shop =
        new OwnService(
            service,
            OwnService.text(
                    service,
                    behind.target + METRICS.replace("PROMETHEUS", prometheus.url()),
                    "strategy: canary, stages: [" + SHARE + ", 100]")
                .replace("bake: 1s", "bake: 30m")
                .replaceFirst("limits: \\{.*\\}", limits));
    users = new SteadyUsers(behind.haproxy.port(), USERS_A_SECOND);
  }

  public static void main(String... arguments) throws Exception {
    int times = arguments.length > 0 ? Integer.parseInt(arguments[0]) : TIMES;
    boolean leak = List.of(arguments).contains("leak");
    Path folder = Files.createTempDirectory("slipway-fault-");
    try (FaultBenchmark benchmark = new FaultBenchmark(folder, leak)) {
      Thread.sleep(WINDOW.plusSeconds(2));
      if (leak) {
        benchmark.leaks(times);
      } else {
        benchmark.faults(times);
      }
    } finally {
      Folders.delete(folder);
    }
    // What waits for nothing any more, such as a client's threads, must not keep the program.
    System.exit(0);
  }

  /**
   * What the time until nobody meets the fault is made of: until the first check that finds it
   * broken, from there to the one that takes the release back, and from there to users.
   */
  private record Parts(Duration first, Duration second, Duration users) {
    static Parts of(Instant fault, List<Store.Check> checks, SteadyUsers.Met met) {
      List<Instant> broken =
          checks.stream()
              .filter(check -> check.judgement().verdict() == Verdict.FAIL)
              .map(Store.Check::at)
              .toList();
      return new Parts(
          Duration.between(fault, broken.getFirst()),
          Duration.between(broken.getFirst(), broken.getLast()),
          Duration.between(broken.getLast(), fault.plus(met.restored())));
    }
  }

  private record Ours(SteadyUsers.Met met, Parts parts, String checks) {}

  private void faults(int times) throws InterruptedException {
    List<Duration> bare = new ArrayList<>();
    List<Ours> all = new ArrayList<>();
    System.out.println(
        "time   Slipway =  to first break + to second + to users   failed   bare loop   failed"
            + "   Slipway's checks after it");
    for (int time = 1; time <= times; time++) {
      Ours slipway = slipwayTime();
      SteadyUsers.Met loop = bareTime();
      all.add(slipway);
      bare.add(loop.restored());
      System.out.printf(
          Locale.ROOT,
          "%4d   %6.2fs   %14.2fs %10.2fs %9.2fs   %6d   %8.2fs   %6d   %s%n",
          time,
          seconds(slipway.met().restored()),
          seconds(slipway.parts().first()),
          seconds(slipway.parts().second()),
          seconds(slipway.parts().users()),
          slipway.met().failed(),
          seconds(loop.restored()),
          loop.failed(),
          slipway.checks());
    }
    List<Duration> ours = all.stream().map(one -> one.met().restored()).toList();
    print("Slipway", ours);
    print("  fault to first break", all.stream().map(one -> one.parts().first()).toList());
    print("  first to second break", all.stream().map(one -> one.parts().second()).toList());
    print("  second break to users", all.stream().map(one -> one.parts().users()).toList());
    print("bare loop", bare);
    System.out.printf(
        Locale.ROOT,
        "%-24s median %.2f s (aim: at most 1.50 s), worst %.2f s (aim: at most 3.00 s)%n",
        "more",
        seconds(median(ours)) - seconds(median(bare)),
        seconds(worst(ours)) - seconds(worst(bare)));
  }

  private Ours slipwayTime() throws InterruptedException {
    untilAFifthIsWatched();
    anyMoment();
    Instant at = Instant.now();
    long fault = System.nanoTime();
    service.fails("v2", FAILING_PERCENT);
    SteadyUsers.Met met = users.onlyMeet("v1", "v2", fault, AT_MOST);
    shop.until(RolledBack.class);
    List<Store.Check> checks = stageChecks(at);
    String told =
        checks.stream()
            .map(check ->
                String.format(
                    Locale.ROOT,
                    "%+.2f s %d of %d %s",
                    seconds(Duration.between(at, check.at())),
                    check.judgement().failures(),
                    check.judgement().requests(),
                    check.judgement().verdict()))
            .collect(Collectors.joining("  "));
    over();
    return new Ours(met, Parts.of(at, checks, met), told);
  }

  /** By hand what Slipway does: deployed, a fifth of the traffic, watched for a whole window. */
  private SteadyUsers.Met bareTime() throws InterruptedException {
    service.runs("v2", "g1");
    share(SHARE);
    try (BareLoop loop = new BareLoop(prometheus.url(), "v2", () -> share(0))) {
      Thread.sleep(WINDOW.plusSeconds(1));
      anyMoment();
      loop.mustNotHaveSwitched();
      long fault = System.nanoTime();
      service.fails("v2", FAILING_PERCENT);
      return users.onlyMeet("v1", "v2", fault, AT_MOST);
    } finally {
      service.run("./stop.sh", "g1");
      over();
    }
  }

  private void share(int percent) {
    String unused =
        behind.haproxy.ask(
            "set weight shop/g1 " + percent + "; set weight shop/b1 " + (100 - percent));
  }

  private void leaks(int times) throws InterruptedException {
    List<Long> counts = new ArrayList<>();
    System.out.println("time   checks after the crossing   until nobody meets it");
    for (int time = 1; time <= times; time++) {
      untilAFifthIsWatched();
      anyMoment();
      Duration crossing = Duration.ofMillis(SLOWEST_MILLIS * 1000L / LEAK_MILLIS);
      Instant crossed = Instant.now().plus(crossing);
      long moment = System.nanoTime() + crossing.toNanos();
      service.slows("v2", LEAK_MILLIS);
      Thread.sleep(crossing);
      SteadyUsers.Met met = users.onlyMeet("v1", "v2", moment, AT_MOST);
      shop.until(RolledBack.class);
      List<Store.Check> checks = stageChecks(crossed);
      if (checks.isEmpty() || checks.getLast().judgement().verdict() != Verdict.FAIL) {
        throw new IllegalStateException("it was taken back for another reason: " + shop.words());
      }
      counts.add((long) checks.size());
      System.out.printf(
          Locale.ROOT, "%4d   %25d   %20.2fs%n", time, checks.size(), seconds(met.restored()));
      over();
    }
    List<Long> sorted = counts.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "checks     median %d, worst %d (aim: at most 3)%n",
        sorted.get(sorted.size() / 2),
        sorted.getLast());
  }

  private List<Store.Check> stageChecks(Instant since) {
    return shop.slipway().desk().checks(shop.release(), since).stream()
        .filter(check -> check.stretch().startsWith("stage"))
        .toList();
  }

  /** A release is at its first stage, and has been for a whole window. */
  private void untilAFifthIsWatched() throws InterruptedException {
    shop.started("v2").until(FaultBenchmark::isBaking, "a fifth is watched");
    Thread.sleep(WINDOW.plusSeconds(1));
    if (!isBaking(shop.release().state())) {
      throw new IllegalStateException("it was taken back without a fault: " + shop.words());
    }
  }

  /** A fault comes at any moment of the second in which is scraped and checked. */
  private void anyMoment() throws InterruptedException {
    Thread.sleep(phase.nextInt(1000));
    users.forget();
  }

  private void over() {
    shop.dies();
    service.heals("v2");
    if (!shop.troubles.isEmpty()) {
      System.out.println("  told meanwhile: " + shop.troubles);
      shop.troubles.clear();
    }
  }

  private static boolean isBaking(State state) {
    return state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking;
  }

  private static void print(String who, List<Duration> all) {
    System.out.printf(
        Locale.ROOT,
        "%-24s median %.2f s, worst %.2f s, best %.2f s of %d%n",
        who,
        seconds(median(all)),
        seconds(worst(all)),
        seconds(all.stream().sorted().toList().getFirst()),
        all.size());
  }

  private static Duration median(List<Duration> values) {
    List<Duration> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
  }

  private static Duration worst(List<Duration> values) {
    return values.stream().sorted().toList().getLast();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  @Override
  public void close() {
    users.close();
    shop.close();
    prometheus.close();
    behind.close();
  }
}
