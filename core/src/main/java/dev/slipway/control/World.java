package dev.slipway.control;

import dev.slipway.control.port.ChangeSource;
import dev.slipway.control.port.Documents;
import dev.slipway.control.port.Markers;
import dev.slipway.control.port.Tags;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Judge;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Service;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import java.util.Optional;

/**
 * What the use cases work with: the active catalogue, the doors to the outside, the judge and the
 * clock.
 */
public record World(
    Catalogues catalogues,
    Targets targets,
    ChangeSource changes,
    Judge judge,
    Documents documents,
    Markers markers,
    Tags tags,
    Clock clock) {
  /** Where releases are marked nowhere, and nothing is tagged. */
  public World(
      Catalogues catalogues,
      Targets targets,
      ChangeSource changes,
      Judge judge,
      Documents documents,
      Clock clock) {
    this(catalogues, targets, changes, judge, documents, Markers.none(), Tags.none(), clock);
  }

  /** With a catalogue that nobody else replaces. */
  public World(
      Catalogue catalogue,
      Targets targets,
      ChangeSource changes,
      Judge judge,
      Documents documents,
      Clock clock) {
    this(Catalogues.only(catalogue), targets, changes, judge, documents, clock);
  }

  /** The one that this process works with at this moment. */
  public Catalogue catalogue() {
    return catalogues.own();
  }

  /** The same, with the catalogue of this moment whatever becomes active meanwhile. */
  World settled() {
    return new World(
        catalogues.settled(), targets, changes, judge, documents, markers, tags, clock);
  }

  /** A service in one of its environments. */
  public record Place(Service service, Service.Environment environment) {}

  public Optional<Place> place(ServiceName service, EnvironmentName environment) {
    return catalogue()
        .service(service)
        .flatMap(found ->
            Optional.ofNullable(found.environments().get(environment))
                .map(e -> new Place(found, e)));
  }

  /**
   * @throws IllegalStateException when the catalogue no longer knows the plan's service or
   *     environment
   */
  public Target target(Plan plan) {
    return target(plan, Targets.Versions.of(plan));
  }

  /** The same, where its traffic is only what a balancer does. */
  Target targetWithoutFlags(Plan plan) {
    return target(plan, Targets.Versions.of(plan).withoutFlags());
  }

  private Target target(Plan plan, Targets.Versions versions) {
    Place place =
        place(plan.release().service(), plan.environment())
            .orElseThrow(() ->
                new IllegalStateException(
                    "slipway.yaml knows no "
                        + plan.release().service()
                        + " in "
                        + plan.environment()));
    return targets.open(place.service(), place.environment(), versions);
  }
}
