package dev.slipway.setup;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.ImageSource;
import dev.slipway.plan.Service;
import dev.slipway.plan.TargetSpec;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import dev.slipway.view.DoctorView.Check;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a service runs: whether it answers, and whether it can be taken back without Slipway. */
final class TargetExamination {
  private final Ground ground;
  private final Targets targets;
  private final Service service;
  private final Service.Environment environment;

  TargetExamination(
      Ground ground, Targets targets, Service service, Service.Environment environment) {
    this.ground = ground;
    this.targets = targets;
    this.service = service;
    this.environment = environment;
  }

  /** "shop prod". */
  String place() {
    return service.name() + " " + environment.name();
  }

  /**
   * @param newest of the versions that could be released
   */
  List<Check> target(Supplier<Optional<Version>> newest) {
    String name = "target " + place();
    return switch (environment.target()) {
      case TargetSpec.Practice practice -> answering(name, newest);
      case ExecSpec exec -> commands(name, exec);
    };
  }

  private List<Check> commands(String name, ExecSpec exec) {
    CommandExamination commands = new CommandExamination(ground, name, exec);
    List<Check> faults = commands.faults();
    if (!faults.isEmpty()) {
      return faults;
    }
    return List.of(
        Check.well(name, commands.there() + " can be started"),
        new RunningExamination(targets, service, environment, exec).check(name));
  }

  /** Whether a version can be told from another build of it; the newest one serves as example. */
  List<Check> artifact(Optional<Version> newest) {
    String name = "artifact " + place();
    if (newest.isEmpty()) {
      return List.of(Check.unknown(name, "cannot be told before there is a version"));
    }
    Version version = newest.get();
    try {
      return List.of(
          targets
              .artifact(service, environment, version)
              .map(found ->
                  Check.well(
                      name,
                      version
                          + " is "
                          + found.brief()
                          + (found.value().startsWith("git-commit:")
                              ? ": its tag's commit, since no artifact is configured"
                              : "")))
              .orElseGet(() ->
                  Check.look(
                      name,
                      "there is none of " + version + " yet",
                      "a version is built before it is released; then look again",
                      "slipway doctor --only " + Pasted.word(name))));
    } catch (OutsideFailure silent) {
      return List.of(
          Check.mend(
              name,
              String.valueOf(silent.getMessage()),
              "no release can be opened here",
              artifactFix(String.valueOf(silent.getMessage()))));
    }
  }

  private String artifactFix(String why) {
    if (environment.target() instanceof ExecSpec exec
        && exec.artifact().isPresent()
        && exec.artifact().get() instanceof ExecSpec.Artifact.OfRegistry(ImageSource image)) {
      // A login helps nobody whom the registry cannot understand.
      return why.contains("no secure connection") && ImageSource.isLoopback(image.registry())
          ? Pasted.edit("artifact of " + place(), "insecure: yes")
          : "docker login " + Pasted.word(image.registry());
    }
    return Pasted.edit("target " + place(), "artifact: { file: \"build/{version}.jar\" }");
  }

  private List<Check> answering(String name, Supplier<Optional<Version>> newest) {
    try {
      return List.of(
          targets
              .live(service, environment)
              .map(version -> Check.well(name, "answers, and " + version + " serves"))
              .orElseGet(() ->
                  Check.look(
                      name,
                      "answers, and nothing serves",
                      "the first release has nothing to compare with and nowhere to go back to",
                      newest
                          .get()
                          .map(version ->
                              "slipway new " + service.name() + " " + Pasted.word(version.label()))
                          .orElse("slipway doctor --only repository"))));
    } catch (OutsideFailure silent) {
      return List.of(
          Check.mend(
              name,
              String.valueOf(silent.getMessage()),
              "no release can start here",
              "slipway demo start"));
    }
  }

  /** What rollback.sh needs on its host; only a target that answers can tell. */
  List<Check> breakGlass() {
    String name = "break-glass " + place();
    try {
      Optional<Version> live = targets.live(service, environment);
      Optional<ArtifactDigest> artifact =
          live.flatMap(version -> targets.artifact(service, environment, version));
      if (live.isEmpty() || artifact.isEmpty()) {
        return List.of(Check.unknown(name, "cannot be told before a version serves"));
      }
      Targets.Versions versions = new Targets.Versions(live, artifact, live.get(), artifact.get());
      Target target = targets.open(service, environment, versions);
      return List.of(needs(name, target.breakGlass().needs()));
    } catch (OutsideFailure silent) {
      return List.of(Check.unknown(name, "cannot be told before the target answers"));
    }
  }

  /** The package of a program that has another name. */
  private static String packageOf(String program) {
    return program.equals("env") ? "coreutils" : Pasted.word(program);
  }

  private Check needs(String name, List<String> needs) {
    List<String> missing =
        needs.stream().filter(program -> ground.program(program).isEmpty()).toList();
    if (!missing.isEmpty()) {
      return Check.mend(
          name,
          "rollback.sh needs " + String.join(", ", missing) + ", and this computer has none",
          "the way back without Slipway would not work from here",
          "sudo apt-get install "
              + String.join(
                  " ", missing.stream().map(TargetExamination::packageOf).distinct().toList()));
    }
    return Check.well(
        name,
        needs.isEmpty()
            ? "rollback.sh needs nothing but sh"
            : "rollback.sh needs " + String.join(", ", needs) + ": there");
  }
}
