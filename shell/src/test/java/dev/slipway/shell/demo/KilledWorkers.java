package dev.slipway.shell.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The kill proof: workers of real releases are killed with SIGKILL at random moments while the
 * practice fleet lives on, and every release has to end as it would have. Arguments: kills, lanes
 * that run side by side, seed.
 */
public final class KilledWorkers {
  private static final int KILLS = 500;
  private static final int LANES = 4;

  private KilledWorkers() {}

  public static void main(String... arguments) throws Exception {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : KILLS;
    int lanes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : LANES;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : new Random().nextLong();
    System.out.println("seed " + seed + ", " + lanes + " lanes, " + kills + " kills");
    List<KilledLife.Result> results = run(kills, lanes, seed);
    int killed = results.stream().mapToInt(KilledLife.Result::kills).sum();
    List<KilledLife.Result> wrong = results.stream().filter(one -> !one.isRight()).toList();
    System.out.println(
        killed
            + " kills in "
            + results.size()
            + " releases: "
            + (results.size() - wrong.size())
            + " right, "
            + wrong.size()
            + " wrong (seed "
            + seed
            + ")");
    System.exit(wrong.isEmpty() ? 0 : 1);
  }

  private static List<KilledLife.Result> run(int kills, int lanes, long seed) throws Exception {
    AtomicInteger left = new AtomicInteger(kills);
    List<KilledLife.Result> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(lanes)) {
      List<Future<List<KilledLife.Result>>> running = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        Random luck = new Random(seed + lane);
        int number = lane;
        running.add(pool.submit(() -> lane(number, luck, left)));
      }
      for (Future<List<KilledLife.Result>> lane : running) {
        results.addAll(lane.get());
      }
    }
    return results;
  }

  /** Grounds one after another, until there have been enough kills in all lanes together. */
  private static List<KilledLife.Result> lane(int lane, Random luck, AtomicInteger left)
      throws Exception {
    List<KilledLife.Result> results = new ArrayList<>();
    while (left.get() > 0) {
      Path folder = Files.createTempDirectory("slipway-kills-");
      try (KilledGround ground = KilledGround.prepare(folder)) {
        for (KilledLife.Kind kind : KilledLife.Kind.values()) {
          if (left.get() <= 0) {
            break;
          }
          KilledLife.Result result = ground.live(kind, luck, left);
          results.add(result);
          System.out.println("lane " + lane + "  " + result);
        }
      }
    }
    return results;
  }
}
