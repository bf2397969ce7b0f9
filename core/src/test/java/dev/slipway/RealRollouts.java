package dev.slipway;

import dev.slipway.outside.exec.AService;
import dev.slipway.plan.Plan;
import dev.slipway.rig.RealPrometheus;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.HealthyRolloutsSimulation;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How often a healthy version is taken back by mistake on real parts: HAProxy, Prometheus, real
 * processes and real users, with the demo's limits; beside it as many thousands under the virtual
 * clock with the very plan of the real ones. Arguments: rollouts (50), rigs side by side (5).
 */
public final class RealRollouts {
  private static final int ROLLOUTS = 50;
  private static final int RIGS = 5;
  private static final int VIRTUAL = 10_000;
  private static final long SEED = 42;

  /** Of each rig; the virtual shop has as many. */
  private static final int USERS_A_SECOND = 120;

  /** Processes start when others do not. */
  private static final Duration BETWEEN_BEGINNINGS = Duration.ofSeconds(4);

  private static final double HEALTHY_ERRORS_PERCENT = 0.3;
  private static final String METRICS =
      """
      metrics:
        prometheus:
          url: "PROMETHEUS"
          scrape-every: 1s
          select: 'job="shop",version="{version}"'
          durations: http_request_duration_seconds
      """;
  private static final String LIMITS =
      "limits: { breaks-in-a-row: 2, interval: 1s, window: 10s, minimum-requests: 40,"
          + " minimum-failures: 5, error-rate: { at-most: 2%, and-above-baseline-by: 1% },"
          + " latency-p95: { at-most: 500ms } }";

  private final AtomicInteger left;
  private final AtomicReference<Plan> plan = new AtomicReference<>();

  /**
   * A rollout.
   *
   * @param words empty when it finished, else how it ended and why
   * @param late how late the computer was at worst meanwhile
   */
  private record Lived(String words, Duration took, Duration late) {
    @Override
    public String toString() {
      return (words.isEmpty() ? "finished" : words)
          + String.format(
              Locale.ROOT,
              " after %d s; the computer was %d ms late at worst",
              took.toSeconds(),
              late.toMillis());
    }
  }

  private RealRollouts(int rollouts) {
    this.left = new AtomicInteger(rollouts);
  }

  public static void main(String... arguments) throws Exception {
    int rollouts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROLLOUTS;
    int rigs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : RIGS;
    RealRollouts real = new RealRollouts(rollouts);
    long begun = System.nanoTime();
    List<Lived> all = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(rigs)) {
      List<Future<List<Lived>>> running = new ArrayList<>();
      for (int rig = 0; rig < rigs; rig++) {
        Duration later = BETWEEN_BEGINNINGS.multipliedBy(rig);
        running.add(
            pool.submit(() -> {
              Thread.sleep(later);
              return real.rig();
            }));
      }
      for (Future<List<Lived>> rig : running) {
        all.addAll(rig.get());
      }
    }
    List<Lived> otherwise = all.stream().filter(one -> !one.words().isEmpty()).toList();
    System.out.printf(
        Locale.ROOT,
        "real: %d of %d finished, %d not (aim: 0); %d side by side, %.0f minutes; the computer was"
            + " %d ms late at worst%n",
        all.size() - otherwise.size(),
        rollouts,
        otherwise.size(),
        rigs,
        (System.nanoTime() - begun) / 60e9,
        all.stream().mapToLong(one -> one.late().toMillis()).max().orElse(0));
    otherwise.forEach(end -> System.out.println("  " + end));
    System.out.printf(Locale.ROOT, "virtual, the same plan, %,d:%n", VIRTUAL);
    HealthyRolloutsSimulation.report(
        "the demo's limits without orders", real.plan.get(), VIRTUAL, SEED);
    System.exit(0);
  }

  /** One release after another, until there have been enough in all rigs together. */
  private List<Lived> rig() throws Exception {
    List<Lived> ends = new ArrayList<>();
    while (left.get() > 0) {
      onOneGround(ends);
    }
    return ends;
  }

  /**
   * Until its versions are used up, or one did not finish: the next one is to begin from the old.
   */
  private void onOneGround(List<Lived> ends) throws Exception {
    Path folder = Files.createTempDirectory("slipway-real-");
    AService service = new AService(folder, "b1", "g1").runs("v1", "b1");
    for (String version : List.of("v1", "v2", "v3")) {
      service.fails(version, HEALTHY_ERRORS_PERCENT);
    }
    try (BehindHaproxy behind = BehindHaproxy.weights(service);
        RealPrometheus prometheus =
            new RealPrometheus(
                folder.resolve("prometheus"),
                List.of(service.address("b1"), service.address("g1")),
                "",
                "");
        SteadyUsers users = new SteadyUsers(behind.haproxy.port(), USERS_A_SECOND);
        OwnService shop =
            new OwnService(
                service,
                OwnService.text(
                        service,
                        behind.target + METRICS.replace("PROMETHEUS", prometheus.url()),
                        "strategy: canary, stages: [5, 10, 25, 50, 100]")
                    .replace("bake: 1s, observe: 1s", "bake: 15s, observe: 15s")
                    .replaceFirst("limits: \\{.*\\}", LIMITS));
        Lateness lateness = new Lateness()) {
      prometheus.awaitScrape();
      // What is older than what runs is refused: a ground is used up when its newest one runs.
      Iterator<String> newer = List.of("v2", "v3").iterator();
      while (newer.hasNext() && left.getAndDecrement() > 0) {
        ends.add(lived(shop, newer.next(), lateness));
        users.forget();
        System.err.println("one more: " + ends.getLast());
        if (!ends.getLast().words().isEmpty()) {
          break;
        }
      }
    }
    Folders.delete(folder);
  }

  private Lived lived(OwnService shop, String version, Lateness lateness)
      throws InterruptedException {
    long begun = System.nanoTime();
    Duration unused = lateness.worst();
    String words;
    try {
      shop.started(version);
      plan.set(shop.release().plan().orElseThrow());
      State end = shop.release().state();
      // Planned again: its start came to nothing.
      while (!end.isEnd() && !(end instanceof Paused) && !(end instanceof Planned)) {
        TimeUnit.MILLISECONDS.sleep(500);
        end = shop.release().state();
      }
      words = end instanceof Finished ? "" : end.name() + ": " + shop.words().getLast();
    } catch (AssertionError never) {
      words = "broke off: " + never.getMessage();
    }
    shop.dies();
    return new Lived(words, Duration.ofNanos(System.nanoTime() - begun), lateness.worst());
  }
}
