package dev.slipway;

import dev.slipway.outside.exec.AService;
import dev.slipway.rollout.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests fail while rolling releases take server after server out of a real HAProxy,
 * kill its process, start another one and put it back in. Whoever uses the service has new
 * connections, connections that are kept, and requests that take so long that a server is drained
 * under them. Beside it one release that kills them without taking them out. Argument: requests
 * (10,000).
 */
public final class DrainedBenchmark {
  private static final long REQUESTS = 10_000;

  /** Between two requests of one of them, in milliseconds. */
  private static final long PAUSE = 10;

  /** Who uses it. */
  private enum Kind {
    NEW("a new connection each, 40 ms", 20, 40),
    KEPT("connections that are kept, 40 ms", 20, 40),
    SLOW("connections that are kept, 2.5 s", 20, 2_500);

    private final String words;
    private final int count;

    /** How long an answer takes, in milliseconds. */
    private final int takes;

    Kind(String words, int count, int takes) {
      this.words = words;
      this.count = count;
      this.takes = takes;
    }
  }

  private final int port;
  private final Map<Kind, AtomicLong> requests = new EnumMap<>(Kind.class);
  private final Map<Kind, AtomicLong> connections = new EnumMap<>(Kind.class);
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> people = new ArrayList<>();
  private volatile boolean gone;

  private DrainedBenchmark(int port) {
    this.port = port;
    for (Kind kind : Kind.values()) {
      requests.put(kind, new AtomicLong());
      connections.put(kind, new AtomicLong());
    }
  }

  public static void main(String... arguments) throws Exception {
    long wanted = arguments.length > 0 ? Long.parseLong(arguments[0]) : REQUESTS;
    System.out.println("servers drained before they are killed:");
    long failed = measured(true, wanted);
    System.out.println("beside it, killed without a word to HAProxy, one release:");
    long unused = measured(false, 1);
    System.exit(failed == 0 ? 0 : 1);
  }

  private static long measured(boolean drained, long wanted) throws IOException {
    Path folder = Files.createTempDirectory("slipway-drained-");
    AService service =
        new AService(folder, "search-1", "search-2").runs("v1", "search-1", "search-2");
    restartsAtOnce(service);
    try (BehindHaproxy front = BehindHaproxy.inPlace(service);
        OwnService shop =
            new OwnService(
                service, drained ? front.target : OwnService.IN_PLACE, "strategy: rolling")) {
      return new DrainedBenchmark(front.haproxy.port()).through(shop, wanted);
    } finally {
      Folders.delete(folder);
    }
  }

  /** SIGKILL and another process: whoever is still being answered notices. */
  private static void restartsAtOnce(AService service) {
    for (String version : List.of("v2", "v3")) {
      for (String instance : List.of("search-1", "search-2")) {
        service.deployDoes(
            version, instance, "kill -9 \"$(cat \"$1.pid\")\"\nrm \"$1.up\" \"$1.pid\"\n");
      }
    }
  }

  private long through(OwnService shop, long wanted) {
    long begun = System.nanoTime();
    come();
    int releases = 0;
    // Before, during and between them; the last release is over when the last request is counted.
    do {
      shop.started(releases % 2 == 0 ? "v2" : "v3").until(Finished.class);
      shop.dies();
      releases++;
      System.err.printf(Locale.ROOT, "%d releases, %,d requests%n", releases, all());
    } while (all() < wanted);
    gone = true;
    people.forEach(DrainedBenchmark::join);
    print(releases, Duration.ofNanos(System.nanoTime() - begun));
    return failures.size();
  }

  private void print(int releases, Duration took) {
    System.out.println("| who | requests | connections | failed |");
    System.out.println("|---|---|---|---|");
    for (Kind kind : Kind.values()) {
      System.out.printf(
          Locale.ROOT,
          "| %d people, %s | %,d | %,d | %d |%n",
          kind.count,
          kind.words,
          count(requests, kind),
          count(connections, kind),
          failures.stream().filter(failure -> failure.startsWith(kind + ":")).count());
    }
    System.out.printf(Locale.ROOT, "| all | %,d | | **%d** |%n%n", all(), failures.size());
    System.out.printf(
        Locale.ROOT,
        "%d releases, %d servers killed with SIGKILL and started anew, %d s%n",
        releases,
        2 * releases,
        took.toSeconds());
    failures.stream().limit(3).forEach(System.out::println);
    System.out.println();
  }

  private void come() {
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < kind.count; i++) {
        people.add(Thread.ofVirtual().start(() -> use(kind)));
      }
    }
  }

  private void use(Kind kind) {
    try (KeptConnection connection = new KeptConnection(port)) {
      while (!gone) {
        KeptConnection.Answer answer = connection.ask("/?takes=" + kind.takes);
        long unused = one(requests, kind).incrementAndGet();
        if (answer.status() != 200) {
          boolean unusedToo = failures.add(kind + ": " + answer);
        }
        if (kind == Kind.NEW) {
          connection.ends();
        }
        Thread.sleep(PAUSE);
      }
      long unused = one(connections, kind).addAndGet(connection.opened());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static AtomicLong one(Map<Kind, AtomicLong> counts, Kind kind) {
    return counts.getOrDefault(kind, new AtomicLong());
  }

  private static long count(Map<Kind, AtomicLong> counts, Kind kind) {
    return one(counts, kind).get();
  }

  private long all() {
    return requests.values().stream().mapToLong(AtomicLong::get).sum();
  }

  private static void join(Thread one) {
    try {
      one.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
