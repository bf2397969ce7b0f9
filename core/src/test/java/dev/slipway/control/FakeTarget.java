package dev.slipway.control;

import dev.slipway.control.port.Alerts;
import dev.slipway.control.port.Checkpoints;
import dev.slipway.control.port.Checks;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Flag;
import dev.slipway.control.port.FlaggedTraffic;
import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.Migrator;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Traffic;
import dev.slipway.health.Side;
import dev.slipway.migration.Migration;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import dev.slipway.rollout.Happening.Changed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A place where the shop runs, as a test wants it: it does at once and well what is asked, unless
 * told otherwise.
 */
public final class FakeTarget implements Target {
  static final double LOAD = 240;
  private static final int ROOM = 12;

  final FakeTraffic traffic = new FakeTraffic();

  /** Whether a baseline group has a share of its own. */
  volatile boolean compares;

  final FakeMetrics metrics = new FakeMetrics(this);
  final FakeDeployment deployment = new FakeDeployment();
  final FakeMigrator migrator = new FakeMigrator();
  private Optional<Alerts> alerts = Optional.empty();
  Checkpoints checkpoints = Checkpoints.none();
  private final List<String> failingChecks = new ArrayList<>();

  /** Keys of the runs of the suite, and how each ends; passed where nothing is said. */
  final List<String> suites = new ArrayList<>();

  final List<Outcome> suiteEnds = new ArrayList<>();
  Runnable beforeSuite = () -> {};

  @Override
  public Deployment deployment() {
    return deployment;
  }

  private boolean byFlag = true;

  /** Those a release turns, in order. */
  final Map<String, FakeFlag> flags = new LinkedHashMap<>();

  /** From here on its traffic is that of a dark launch by these flags. */
  void turning(String... names) {
    for (String name : names) {
      flags.put(name, new FakeFlag(name, traffic));
    }
  }

  /** Whoever takes it back moves traffic alone, and begins with nobody on the old version. */
  void isTakenBack() {
    byFlag = false;
    traffic.become(0);
  }

  @Override
  public Traffic traffic() {
    return flags.isEmpty() || !byFlag
        ? traffic
        : new FlaggedTraffic(traffic, List.copyOf(flags.values()));
  }

  @Override
  public Optional<Flag> flag(String name) {
    return Optional.ofNullable(flags.get(name));
  }

  @Override
  public Metrics metrics() {
    return metrics;
  }

  @Override
  public Optional<Alerts> alerts() {
    return alerts;
  }

  void heeds(Alerts named) {
    alerts = Optional.of(named);
  }

  @Override
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  @Override
  public Migrator migrator() {
    return migrator;
  }

  @Override
  public Checks checks() {
    return new Checks() {
      @Override
      public List<String> names() {
        return List.of("health", "journey-checkout");
      }

      @Override
      public Outcome suite(ReleaseId release, String key) {
        beforeSuite.run();
        suites.add(key);
        return suiteEnds.isEmpty()
            ? new Outcome.Done("passed after 40 s")
            : suiteEnds.removeFirst();
      }

      @Override
      public List<Result> run(List<String> names) {
        return names.stream()
            .map(name -> new Result(name, !failingChecks.contains(name), "answered 500"))
            .toList();
      }
    };
  }

  void failCheck(String name) {
    failingChecks.add(name);
  }

  @Override
  public BreakGlass breakGlass() {
    return new BreakGlass(List.of(), "echo v2", "true", "true");
  }

  /** Instances of both versions, and how work on them ends. */
  static final class FakeDeployment implements Deployment {
    private final TreeMap<String, List<Instance>> instances = new TreeMap<>();
    private final List<Instance> group = new ArrayList<>();
    private final TreeMap<String, Outcome> known = new TreeMap<>();
    private final List<Outcome> next = new ArrayList<>();

    /**
     * Keys in the order in which work was really done: a key that is known joins and does nothing.
     */
    final List<String> done = new ArrayList<>();

    /** Keys of all calls, repeated ones too. */
    final List<String> asked = new ArrayList<>();

    Optional<RuntimeException> breaksOff = Optional.empty();
    Optional<RuntimeException> silent = Optional.empty();

    /** Whether no instance of the baseline group comes up. */
    boolean groupFails;

    Optional<String> unserved = Optional.empty();

    @Override
    public Optional<String> turnedAway() {
      return unserved;
    }

    /** Called when work arrives, before anything is done. */
    Runnable beforeWork = () -> {};

    void run(Version version, ArtifactDigest artifact, int count) {
      List<Instance> there = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        there.add(
            new Instance(
                version + "-" + i, "http://127.0.0.1", version, Optional.of(artifact), true));
      }
      instances.put(version.label(), there);
    }

    /** Instances of the baseline group. */
    int group() {
      return group.size();
    }

    private void run(Side side, int count) {
      if (side != Side.GROUP) {
        run(FakeTargets.version(side), FakeTargets.digest(side), count);
        return;
      }
      group.clear();
      for (int i = 1; i <= count; i++) {
        group.add(
            new Instance(
                "group-" + i,
                "http://127.0.0.1",
                FakeTargets.version(side),
                Optional.of(FakeTargets.digest(side)),
                true));
      }
    }

    int count(Version version) {
      return instances.getOrDefault(version.label(), List.of()).size();
    }

    /** The next calls end so, one after another. */
    void ends(Outcome... outcomes) {
      next.addAll(List.of(outcomes));
    }

    @Override
    public Running running() {
      if (silent.isPresent()) {
        throw silent.get();
      }
      return new Running(
          instances.values().stream().flatMap(List::stream).toList(), 120, LOAD, ROOM, group);
    }

    @Override
    public Outcome deploy(Side side, int total, String key) {
      if (side == Side.GROUP && groupFails) {
        return new Outcome.Failed("no place for it", Changed.NO);
      }
      return work(key, () -> run(side, total));
    }

    @Override
    public Outcome remove(Side side, int keep, String key) {
      return work(key, () -> run(side, keep));
    }

    private synchronized Outcome work(String key, Runnable effect) {
      asked.add(key);
      beforeWork.run();
      if (known.containsKey(key)) {
        return known.get(key);
      }
      if (!next.isEmpty()) {
        Outcome outcome = next.removeFirst();
        known.put(key, outcome);
        return outcome;
      }
      if (breaksOff.isPresent()) {
        throw breaksOff.get();
      }
      effect.run();
      done.add(key);
      known.put(key, new Outcome.Done("as asked"));
      return known.get(key);
    }
  }

  /** A database that remembers what was applied. */
  static final class FakeMigrator implements Migrator {
    private final List<Applied> applied = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    private final List<Outcome> next = new ArrayList<>();
    Optional<RuntimeException> silent = Optional.empty();

    void ends(Outcome... outcomes) {
      next.addAll(List.of(outcomes));
    }

    @Override
    public List<Applied> applied() {
      if (silent.isPresent()) {
        throw silent.get();
      }
      return List.copyOf(applied);
    }

    @Override
    public Outcome apply(Migration migration) {
      asked.add(migration.id());
      if (!next.isEmpty()) {
        return next.removeFirst();
      }
      if (applied.stream().noneMatch(one -> one.id().equals(migration.id()))) {
        applied.add(new Applied(migration.id(), migration.checksum()));
      }
      return new Outcome.Done(migration.id() + " applied");
    }
  }

  static OutsideFailure away(String what) {
    return new OutsideFailure("fake target", what, "no answer");
  }
}
