package dev.slipway;

import dev.slipway.outside.exec.AService;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A way back of everybody, with more and more instances on each side behind a real HAProxy: from
 * the command, and from the moment at which every request fails, to the last user on the new
 * version, and to the end of the release with the new instances stopped. Arguments: rounds (5), and
 * how many instances each side has (1, 5, 10, 20, 40).
 */
public final class InstancesBenchmark implements AutoCloseable {
  private static final int ROUNDS = 5;
  private static final List<Integer> SIZES = List.of(1, 5, 10, 20, 40);
  private static final int USERS_A_SECOND = 100;
  private static final Duration AT_MOST = Duration.ofMinutes(2);

  private final ManyInstances instances;
  private final OwnService shop;
  private final SteadyUsers users;

  /** Medians, in seconds. */
  private record Times(double restored, double ended) {}

  private InstancesBenchmark(Path folder, int size) {
    AService service = new AService(folder);
    instances = new ManyInstances(folder.resolve("haproxy"), size);
    String addresses =
        instances.addresses().stream().collect(Collectors.joining("\n            ", "", "\n"));
    shop =
        new OwnService(
            service,
            OwnService.text(service, instances.target(), "strategy: blue-green")
                .replace("addresses:\n", "addresses:\n            " + addresses)
                .replace("bake: 1s", "bake: 30m")
                .replace(
                    "minimum-requests: 8, minimum-failures: 3",
                    "minimum-requests: 4, minimum-failures: 3"));
    users = new SteadyUsers(instances.haproxy.port(), USERS_A_SECOND);
  }

  public static void main(String... arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
    List<Integer> sizes = arguments.length > 1 ? List.of(Integer.parseInt(arguments[1])) : SIZES;
    System.out.println("medians of " + rounds + " ways back, in seconds");
    System.out.println(
        "each side   command: users back   release ended   fault: users back   release ended");
    for (int size : sizes) {
      Path folder = Files.createTempDirectory("slipway-instances-");
      try (InstancesBenchmark benchmark = new InstancesBenchmark(folder, size)) {
        Times command = benchmark.medians(rounds, benchmark.shop::rollsBack);
        Times fault = benchmark.medians(rounds, () -> benchmark.instances.fails("v2"));
        System.out.printf(
            Locale.ROOT,
            "%9d   %19.2f   %13.2f   %17.2f   %13.2f%n",
            size,
            command.restored(),
            command.ended(),
            fault.restored(),
            fault.ended());
      }
    }
    System.exit(0);
  }

  private Times medians(int rounds, Runnable begins) throws InterruptedException {
    List<Double> restored = new ArrayList<>();
    List<Double> ended = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      shop.started("v2").until(InstancesBenchmark::isBaking, "everybody is on it");
      // Longer than the window: what is seen before the way back is the new version alone.
      TimeUnit.SECONDS.sleep(4);
      users.forget();
      long moment = System.nanoTime();
      begins.run();
      Thread end =
          Thread.ofPlatform()
              .start(() -> {
                shop.until(RolledBack.class);
                ended.add((System.nanoTime() - moment) / 1e9);
              });
      restored.add(users.onlyMeet("v1", "v2", moment, AT_MOST).restored().toNanos() / 1e9);
      end.join();
      shop.dies();
      instances.fails("");
    }
    return new Times(median(restored), median(ended));
  }

  private static boolean isBaking(State state) {
    return state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  @Override
  public void close() {
    users.close();
    shop.close();
    instances.close();
  }
}
