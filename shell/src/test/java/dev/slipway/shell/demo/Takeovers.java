package dev.slipway.shell.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Seconds from the SIGKILL of the worker that drives a practice release to the first check that the
 * worker beside it writes; then from the SIGKILL of a kept worker to the sign of life of its next
 * process. Argument: rounds.
 */
public final class Takeovers {
  private static final int ROUNDS = 10;
  private static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(15);
  private static final Duration LONGEST_RESTART = Duration.ofSeconds(5);

  private Takeovers() {}

  public static void main(String... arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
    Path folder = Files.createTempDirectory("slipway-takeover-");
    boolean kept;
    try (LongBake bake = LongBake.in(folder)) {
      kept = isWithin("takeover by another worker", takeovers(bake, rounds), LONGEST_TAKEOVER);
      kept &= isWithin("restart by the launcher", restarts(bake, rounds), LONGEST_RESTART);
    }
    System.exit(kept ? 0 : 1);
  }

  static List<Duration> takeovers(LongBake bake, int rounds) throws Exception {
    List<Duration> gaps = new ArrayList<>();
    WorkerProcess driving = WorkerProcess.in(bake.folder());
    try {
      bake.start();
      for (int round = 0; round < rounds; round++) {
        WorkerProcess standingBy = WorkerProcess.in(bake.folder());
        LongBake.await("second worker", () -> bake.workers().contains(standingBy.pid()));
        // At any moment between two of its heartbeats.
        Thread.sleep(2_500 + round * 700L % 2_000);
        Instant killed = Instant.now();
        driving.kill();
        driving = standingBy;
        gaps.add(bake.drivenAgainAfter(killed));
      }
    } finally {
      driving.close();
    }
    return gaps;
  }

  private static List<Duration> restarts(LongBake bake, int rounds) throws Exception {
    List<Duration> gaps = new ArrayList<>();
    try (KeptWorker kept = KeptWorker.running(bake.folder(), WorkerProcess.command())) {
      List<Long> dead = new ArrayList<>(bake.workers());
      for (int round = 0; round < rounds; round++) {
        LongBake.await(
            "worker", () -> bake.workers().stream().anyMatch(pid -> !dead.contains(pid)));
        long pid =
            bake.workers().stream().filter(one -> !dead.contains(one)).findFirst().orElseThrow();
        // Long enough for its life not to count as one that never got going.
        Thread.sleep(10_500);
        Instant killed = Instant.now();
        boolean unused = ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        dead.add(pid);
        LongBake.await(
            "restart", () -> bake.workers().stream().anyMatch(one -> !dead.contains(one)));
        gaps.add(Duration.between(killed, Instant.now()));
      }
      kept.terminate();
      boolean unused = kept.hasEnded();
    }
    return gaps;
  }

  private static boolean isWithin(String what, List<Duration> gaps, Duration longest) {
    List<Duration> sorted = gaps.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%s: %d rounds, seconds: least %.1f, median %.1f, most %.1f (at most %d); all: %s%n",
        what,
        sorted.size(),
        seconds(sorted.getFirst()),
        seconds(sorted.get(sorted.size() / 2)),
        seconds(sorted.getLast()),
        longest.toSeconds(),
        sorted.stream().map(gap -> String.format(Locale.ROOT, "%.1f", seconds(gap))).toList());
    return sorted.getLast().compareTo(longest) <= 0;
  }

  private static double seconds(Duration gap) {
    return gap.toMillis() / 1000.0;
  }
}
