package dev.slipway.setup;

import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Targets;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import dev.slipway.view.DoctorView.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What runs on the instances of a target of commands: asks the running command of each, with its
 * time limit, and the probe of those that run something. Both only read.
 */
record RunningExamination(
    Targets targets, Service service, Service.Environment environment, ExecSpec exec) {
  Check check(String name) {
    try {
      Optional<Version> live = targets.live(service, environment);
      return live.map(version -> serving(name, version)).orElseGet(() -> nothing(name));
    } catch (OutsideFailure silent) {
      return Check.mend(
          name,
          String.valueOf(silent.getMessage()),
          "no release can start where nobody can tell what runs",
          exec.traffic().isPresent() && silent.system().equals("haproxy")
              ? "start HAProxy, or "
                  + Pasted.edit(name, "traffic: { haproxy: { admin: [/run/haproxy/admin.sock] } }")
              : Pasted.edit(name, "running: { run: [\"./running.sh\", \"{instance}\"] }"));
    }
  }

  private Check nothing(String name) {
    return exec.stop().isPresent() || !exec.isInPlace()
        ? Check.well(name, "nothing runs yet; the first release is taken back by stopping it")
        : Check.mend(
            name,
            "nothing runs yet, and there is no stop command",
            "a first release could not be taken back, and is refused",
            Pasted.edit(name, "stop: { run: [\"./stop.sh\", \"{instance}\"] }")
                + ", or put the first version there by hand");
  }

  private Check serving(String name, Version live) {
    // The running version stands for both sides: only what runs is asked.
    Optional<ArtifactDigest> known = targets.artifact(service, environment, live);
    if (known.isEmpty()) {
      return Check.look(
          name,
          live + " runs, and its artifact is not known",
          "a release could not tell that what it goes back to is what ran before",
          "slipway doctor --only repository");
    }
    Targets.Versions versions = new Targets.Versions(Optional.of(live), known, live, known.get());
    List<Deployment.Instance> running =
        targets.open(service, environment, versions).deployment().running().instances();
    List<String> words = new ArrayList<>();
    boolean well = true;
    for (String instance : exec.instances().keySet()) {
      Optional<Deployment.Instance> one =
          running.stream().filter(each -> each.name().equals(instance)).findFirst();
      well &= one.map(Deployment.Instance::ready).orElseGet(() -> isIdle(instance, live, running));
      words.add(
          one.map(each ->
                  instance
                      + " runs "
                      + each.version()
                      + (each.ready() ? " and is well" : " and its probe fails"))
              .orElse(instance + " runs nothing"));
    }
    String said = String.join(", ", words);
    return well
        ? Check.well(name, said)
        : Check.look(
            name,
            said,
            "a release needs the old version whole, as its way back",
            Pasted.edit(name, "probe: { http: \"http://{address}/health\" }")
                + ", or mend the instance");
  }

  /** Of two sides, one that serves nobody may run nothing. */
  private boolean isIdle(String instance, Version live, List<Deployment.Instance> running) {
    List<String> side =
        exec.groups().stream()
            .map(ExecSpec.Group::instances)
            .filter(names -> names.contains(instance))
            .findFirst()
            .orElse(List.of());
    return !exec.isInPlace()
        && running.stream()
            .noneMatch(one -> side.contains(one.name()) && one.version().equals(live));
  }
}
