package dev.slipway;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.outside.exec.AService;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A way back of everybody, with more and more instances on each side behind a real HAProxy: from
 * the command, and from the moment at which every request fails, to the last user on the new
 * version, and to the end of the release with the new instances stopped; and what the time went
 * into. Arguments: rounds (5), and how many instances each side has (1, 5, 10, 20, 40).
 */
public final class InstancesBenchmark implements AutoCloseable {
  private static final int ROUNDS = 5;
  private static final List<Integer> SIZES = List.of(1, 5, 10, 20, 40);
  private static final int USERS_A_SECOND = 100;
  private static final Duration AT_MOST = Duration.ofMinutes(5);

  private final Path folder;
  private final ManyInstances instances;
  private final OwnService shop;
  private final SteadyUsers users;

  /**
   * One way back, in seconds.
   *
   * @param restored from the beginning to the first request from which on all meet the old version
   * @param noticed from the beginning to the entry with which the release turns back
   * @param moved from there to the share that was read back
   * @param watched from there to the old version found well
   * @param removed from there to the new instances stopped
   * @param ended from the beginning to the end
   */
  private record Back(
      double restored,
      double noticed,
      double moved,
      double watched,
      double removed,
      double ended) {}

  private InstancesBenchmark(int size) throws IOException {
    folder = Files.createTempDirectory("slipway-instances-");
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
    List<String> rows = new ArrayList<>();
    for (int size : sizes) {
      rows.add(row(size, "command", measured(size, rounds, one -> one.shop.rollsBack())));
      rows.add(row(size, "fault", measured(size, rounds, one -> one.instances.fails("v2"))));
    }
    System.out.println("medians of " + rounds + " ways back, in seconds; slowest in brackets");
    System.out.println();
    System.out.println(
        "| each side | because of | users back | noticed | share read back | old version watched |"
            + " new one stopped | ended |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    rows.forEach(System.out::println);
    System.exit(0);
  }

  private static String row(int size, String why, List<Back> all) {
    return "| "
        + String.join(
            " | ",
            Integer.toString(size),
            why,
            median(all, Back::restored) + slowest(all, Back::restored),
            median(all, Back::noticed),
            median(all, Back::moved),
            median(all, Back::watched),
            median(all, Back::removed),
            median(all, Back::ended) + slowest(all, Back::ended))
        + " |";
  }

  /** A round that does not come to its end is told, and made anew with other instances. */
  private static List<Back> measured(int size, int rounds, Consumer<InstancesBenchmark> begins)
      throws Exception {
    List<Back> all = new ArrayList<>();
    int lost = 0;
    Optional<InstancesBenchmark> open = Optional.empty();
    try {
      while (all.size() < rounds) {
        InstancesBenchmark one = open.isPresent() ? open.get() : new InstancesBenchmark(size);
        open = Optional.of(one);
        try {
          all.add(one.back(begins));
          System.err.println(size + ": " + all.getLast());
        } catch (AssertionError | IllegalStateException wrong) {
          System.err.println(size + " instances, a round that did not end: " + wrong);
          open = Optional.empty();
          one.close();
          if (++lost > rounds) {
            throw wrong;
          }
        }
      }
      return all;
    } finally {
      open.ifPresent(InstancesBenchmark::close);
    }
  }

  private Back back(Consumer<InstancesBenchmark> begins) throws InterruptedException {
    shop.started("v2").within(AT_MOST).until(InstancesBenchmark::isBaking, "everybody is on it");
    // Longer than the window: what is seen before the way back is the new version alone.
    TimeUnit.SECONDS.sleep(4);
    users.forget();
    Instant begun = Instant.now();
    long moment = System.nanoTime();
    begins.accept(this);
    double restored = users.onlyMeet("v1", "v2", moment, AT_MOST).restored().toNanos() / 1e9;
    shop.until(RolledBack.class);
    shop.dies();
    instances.fails("");
    return taken(begun, restored, shop.release());
  }

  /** The times of the journal: when each entry was written. */
  private static Back taken(Instant begun, double restored, ReleaseRecord release) {
    Instant turned = begun;
    Instant moved = begun;
    Instant well = begun;
    Instant removed = begun;
    Instant ended = begun;
    for (ReleaseRecord.Told told : release.story()) {
      if (told.entry().at().isBefore(begun) || !(told.fact() instanceof Fact.Happened happened)) {
        continue;
      }
      Instant at = told.entry().at();
      boolean turns = turned.equals(begun) && happened.state().equals("RollingBack");
      turned = turns ? at : turned;
      switch (happened.happening()) {
        case Happening.TrafficSettled settled -> moved = at;
        case Happening.Checked checked -> well = turned.equals(begun) || turns ? well : at;
        case Happening.StepDone done -> removed = at;
        default -> {}
      }
      ended = at;
    }
    return new Back(
        restored,
        seconds(begun, turned),
        seconds(turned, moved),
        seconds(moved, well),
        seconds(well, removed),
        seconds(begun, ended));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  private static boolean isBaking(State state) {
    if (state instanceof Planned) {
      throw new AssertionError("its start came to nothing");
    }
    return state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking;
  }

  private static String median(List<Back> all, ToDoubleFunction<Back> time) {
    double[] sorted = all.stream().mapToDouble(time).sorted().toArray();
    return words((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
  }

  private static String slowest(List<Back> all, ToDoubleFunction<Back> time) {
    return " (" + words(all.stream().mapToDouble(time).max().orElse(0)) + ")";
  }

  private static String words(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }

  @Override
  public void close() {
    users.close();
    shop.close();
    instances.close();
    Folders.delete(folder);
  }
}
