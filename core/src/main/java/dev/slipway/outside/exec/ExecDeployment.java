package dev.slipway.outside.exec;

import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Side;
import dev.slipway.plan.ExecSpec;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Deploys with the team's commands, batch by batch. Nothing is done by key: an instance that runs
 * the version and is well is left alone, whoever put it there, so that asking again repeats
 * nothing.
 */
final class ExecDeployment implements Deployment {
  private static final int USUAL_BATCHES = 10;
  private static final int MOST_PRINTED = 32_000;
  private static final int LEAST_PRINTED = 400;
  private static final Duration SCRIPT_WAITS = Duration.ofMinutes(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Place place;
  private final Versions versions;
  private final Sides sides;
  private final Mark mark;

  /** Set with the first step of the way back: a deploy of the new version must not outlive it. */
  private volatile boolean wayBack;

  ExecDeployment(Place place, Versions versions, Sides sides, Mark mark) {
    this.place = place;
    this.versions = versions;
    this.sides = sides;
    this.mark = mark;
  }

  @Override
  public Running running() {
    Map<String, Sighting> seen = place.look();
    Map<String, Boolean> well = Place.each(place.instances(), this::isWell);
    List<Instance> instances = new ArrayList<>();
    seen.forEach((name, sighting) -> {
      switch (sighting) {
        case Sighting.Runs runs ->
            instances.add(instance(name, runs, well.getOrDefault(name, false)));
        case Sighting.Nothing nothing -> {}
        case Sighting.Unknown unknown ->
            throw new OutsideFailure("commands", "see what " + name + " runs", unknown.why());
      }
    });
    Optional<ExecSpec.Capacity> capacity = place.spec.capacity();
    return new Running(
        instances,
        capacity.map(ExecSpec.Capacity::perInstance).orElse(1.0),
        capacity.map(ExecSpec.Capacity::load).orElse(0.0),
        place.instances().size(),
        versions.group() ? group() : List.of());
  }

  /** Nobody depends on them: one that does not answer for itself is no instance of it. */
  private List<Instance> group() {
    List<Instance> group = new ArrayList<>();
    Place.each(place.baseline(), place::look)
        .forEach((name, sighting) -> {
          if (sighting instanceof Sighting.Runs runs) {
            group.add(instance(name, runs, isWell(name)));
          }
        });
    return group;
  }

  private Instance instance(String name, Sighting.Runs runs, boolean well) {
    return new Instance(
        name, place.spec.addresses().getOrDefault(name, name), runs.version(), digest(runs), well);
  }

  @Override
  public Optional<String> turnedAway() {
    return place.spec.isInPlace()
        ? Optional.empty()
        : place.balancer.unserved(sides.of(Side.CANARY).name());
  }

  @Override
  public Set<String> standingBy() {
    if (place.spec.isInPlace()) {
      return Set.of();
    }
    ExecSpec.Group fresh = sides.of(Side.CANARY);
    return place.balancer.read(fresh.name()).share().equals(Weight.NONE)
        ? Set.copyOf(fresh.instances())
        : Set.of();
  }

  /** Asked once more when it is not: the first answer is late where a connection is new. */
  private boolean isWell(String instance) {
    boolean well = place.probe(instance).isWell();
    if (well) {
      return true;
    }
    return place.probe(instance).isWell();
  }

  /** An instance that tells its version only is taken for what that version is known to be. */
  private Optional<ArtifactDigest> digest(Sighting.Runs runs) {
    Optional<ArtifactDigest> known =
        runs.version().equals(versions.fresh())
            ? Optional.of(versions.artifact())
            : versions
                .oldArtifact()
                .filter(a -> versions.old().equals(Optional.of(runs.version())));
    return known
        .filter(artifact -> runs.is(runs.version(), Optional.of(artifact)))
        .or(runs::digest);
  }

  @Override
  public Outcome deploy(Side side, int total, String key) {
    Optional<Version> version = versions.of(side);
    if (version.isEmpty()) {
      return new Outcome.Failed("there is no old version to deploy", Changed.NO);
    }
    if (side == Side.BASELINE) {
      wayBack = true;
      awaitScript();
    }
    BooleanSupplier calledOff = () -> side != Side.BASELINE && wayBack;
    OneDeploy one =
        new OneDeploy(
            place,
            release(key),
            version.get(),
            versions.artifactOf(side),
            side == Side.BASELINE,
            calledOff);
    List<String> candidates = sides.of(side).instances();
    if (total == 0) {
      return looked(Place.each(candidates, place::look));
    }
    Map<String, Sighting> seen =
        Place.each(
            candidates,
            instance ->
                place.settled(instance, version, calledOff)
                    ? one.arrived(instance)
                    : place.look(instance));
    List<String> missing = missing(one, seen);
    int there = candidates.size() - missing.size();
    List<String> kept = candidates.stream().filter(name -> !missing.contains(name)).toList();
    Optional<String> out = stillOut(kept, calledOff);
    if (out.isPresent()) {
      return new Outcome.Failed(out.get(), Changed.NO);
    }
    if (there >= total) {
      return new Outcome.Done(
          there + " of " + candidates.size() + " run " + version.get() + " and are well already");
    }
    int wanted = Math.min(total, candidates.size()) - there;
    return inBatches(one, missing.subList(0, wanted), candidates.size(), side);
  }

  /** Keys begin with their release: "shop/42/deploy-stage-1/1". */
  private static Optional<ReleaseId> release(String key) {
    String[] parts = key.split("/", -1);
    return parts.length > 2 ? ReleaseId.parse(parts[0] + "/" + parts[1]) : Optional.empty();
  }

  /** Whoever drained one may have died before it was back in. */
  private Optional<String> stillOut(List<String> instances, BooleanSupplier calledOff) {
    List<String> faults = new ArrayList<>();
    Place.each(
            instances,
            name -> {
              try {
                place.balancer.ready(name, place.spec.healthyWithin(), calledOff);
                return "";
              } catch (OutsideFailure out) {
                return name + " is not in the balancer: " + out.getMessage();
              }
            })
        .values()
        .stream()
        .filter(fault -> !fault.isEmpty())
        .forEach(faults::add);
    return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
  }

  private static Outcome looked(Map<String, Sighting> seen) {
    String words =
        seen.entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue().words())
            .collect(Collectors.joining(", "));
    return seen.values().stream().anyMatch(Sighting.Unknown.class::isInstance)
        ? new Outcome.Failed(words, Changed.NO)
        : new Outcome.Done(words);
  }

  /** Those that run nothing first: nobody misses them. */
  private static List<String> missing(OneDeploy one, Map<String, Sighting> seen) {
    Map<String, Boolean> there =
        Place.each(
            List.copyOf(seen.keySet()),
            name ->
                one.isThere(
                    name, Optional.ofNullable(seen.get(name)).orElse(new Sighting.Nothing())));
    List<String> missing = new ArrayList<>();
    seen.forEach((name, sighting) -> {
      if (!there.getOrDefault(name, false)) {
        missing.add(sighting instanceof Sighting.Nothing ? 0 : missing.size(), name);
      }
    });
    return missing;
  }

  /** Forward it ends with the first batch that fails; back it saves what can be saved. */
  private Outcome inBatches(OneDeploy one, List<String> names, int of, Side side) {
    int size = versions.together().orElse(usuallyTogether(of));
    Map<String, OneDeploy.Result> results = new LinkedHashMap<>();
    for (int from = 0; from < names.size(); from += size) {
      results.putAll(Place.each(names.subList(from, Math.min(names.size(), from + size)), one::on));
      boolean failed = results.values().stream().anyMatch(result -> !result.done());
      if (failed && side != Side.BASELINE) {
        break;
      }
    }
    return outcome(results);
  }

  /** Of so many instances, where the plan leaves it to the target. */
  static int usuallyTogether(int of) {
    return (of + USUAL_BATCHES - 1) / USUAL_BATCHES;
  }

  private static Outcome outcome(Map<String, OneDeploy.Result> results) {
    String words =
        results.entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue().words())
            .collect(Collectors.joining("; "));
    if (results.values().stream().allMatch(OneDeploy.Result::done)) {
      return new Outcome.Done(words, printed(results));
    }
    String faults =
        results.entrySet().stream()
            .filter(one -> !one.getValue().done())
            .map(one -> one.getKey() + ": " + one.getValue().words())
            .collect(Collectors.joining("; "));
    List<Changed> changed = results.values().stream().map(OneDeploy.Result::changed).toList();
    Changed worst =
        changed.contains(Changed.UNKNOWN)
            ? Changed.UNKNOWN
            : changed.contains(Changed.YES) ? Changed.YES : Changed.NO;
    return new Outcome.Failed(faults, worst, printed(results));
  }

  /** Of many instances less each: an entry of the journal is read often. */
  private static Optional<Kept> printed(Map<String, OneDeploy.Result> results) {
    int most = Math.max(LEAST_PRINTED, MOST_PRINTED / Math.max(1, results.size()));
    List<Kept.Printed.Text> texts = new ArrayList<>();
    results.forEach((name, result) -> {
      String text = result.printed();
      if (!text.isEmpty()) {
        texts.add(
            new Kept.Printed.Text(
                name, text.length() <= most ? text : "…" + text.substring(text.length() - most)));
      }
    });
    return texts.isEmpty() ? Optional.empty() : Optional.of(new Kept.Printed(texts));
  }

  /** Two that deploy to one instance at once would undo each other. */
  private void awaitScript() {
    long deadline = System.nanoTime() + SCRIPT_WAITS.toNanos();
    while (mark.isScriptAtWork() && System.nanoTime() - deadline < 0) {
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public Outcome remove(Side side, int keep, String key) {
    Optional<Version> version = versions.of(side);
    if (version.isEmpty()) {
      return new Outcome.Done("there is no old version, nothing to remove");
    }
    if (side == Side.CANARY) {
      wayBack = true;
    }
    Map<String, Sighting> seen =
        Place.each(
            sides.of(side).instances(),
            instance -> {
              boolean unused = place.settled(instance, Optional.empty(), () -> false);
              return place.look(instance);
            });
    List<String> running = new ArrayList<>();
    seen.forEach((name, sighting) -> {
      // In the places of the group nothing is left, whatever it is.
      if (side == Side.GROUP ? sighting.seen().isPresent() : sighting.seen().equals(version)) {
        running.add(name);
      }
    });
    if (running.size() <= keep) {
      return new Outcome.Done(
          running.isEmpty()
              ? side == Side.GROUP
                  ? "nothing runs in its places"
                  : "no instance runs " + version.get()
              : running.size() + " of " + version.get() + " remain");
    }
    boolean replaced = place.spec.isInPlace() && versions.old().isPresent();
    if (replaced) {
      // Whatever runs here serves: only deploying the other version takes it away.
      return new Outcome.Failed(
          String.join(", ", running)
              + " still "
              + (running.size() == 1 ? "runs " : "run ")
              + version.get(),
          Changed.NO);
    }
    if (place.spec.stop().isEmpty()) {
      return place.spec.isInPlace()
          ? new Outcome.Failed("no stop command is configured", Changed.NO)
          : new Outcome.Done(
              version.get() + " stays on " + String.join(", ", running) + ", without traffic");
    }
    return outcome(Place.each(running.subList(keep, running.size()), new OneStop(place)::on));
  }
}
