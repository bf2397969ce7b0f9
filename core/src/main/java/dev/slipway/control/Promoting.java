package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.Version;
import dev.slipway.rollout.Finished;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which environment comes after the one in which a release has finished, and whether it may. */
record Promoting(World world) {
  /**
   * @param environment empty: the only one that is promoted from there
   */
  Answer<EnvironmentName> next(ReleaseRecord finished, Optional<String> environment) {
    EnvironmentName from = finished.opened().environment();
    if (!(finished.state() instanceof Finished)) {
      return Answer.no(
          Refusal.of(
              "E-STATE-01",
              Kind.CONFLICT,
              finished.id() + " has not finished in " + from + ", so it is not promoted.",
              "What is promoted has to have come well where it was before."
                  // Others call the next traffic stage so.
                  + (finished.state().isMoving() ? " The next stage is \"advance\"." : ""),
              finished.state().isMoving()
                  ? "slipway rollout advance " + finished.id()
                  : "slipway show " + finished.id()));
    }
    List<EnvironmentName> next =
        world.catalogue().service(finished.id().service()).stream()
            .flatMap(service -> service.environments().values().stream())
            .filter(one -> one.promotedFrom().equals(Optional.of(from)))
            .map(Service.Environment::name)
            .filter(name -> environment.isEmpty() || environment.get().equals(name.value()))
            .sorted(Comparator.comparing(EnvironmentName::value))
            .toList();
    if (next.size() != 1) {
      return Answer.no(next.isEmpty() ? nowhere(finished, environment) : ambiguous(finished, next));
    }
    return sameThere(finished, next.getFirst());
  }

  private static Refusal nowhere(ReleaseRecord finished, Optional<String> environment) {
    EnvironmentName from = finished.opened().environment();
    return Refusal.of(
        "E-REF-05",
        Kind.NOT_FOUND,
        environment
            .map(name -> "\"" + name + "\" is not promoted from " + from + ".")
            .orElse("Nothing is promoted from " + from + "."),
        "slipway.yaml says which environment comes after which.",
        "set promoted-from: " + from + " for the next environment in slipway.yaml");
  }

  private static Refusal ambiguous(ReleaseRecord finished, List<EnvironmentName> next) {
    return Refusal.of(
        "E-REF-05",
        Kind.USAGE,
        "Where to? " + next.size() + " environments are promoted from there.",
        "",
        next.stream()
            .map(name -> "slipway promote " + finished.id() + " --to " + name)
            .toArray(String[]::new));
  }

  private Answer<EnvironmentName> sameThere(ReleaseRecord finished, EnvironmentName next) {
    Version version = finished.change().to();
    Optional<World.Place> place = world.place(finished.id().service(), next);
    try {
      Optional<ArtifactDigest> there =
          place.flatMap(at -> world.targets().artifact(at.service(), at.environment(), version));
      if (there.filter(finished.change().artifact()::equals).isPresent()) {
        return Answer.yes(next);
      }
      return Answer.no(
          Refusal.of(
              "E-VERSION-04",
              Kind.GATE,
              version + " is another artifact in " + next + ".",
              finished.id()
                  + " released "
                  + finished.change().artifact().brief()
                  + "; in "
                  + next
                  + " it is "
                  + there.map(ArtifactDigest::brief).orElse("not known")
                  + ". A label was moved, or the two look in different places.",
              "slipway doctor --only artifact"));
    } catch (OutsideFailure failure) {
      return Answer.no(Opening.outside(failure));
    }
  }
}
