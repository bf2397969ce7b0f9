package dev.slipway.outside.exec;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Side;
import dev.slipway.plan.ExecSpec;
import dev.slipway.release.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which instances belong to the old and which to the new version. In place they are the same; with
 * two sides the new version gets the one that does not serve, and keeps it.
 */
final class Sides {
  private static final Duration AGE = Duration.ofSeconds(1);
  private final Place place;
  private final Versions versions;
  private final AtomicReference<Optional<ExecSpec.Group>> fresh =
      new AtomicReference<>(Optional.empty());

  Sides(Place place, Versions versions) {
    this.place = place;
    this.versions = versions;
  }

  ExecSpec.Group of(Side side) {
    ExecSpec.Group first = place.spec.groups().getFirst();
    if (place.spec.isInPlace()) {
      return first;
    }
    return switch (side) {
      case BASELINE -> other(fresh());
      case GROUP ->
          place
              .spec
              .baseline()
              .orElseThrow(() -> new IllegalStateException("there is no baseline group"));
      case CANARY -> fresh();
    };
  }

  ExecSpec.Group other(ExecSpec.Group group) {
    return place.spec.groups().stream()
        .filter(one -> !one.equals(group))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is one side only"));
  }

  /**
   * The side where the new version runs; before it runs anywhere, the one opposite the old version;
   * and where neither tells, the one that does not serve. Once known it stays. No lock is held
   * while commands run: one that hangs keeps nobody else.
   */
  private ExecSpec.Group fresh() {
    return fresh
        .get()
        .orElseGet(() -> {
          ExecSpec.Group found = found(place.look(AGE));
          return fresh
              .updateAndGet(known -> known.isPresent() ? known : Optional.of(found))
              .orElse(found);
        });
  }

  private ExecSpec.Group found(Map<String, Sighting> seen) {
    List<ExecSpec.Group> withFresh = running(seen, Optional.of(versions.fresh()));
    List<ExecSpec.Group> withOld = running(seen, versions.old());
    // Who asks about one version alone asks about the one that serves.
    boolean alone = versions.old().equals(Optional.of(versions.fresh()));
    if (withFresh.size() == 1 && !alone) {
      return withFresh.getFirst();
    }
    if (withOld.size() == 1) {
      return other(withOld.getFirst());
    }
    if (seen.values().stream().anyMatch(Sighting.Unknown.class::isInstance)) {
      throw new OutsideFailure(
          "commands", "tell the sides apart", "not every instance says what it runs");
    }
    return other(place.serving());
  }

  private List<ExecSpec.Group> running(Map<String, Sighting> seen, Optional<Version> version) {
    return place.spec.groups().stream()
        .filter(group ->
            group.instances().stream()
                .anyMatch(name ->
                    version.isPresent()
                        && Optional.ofNullable(seen.get(name))
                            .flatMap(Sighting::seen)
                            .equals(version)))
        .toList();
  }
}
