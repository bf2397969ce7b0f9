package dev.slipway.practice.fleet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * All instances of the shop: starting, draining, watching their health, handing them out to the
 * router.
 */
final class Instances implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final FleetSettings settings;
  private final FleetLog log;
  private final Artifacts artifacts;
  private final Faults faults;
  private final ShopDatabase database;
  private final Dice dice;
  private final List<Instance> all = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
  private final Map<String, String> wantedBy = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Instances(
      FleetSettings settings,
      FleetLog log,
      Artifacts artifacts,
      Faults faults,
      ShopDatabase database,
      Dice dice) {
    this.settings = settings;
    this.log = log;
    this.artifacts = artifacts;
    this.faults = faults;
    this.database = database;
    this.dice = dice;
    Thread.ofVirtual().name("health").start(this::watch);
  }

  List<Instance> all() {
    return all;
  }

  List<Instance> of(String version) {
    return all.stream().filter(instance -> instance.version().equals(version)).toList();
  }

  /** Also those that are told apart for comparison. */
  List<Instance> running(String version) {
    return all.stream()
        .filter(instance -> Artifacts.version(instance.version()).equals(version))
        .toList();
  }

  long ready(String version) {
    return all.stream()
        .filter(instance -> instance.version().equals(version) && instance.isReady())
        .count();
  }

  /** A ready instance of a version, in turn, with a place taken on it. */
  Optional<Instance> enter(String version) {
    // Turns are counted for each version and among its own instances: any other count beats in time
    // with the router's
    // choice of versions, and one instance gets what several should carry.
    List<Instance> candidates =
        all.stream().filter(instance -> instance.version().equals(version)).toList();
    int first =
        Math.floorMod(
            turns.computeIfAbsent(version, none -> new AtomicInteger()).getAndIncrement(),
            Math.max(1, candidates.size()));
    for (int i = 0; i < candidates.size(); i++) {
      Instance instance = candidates.get((first + i) % candidates.size());
      if (instance.enter()) {
        return Optional.of(instance);
      }
    }
    return Optional.empty();
  }

  /**
   * Brings a version up to so many ready instances, one after another. A later deploy or removal of
   * the same version takes over: this one then ends without finishing.
   */
  WorkResult deploy(String version, String digest, int total, String key, Duration limit)
      throws InterruptedException {
    wantedBy.put(version, key);
    long deadline = System.nanoTime() + limit.toNanos();
    List<String> started = new ArrayList<>();
    while (key.equals(wantedBy.get(version)) && of(version).size() < total) {
      if (all.size() >= settings.room()) {
        return new WorkResult(
            false,
            !started.isEmpty(),
            "there is room for " + settings.room() + " instances, both versions together");
      }
      Instance instance;
      try {
        instance = start(version, digest);
      } catch (IOException noPort) {
        return new WorkResult(
            false, !started.isEmpty(), "could not start an instance: " + noPort.getMessage());
      }
      started.add(instance.name());
      instance.probe();
      while (instance.state() == Instance.State.STARTING
          && System.nanoTime() < deadline
          && !closed) {
        Thread.sleep(20);
        instance.probe();
      }
      instance.late();
    }
    while (ready(version) < total
        && key.equals(wantedBy.get(version))
        && System.nanoTime() < deadline
        && !closed) {
      Thread.sleep(20);
    }
    boolean changed = !started.isEmpty();
    long ready = ready(version);
    if (ready >= total) {
      return new WorkResult(
          true,
          changed,
          ready
              + " of "
              + total
              + (total == 1 ? " instance of " : " instances of ")
              + version
              + " ready"
              + startedWords(started));
    }
    if (!key.equals(wantedBy.get(version))) {
      return new WorkResult(
          false, changed, "another deploy or removal of " + version + " took over");
    }
    return new WorkResult(
        false,
        changed,
        ready
            + " of "
            + total
            + (total == 1 ? " instance of " : " instances of ")
            + version
            + " ready after "
            + limit.toSeconds()
            + " s");
  }

  /** Drains and ends instances of a version until so many remain. */
  WorkResult remove(String version, int keep, String key) throws InterruptedException {
    wantedBy.put(version, key);
    List<Instance> leaving = new ArrayList<>(of(version));
    leaving.sort(Comparator.comparing(Instance::isReady).reversed());
    leaving = leaving.subList(Math.min(keep, leaving.size()), leaving.size());
    leaving.forEach(Instance::drain);
    all.removeAll(leaving);
    long deadline = System.nanoTime() + DRAIN.toNanos();
    for (Instance instance : leaving) {
      while (!instance.isQuiet() && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
      instance.stop();
      log.say(instance.name() + " ended");
    }
    return new WorkResult(
        true,
        !leaving.isEmpty(),
        leaving.size()
            + (leaving.size() == 1 ? " instance of " : " instances of ")
            + version
            + " removed, "
            + of(version).size()
            + " remain");
  }

  /** Makes the first few running instances of a version stop listening. */
  void takeDown(String version, int count) {
    of(version).stream()
        .filter(instance -> instance.state() != Instance.State.DOWN)
        .limit(count)
        .forEach(Instance::goDown);
  }

  void bringBack(String version) {
    for (Instance instance : of(version)) {
      if (instance.state() == Instance.State.DOWN) {
        try {
          instance.comeBack();
          instance.probe();
        } catch (IOException noPort) {
          log.say(instance.name() + " stays down: " + noPort);
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    all.forEach(Instance::stop);
  }

  private synchronized Instance start(String version, String digest) throws IOException {
    Set<String> taken = all.stream().map(Instance::name).collect(Collectors.toSet());
    int number = 1;
    while (taken.contains("shop-" + version + "-" + number)) {
      number++;
    }
    String name = "shop-" + version + "-" + number;
    Shop shop =
        new Shop(
            Artifacts.version(version),
            digest,
            name,
            !artifacts.isFirst(version),
            settings,
            faults,
            database,
            dice);
    Instance instance = new Instance(name, version, digest, shop, log);
    all.add(instance);
    log.say(name + " starts at " + instance.address());
    return instance;
  }

  private void watch() {
    try {
      while (!closed) {
        Thread.sleep(1_000);
        for (Instance instance : all) {
          if (instance.isReady() || instance.state() == Instance.State.UNREADY) {
            Thread.ofVirtual().name("probe").start(instance::probe);
          }
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static String startedWords(List<String> started) {
    return started.isEmpty() ? ", nothing to start" : ", started " + String.join(", ", started);
  }
}
