package dev.slipway.outside.exec;

import dev.slipway.control.port.Checks;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Probes;
import dev.slipway.control.port.Smoke;
import dev.slipway.control.port.Smoke.Seen;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Side;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Proving;
import dev.slipway.plan.SmokeCheck;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Happening.Changed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The checks after a deploy, made where each of them is to be made. */
record ExecChecks(
    Place place, Versions versions, Sides sides, Smoke smoke, Optional<Proving.Command> suite)
    implements Checks {
  private static final String HEALTH = "health";
  private static final String VERSION = "version";

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(HEALTH, VERSION));
    place.spec.checks().forEach(check -> names.add(check.name()));
    return names;
  }

  @Override
  public Outcome suite(ReleaseId release, String key) {
    return suite
        .map(command -> new SuiteRun(place, versions, sides, command).run(release))
        .orElseGet(() -> new Outcome.Failed("slipway.yaml no longer has a suite", Changed.UNKNOWN));
  }

  /** What goes through the entry would meet the old version. */
  @Override
  public List<String> unserved() {
    Set<String> served = new LinkedHashSet<>();
    place.spec.checks().stream()
        .filter(check -> check.scope() == SmokeCheck.Scope.ENTRY)
        .forEach(check -> served.add(check.name()));
    return names().stream().filter(name -> !served.contains(name)).toList();
  }

  @Override
  public List<Result> run(List<String> names) {
    return names.stream().map(this::run).toList();
  }

  private Result run(String name) {
    try {
      return switch (name) {
        case HEALTH -> everywhere(name, this::health);
        case VERSION -> everywhere(name, this::version);
        default ->
            place.spec.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .map(this::made)
                .orElseGet(() -> new Result(name, false, "slipway.yaml no longer has this check"));
      };
    } catch (RuntimeException broken) {
      return new Result(name, false, String.valueOf(broken.getMessage()));
    }
  }

  private Result made(SmokeCheck check) {
    return switch (check.scope()) {
      case INSTANCE -> everywhere(check.name(), instance -> made(check, place.at(instance)));
      case SIDE -> once(check, made(check, Map.of("side", sides.of(Side.CANARY).name())));
      case ENTRY -> once(check, made(check, Map.of()));
    };
  }

  private static Result once(SmokeCheck check, Seen seen) {
    return new Result(check.name(), seen.well(), seen.words());
  }

  private Seen made(SmokeCheck check, Map<String, String> there) {
    Map<String, String> words = new HashMap<>(there);
    words.put("version", versions.fresh().label());
    words.put("digest", versions.artifact().value());
    return switch (check.kind()) {
      case SmokeCheck.Kind.Asked asked -> smoke.make(asked, words, check.atMost());
      case SmokeCheck.Kind.Run run ->
          seen(place.ask(new ExecSpec.Question.Run(run.words()), words, check.atMost()));
    };
  }

  private static Seen seen(Probes.Answer answer) {
    return new Seen(answer.isWell(), answer.words());
  }

  private Seen health(String instance) {
    return seen(place.probe(instance));
  }

  private Seen version(String instance) {
    Sighting seen = place.look(instance);
    if (seen instanceof Sighting.Runs runs) {
      String words =
          seen.words()
              + runs.digest().map(ArtifactDigest::brief).map(brief -> ", " + brief).orElse("");
      return new Seen(runs.is(versions.fresh(), Optional.of(versions.artifact())), words);
    }
    return new Seen(false, seen.words());
  }

  private Result everywhere(String name, Function<String, Seen> look) {
    List<String> instances = sides.of(Side.CANARY).instances();
    Map<String, Seen> all = Place.each(instances, look);
    List<String> faults = new ArrayList<>();
    Set<String> well = new LinkedHashSet<>();
    all.forEach((instance, seen) -> {
      if (seen.well()) {
        well.add(seen.words());
      } else {
        faults.add(instance + " " + seen.words());
      }
    });
    return faults.isEmpty()
        ? new Result(
            name, true, all.size() + " of " + all.size() + " instances: " + String.join("; ", well))
        : new Result(name, false, String.join(", ", faults));
  }
}
