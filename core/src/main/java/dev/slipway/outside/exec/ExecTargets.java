package dev.slipway.outside.exec;

import dev.slipway.control.Clock;
import dev.slipway.control.port.AlertSources;
import dev.slipway.control.port.Alerts;
import dev.slipway.control.port.Balancers;
import dev.slipway.control.port.ChangeSource;
import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.MetricsSources;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Probes;
import dev.slipway.control.port.Registry;
import dev.slipway.control.port.Smoke;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Opens services that are released by commands. */
public final class ExecTargets implements Targets {
  private final Neighbours neighbours;
  private final Path marks;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(Place place, ProbeLog log, Prober prober) {}

  /**
   * What other rooms do for a target that is configured so.
   *
   * @param changes tells the commit of a version, where no other digest is configured
   * @param registry tells what images are
   * @param smoke makes the checks over the network
   * @param sources of metrics that are not probes
   * @param alerts of those whose alerts are heeded
   */
  public record Neighbours(
      Probes probes,
      ChangeSource changes,
      Balancers balancers,
      Registry registry,
      Smoke smoke,
      MetricsSources sources,
      AlertSources alerts) {}

  /**
   * @param marks folder in which the standalone script leaves its mark
   */
  public ExecTargets(Neighbours neighbours, Path marks, Clock clock) {
    this.neighbours = neighbours;
    this.marks = marks.toAbsolutePath();
    this.clock = clock;
  }

  @Override
  public Target open(Service service, Service.Environment environment, Versions versions) {
    Known one = known(service, environment);
    Mark mark = new Mark(marks.resolve(name(service, environment) + ".taken-back"));
    Place place = one.place();
    Sides sides = new Sides(place, versions);
    Metrics metrics = metrics(service, environment, one, versions, sides, Optional.empty());
    Function<String, Metrics> byFlag =
        place.spec.tellsFlagApart()
            ? flag -> metrics(service, environment, one, versions, sides, Optional.of(flag))
            : flag -> metrics;
    Optional<Alerts> heeded =
        place
            .spec
            .alerts()
            .map(spec ->
                neighbours
                    .alerts()
                    .open(spec, service.name(), environment.name(), versions.fresh()));
    return new ExecTarget(
        place,
        versions,
        sides,
        mark,
        metrics,
        byFlag,
        heeded,
        neighbours.smoke(),
        environment.proving().command());
  }

  private Metrics metrics(
      Service service,
      Service.Environment environment,
      Known one,
      Versions versions,
      Sides sides,
      Optional<String> flag) {
    Place place = one.place();
    return place
        .spec
        .metrics()
        .map(spec ->
            neighbours
                .sources()
                .open(
                    spec,
                    environment.limits(),
                    new Measured(
                        place,
                        versions,
                        sides,
                        service.name(),
                        environment.name(),
                        spec.isBySide(),
                        flag)))
        .orElseGet(() -> new ProbeMetrics(one.prober(), one.log(), versions));
  }

  @Override
  public Optional<ArtifactDigest> artifact(
      Service service, Service.Environment environment, Version label) {
    return artifacts(service, environment).of(service, label);
  }

  @Override
  public Optional<Told> told(
      Service service, Service.Environment environment, ArtifactDigest artifact) {
    return artifacts(service, environment).told(artifact);
  }

  private Artifacts artifacts(Service service, Service.Environment environment) {
    return new Artifacts(
        known(service, environment).place(), neighbours.changes(), neighbours.registry());
  }

  /** The version that most instances run, of the side that serves; of equal ones the first. */
  @Override
  public Optional<Version> live(Service service, Service.Environment environment) {
    Place place = known(service, environment).place();
    Map<Version, Integer> counts = new LinkedHashMap<>();
    Place.each(place.serving().instances(), place::look)
        .forEach((name, sighting) -> {
          if (sighting instanceof Sighting.Unknown unknown) {
            throw new OutsideFailure("commands", "see what " + name + " runs", unknown.why());
          }
          sighting.seen().ifPresent(version -> counts.merge(version, 1, Integer::sum));
        });
    Optional<Version> live = Optional.empty();
    int most = 0;
    for (Map.Entry<Version, Integer> one : counts.entrySet()) {
      if (one.getValue() > most) {
        most = one.getValue();
        live = Optional.of(one.getKey());
      }
    }
    return live;
  }

  /** The same place as long as its configuration is the same. */
  private Known known(Service service, Service.Environment environment) {
    if (!(environment.target() instanceof ExecSpec spec)) {
      throw new IllegalArgumentException(
          service.name() + " in " + environment.name() + " is not released by commands");
    }
    return known.compute(
        name(service, environment),
        (name, before) -> {
          if (before != null && before.place().spec.equals(spec)) {
            return before;
          }
          Place place = new Place(spec, neighbours.probes(), neighbours.balancers(), marks, name);
          ProbeLog log = new ProbeLog();
          return new Known(place, log, new Prober(place, clock, log));
        });
  }

  private static String name(Service service, Service.Environment environment) {
    return service.name() + "-" + environment.name();
  }
}
