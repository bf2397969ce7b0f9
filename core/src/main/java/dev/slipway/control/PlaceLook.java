package dev.slipway.control;

import dev.slipway.control.Parity.Place;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Migrator;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Reading;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.parity.Difference.Standing;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Asks environments what runs there, all at once and no longer than somebody would wait for a
 * report. Whoever does not answer is said to be silent, and never taken to be well.
 */
record PlaceLook(Books books, World world) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * @param migrations checksums of applied ones by id; empty when nobody could be asked
   */
  record Seen(Place place, Optional<Map<String, String>> migrations) {}

  Map<EnvironmentName, Seen> at(Service service, List<Service.Environment> environments) {
    return at(service, environments, PATIENCE);
  }

  Map<EnvironmentName, Seen> at(
      Service service, List<Service.Environment> environments, Duration patience) {
    Map<EnvironmentName, Seen> seen = new LinkedHashMap<>();
    // Not closed: that would wait for whoever does not answer.
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Map<EnvironmentName, Future<Seen>> asked = new LinkedHashMap<>();
      for (Service.Environment environment : environments) {
        asked.put(environment.name(), threads.submit(() -> look(service, environment)));
      }
      long end = System.nanoTime() + patience.toNanos();
      asked.forEach((name, answer) ->
          seen.put(name, awaited(service, name, answer, end - System.nanoTime(), patience)));
      return seen;
    } finally {
      var unused = threads.shutdownNow();
    }
  }

  private Seen awaited(
      Service service, EnvironmentName name, Future<Seen> answer, long nanos, Duration patience) {
    try {
      return answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return silent(service, name, "it did not answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException broken) {
      return silent(service, name, said(Objects.requireNonNullElse(broken.getCause(), broken)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new OutsideFailure("targets", "ask them", "this process is ending");
    }
  }

  private static String said(Throwable fault) {
    return fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
  }

  private Seen silent(Service service, EnvironmentName name, String why) {
    return new Seen(
        new Place(name, released(service, name), Standing.UNKNOWN, "cannot be told: " + why),
        Optional.empty());
  }

  private Optional<ReleaseRecord> released(Service service, EnvironmentName name) {
    return books.store().read(reader -> Drift.released(reader, service.name(), name));
  }

  private Seen look(Service service, Service.Environment environment) {
    EnvironmentName name = environment.name();
    Optional<ReleaseRecord> released = released(service, name);
    Optional<ReleaseRecord> moving =
        books.store().read(reader -> Drift.moving(reader, service.name(), name));
    if (moving.isPresent()) {
      return new Seen(
          new Place(
              name,
              released,
              Standing.EXPECTED,
              moving.get().id() + " moves, and looks after its instances itself"),
          Optional.empty());
    }
    if (released.isEmpty()) {
      return new Seen(
          new Place(name, released, Standing.EXPECTED, "nothing was released here yet"),
          Optional.empty());
    }
    Target target = open(service, environment, released.get());
    Place place = compared(environment, released.get(), target.deployment().running());
    Map<String, String> applied =
        target.migrator().applied().stream()
            .collect(
                Collectors.toMap(
                    Migrator.Applied::id, Migrator.Applied::checksum, (first, again) -> first));
    return new Seen(place, Optional.of(applied));
  }

  private Target open(Service service, Service.Environment environment, ReleaseRecord released) {
    Version version = released.change().to();
    ArtifactDigest artifact = released.change().artifact();
    return world
        .targets()
        .open(
            service,
            environment,
            new Targets.Versions(Optional.of(version), Optional.of(artifact), version, artifact));
  }

  private static Place compared(
      Service.Environment environment, ReleaseRecord released, Deployment.Running running) {
    List<String> all =
        environment.target() instanceof ExecSpec exec && exec.isInPlace()
            ? List.copyOf(exec.instances().keySet())
            : List.of();
    Drift drift = Drift.of(released, running, all);
    List<String> words = new ArrayList<>();
    drift.others().forEach(other -> words.add(other.instance() + " " + other.words()));
    drift.silent().forEach(instance -> words.add(instance + " runs nothing"));
    Version version = released.change().to();
    long right = running.instances().stream().filter(one -> one.version().equals(version)).count();
    long kept = running.instances().size() - right;
    if (right == 0 && words.isEmpty()) {
      words.add("no instance runs " + version);
    }
    return words.isEmpty()
        ? new Place(
            environment.name(),
            Optional.of(released),
            Standing.EXPECTED,
            Reading.count(right, "instance")
                + (right == 1 ? " runs it" : " run it")
                + (kept == 0 ? "" : ", " + kept + " beside keep the version before"))
        : new Place(
            environment.name(),
            Optional.of(released),
            Standing.UNEXPECTED,
            String.join(", ", words));
  }
}
