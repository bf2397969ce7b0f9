package dev.slipway.outside.exec;

import dev.slipway.control.port.Checks;
import dev.slipway.control.port.Probes;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Side;
import dev.slipway.plan.ExecSpec;
import dev.slipway.release.ArtifactDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks after a deploy, made on every instance of the new version. */
record ExecChecks(Place place, Versions versions, Sides sides) implements Checks {
  private static final String HEALTH = "health";
  private static final String VERSION = "version";

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(HEALTH, VERSION));
    place.spec.checks().forEach(check -> names.add(check.name()));
    return names;
  }

  @Override
  public List<Result> run(List<String> names) {
    return names.stream().map(this::run).toList();
  }

  private Result run(String name) {
    try {
      List<String> instances = sides.of(Side.CANARY).instances();
      return switch (name) {
        case HEALTH -> result(name, Place.each(instances, this::health), "are well");
        case VERSION ->
            result(name, Place.each(instances, this::version), "run " + versions.fresh());
        default ->
            place.spec.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .map(check ->
                    result(name, Place.each(instances, one -> asked(check, one)), "answered well"))
                .orElseGet(() -> new Result(name, false, "slipway.yaml no longer has this check"));
      };
    } catch (RuntimeException broken) {
      return new Result(name, false, String.valueOf(broken.getMessage()));
    }
  }

  private Optional<String> health(String instance) {
    Probes.Answer answer = place.probe(instance);
    return answer.isWell() ? Optional.empty() : Optional.of(answer.words());
  }

  private Optional<String> version(String instance) {
    Sighting seen = place.look(instance);
    boolean right =
        seen instanceof Sighting.Runs runs
            && runs.is(versions.fresh(), Optional.of(versions.artifact()));
    return right ? Optional.empty() : Optional.of(words(seen));
  }

  private static String words(Sighting seen) {
    return seen instanceof Sighting.Runs runs && runs.digest().isPresent()
        ? seen.words() + ", " + runs.digest().map(ArtifactDigest::brief).orElse("")
        : seen.words();
  }

  private Optional<String> asked(ExecSpec.Check check, String instance) {
    Map<String, String> words = new HashMap<>(place.at(instance));
    words.put("version", versions.fresh().label());
    words.put("digest", versions.artifact().value());
    Probes.Answer answer = place.ask(check.question(), words, check.atMost());
    return answer.isWell() ? Optional.empty() : Optional.of(answer.words());
  }

  private static Result result(String name, Map<String, Optional<String>> faults, String well) {
    List<String> said = new ArrayList<>();
    faults.forEach((instance, fault) -> fault.ifPresent(words -> said.add(instance + " " + words)));
    return said.isEmpty()
        ? new Result(name, true, faults.size() + " of " + faults.size() + " instances " + well)
        : new Result(name, false, String.join(", ", said));
  }
}
