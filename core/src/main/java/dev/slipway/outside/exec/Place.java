package dev.slipway.outside.exec;

import dev.slipway.control.port.Balancer;
import dev.slipway.control.port.Balancers;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Probes;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.HaproxySpec;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One service in one environment: its instances, what they ran when they were last asked, and which
 * of them are being worked on. One per process, so that measuring and deploying know of each other.
 */
final class Place {
  final ExecSpec spec;
  final Program program;
  final Balancer balancer;
  private final Probes probes;
  private final Turns turnsToRun = new Turns();
  private final Map<String, Integer> inWork = new ConcurrentHashMap<>();
  private final Map<String, Integer> turns = new ConcurrentHashMap<>();
  private final Map<String, Version> lastKnown = new ConcurrentHashMap<>();
  private Map<String, Sighting> newest = Map.of();
  private long newestAt;

  private final Path notes;
  private final String name;

  /**
   * @param notes folder for what the next worker has to know
   * @param name of the service in its environment
   */
  Place(ExecSpec spec, Probes probes, Balancers balancers, Path notes, String name) {
    this.spec = spec;
    this.notes = notes;
    this.name = name;
    this.program = new Program(spec);
    this.balancer =
        spec.traffic()
            .map(traffic ->
                switch (traffic) {
                  case ExecSpec.Traffic.Commands commands ->
                      new CommandBalancer(program, spec.groups(), commands);
                  case HaproxySpec haproxy ->
                      balancers.open(haproxy, spec.groups(), spec.baseline());
                })
            .orElseGet(Balancer::none);
    this.probes = probes;
  }

  /** Words in braces that hold for one instance. */
  Map<String, String> at(String instance) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("instance", instance);
    words.put("address", spec.addresses().getOrDefault(instance, instance));
    Stream.concat(spec.groups().stream(), spec.baseline().stream())
        .filter(group -> group.instances().contains(instance))
        .forEach(group -> words.put("side", group.name()));
    return words;
  }

  /** What a deploy command is told of its release beside its words. */
  Map<String, String> variables(
      Optional<ReleaseId> release, Version version, Optional<ArtifactDigest> artifact) {
    return release
        .filter(id -> name.startsWith(id.service().value() + "-"))
        .map(id -> ReleaseVariables.of(id, name, version, artifact))
        .orElse(Map.of());
  }

  /** The side that serves most; of equal ones the first. */
  ExecSpec.Group serving() {
    ExecSpec.Group first = spec.groups().getFirst();
    if (spec.isInPlace()) {
      return first;
    }
    int share = balancer.read(first.name()).share().percent();
    boolean most = spec.baseline().isPresent() ? share > 50 || holdsTheGroup(share) : share >= 50;
    return most ? first : spec.groups().getLast();
  }

  /**
   * A group that is compared with has a part of the old side's share: the side that has as much as
   * it is the new one.
   */
  private boolean holdsTheGroup(int first) {
    int last = balancer.read(spec.groups().getLast().name()).share().percent();
    int group = 100 - first - last;
    // Rounded, three shares may miss one percent of everybody.
    return group <= 1 ? first >= last : Math.abs(first - group) > Math.abs(last - group);
  }

  List<String> instances() {
    return List.copyOf(spec.instances().keySet());
  }

  /** Where a group of the old version is started for a new one to be compared with. */
  List<String> baseline() {
    return spec.baseline().map(ExecSpec.Group::instances).orElse(List.of());
  }

  /** The note of a deploy command on one instance. */
  Begun begun(String instance) {
    String file = URLEncoder.encode(name + "-" + instance, StandardCharsets.UTF_8);
    return new Begun(notes.resolve(file + ".deploying"));
  }

  /** The note of the backup command; no instance can be called like that. */
  Begun backup() {
    return begun("backup of all");
  }

  /** What the backup command of an attempt came to, also when nobody was there to see it. */
  Receipt receipt(String key) {
    return new Receipt(
        notes.resolve(URLEncoder.encode(name + " " + key, StandardCharsets.UTF_8) + ".receipt"));
  }

  /** The note of the tests of the service as a whole; no instance can be called like that. */
  Begun suite() {
    return begun("suite of all");
  }

  /** What the backup that was taken last came to. */
  Path backupTaken() {
    return notes.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8) + ".backup");
  }

  /**
   * Returns when no deploy command that an ended worker left behind is at work on an instance.
   *
   * @param wanted such a command may end by itself when it deploys this version
   * @return whether it did
   */
  boolean settled(String instance, Optional<Version> wanted, BooleanSupplier calledOff) {
    out(instance);
    try {
      return begun(instance).settle(wanted, spec.deploy().limit(), calledOff);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new OutsideFailure(
          "commands", "wait for the deploy on " + instance, "this process is ending");
    } finally {
      in(instance);
    }
  }

  /** What one instance runs now. */
  Sighting look(String instance) {
    Sighting seen = Sighting.of(inTurn(spec.running(), instance));
    seen.seen().ifPresent(version -> lastKnown.put(instance, version));
    return seen;
  }

  /** Runs a command of an instance; where there are many of them, a few at a time. */
  Program.Ended inTurn(ExecSpec.Command command, String instance) {
    return turnsToRun.in(() -> program.run(command.words(), at(instance), command.limit()));
  }

  /** What every instance runs now. */
  Map<String, Sighting> look() {
    Map<String, Integer> before = Map.copyOf(turns);
    Map<String, Sighting> seen = each(instances(), this::look);
    synchronized (this) {
      // What was seen while somebody began or ended work is told to no one else.
      newest = before.equals(turns) ? seen : Map.of();
      newestAt = System.nanoTime();
    }
    return seen;
  }

  /** The same, at most so old, and from after the newest change of {@link #turn}. */
  Map<String, Sighting> look(Duration age) {
    synchronized (this) {
      if (!newest.isEmpty() && System.nanoTime() - newestAt < age.toNanos()) {
        return newest;
      }
    }
    return look();
  }

  /** The version that was last seen on an instance, which may have ended since. */
  Optional<Version> lastKnown(String instance) {
    return Optional.ofNullable(lastKnown.get(instance));
  }

  /** An instance that is stopped by us is not the one that was seen there. */
  void forget(String instance) {
    Version unused = lastKnown.remove(instance);
  }

  Probes.Answer probe(String instance) {
    return ask(spec.probe().question(), at(instance), spec.probe().atMost());
  }

  Probes.Answer ask(ExecSpec.Question question, Map<String, String> words, Duration atMost) {
    return switch (question) {
      case ExecSpec.Question.Http http ->
          probes.http(Program.filled(http.address(), words), http.expect(), atMost);
      case ExecSpec.Question.Run run -> {
        long begun = System.nanoTime();
        Program.Ended ended = program.run(run.words(), words, atMost);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        yield switch (ended) {
          case Program.Ended.Exit exit ->
              new Probes.Answer(
                  exit.code() == 0 ? Probes.Kind.WELL : Probes.Kind.ILL, took, exit.words());
          case Program.Ended.Stopped stopped ->
              new Probes.Answer(Probes.Kind.ILL, took, stopped.words());
          case Program.Ended.NotStarted not ->
              new Probes.Answer(Probes.Kind.NOT_ASKED, took, not.words());
        };
      }
    };
  }

  /** No longer drained: a check of the balancer's own finds out that nothing runs there. */
  void leaveToTheBalancer(String instance) {
    try {
      balancer.ready(instance, Duration.ZERO, () -> true);
    } catch (OutsideFailure down) {
      // Down is what it should be.
    }
  }

  /** While an instance is deployed or stopped it is out: what it answers is nobody's figure. */
  void out(String instance) {
    counted(instance, 1);
  }

  /** Out as often as in: the way back may take an instance out before its deploy has ended. */
  void in(String instance) {
    counted(instance, -1);
  }

  private synchronized void counted(String instance, int one) {
    int unused = inWork.merge(instance, one, Integer::sum);
    int unusedTurn = turns.merge(instance, 1, Integer::sum);
    newest = Map.of();
  }

  boolean isOut(String instance) {
    return inWork.getOrDefault(instance, 0) > 0;
  }

  /** Another number whenever work on an instance began or ended: what was seen before is old. */
  int turn(String instance) {
    return turns.getOrDefault(instance, 0);
  }

  /** Does something for each at once, in threads of their own; ordered as given. */
  static <K, V> Map<K, V> each(List<K> keys, java.util.function.Function<K, V> work) {
    Map<K, V> results = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<V>> calls = new ArrayList<>();
      keys.forEach(key -> calls.add(() -> work.apply(key)));
      List<Future<V>> done = threads.invokeAll(calls);
      for (int i = 0; i < keys.size(); i++) {
        results.put(keys.get(i), done.get(i).get());
      }
      return results;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new OutsideFailure("commands", "wait for them", "this process is ending");
    } catch (ExecutionException broken) {
      if (broken.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw new OutsideFailure("commands", "run them", broken);
    }
  }
}
