package dev.slipway.setup;

import dev.slipway.control.Drift;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Targets;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import dev.slipway.view.DoctorView.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether every instance runs, to the digest, what was released last. A service that nobody has
 * released yet has nothing to be compared with.
 */
record ReleasedExamination(
    Ground ground,
    Targets targets,
    Service service,
    Service.Environment environment,
    ExecSpec exec) {

  List<Check> check(StoreExamination store) {
    String name = "released " + service.name() + " " + environment.name();
    Optional<StoreExamination.Released> known = store.released(service.name(), environment.name());
    if (known.isEmpty()) {
      return List.of(Check.well(name, "nothing was released yet that could be compared"));
    }
    if (known.get().moving().isPresent()) {
      return List.of(
          Check.well(name, known.get().moving().get() + " moves, and looks after it itself"));
    }
    ReleaseRecord released = known.get().last();
    try {
      return List.of(compared(name, released));
    } catch (OutsideFailure silent) {
      return List.of(
          Check.unknown(name, "cannot be told before the target answers: " + silent.getMessage()));
    }
  }

  private Check compared(String name, ReleaseRecord released) {
    Version version = released.change().to();
    ArtifactDigest artifact = released.change().artifact();
    Deployment.Running running =
        targets
            .open(
                service,
                environment,
                new Targets.Versions(
                    Optional.of(version), Optional.of(artifact), version, artifact))
            .deployment()
            .running();
    Drift drift =
        Drift.of(
            released,
            running,
            exec.isInPlace() ? List.copyOf(exec.instances().keySet()) : List.of());
    String what = version + " (" + artifact.brief() + "), which " + released.id() + " released";
    if (drift.isNone()) {
      return Check.well(
          name,
          running.instances().isEmpty()
              ? "no instance runs anything; " + what + " was there"
              : "every instance runs " + what);
    }
    List<String> words = new ArrayList<>();
    drift.others().forEach(other -> words.add(other.instance() + " " + other.words()));
    drift.silent().forEach(instance -> words.add(instance + " runs nothing"));
    List<String> instances = new ArrayList<>(drift.silent());
    instances.addAll(0, drift.others().stream().map(Drift.Other::instance).toList());
    return Check.mend(
        name,
        String.join(", ", words) + "; the others run " + what,
        "users meet something that nobody tested and released here",
        deploy(instances.getFirst(), version, artifact));
  }

  /** The team's own command, as it would be run for this instance. */
  private String deploy(String instance, Version version, ArtifactDigest artifact) {
    String line =
        exec.deploy().words().stream()
            .map(word ->
                Pasted.word(
                    word.replace("{instance}", instance)
                        .replace("{address}", exec.addresses().getOrDefault(instance, instance))
                        .replace("{version}", version.label())
                        .replace("{digest}", artifact.value())
                        .replace("{side}", side(instance))))
            .collect(Collectors.joining(" "));
    return "cd " + Pasted.path(ground, exec.directory()) + " && " + line;
  }

  private String side(String instance) {
    return exec.groups().stream()
        .filter(group -> group.instances().contains(instance))
        .map(ExecSpec.Group::name)
        .findFirst()
        .orElse("");
  }
}
