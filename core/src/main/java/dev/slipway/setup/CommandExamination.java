package dev.slipway.setup;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.SmokeCheck;
import dev.slipway.view.DoctorView.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands of a target: whether each can be started, and gets what it needs. Runs none. */
final class CommandExamination {
  private final Ground ground;
  private final String name;
  private final ExecSpec spec;

  CommandExamination(Ground ground, String name, ExecSpec spec) {
    this.ground = ground;
    this.name = name;
    this.spec = spec;
  }

  /** Every fault; empty when all commands are there. */
  List<Check> faults() {
    if (!Files.isDirectory(spec.directory())) {
      return List.of(
          Check.mend(
              name,
              "the folder of the commands is not there: " + ground.shown(spec.directory()),
              "none of them can run",
              mend("directory: .")));
    }
    List<Check> faults = new ArrayList<>();
    commands().forEach((what, words) -> program(what, words.getFirst(), faults));
    spec.environment()
        .forEach((variable, value) ->
            value(variable, value, "the commands would run without it", faults));
    spec.checks()
        .forEach(check ->
            secrets(check)
                .forEach(value ->
                    value(
                        "a value of check " + check.name(),
                        value,
                        "the check could not pass",
                        faults)));
    return faults;
  }

  private static List<ExecSpec.Value> secrets(SmokeCheck check) {
    return switch (check.kind()) {
      case SmokeCheck.Kind.Journey journey ->
          journey.requests().stream()
              .flatMap(request -> request.headers().values().stream())
              .toList();
      case SmokeCheck.Kind.Select select -> select.password().stream().toList();
      case SmokeCheck.Kind.Run run -> List.of();
      case SmokeCheck.Kind.Connection connection -> List.of();
      case SmokeCheck.Kind.Certificate certificate -> List.of();
      case SmokeCheck.Kind.Name name -> List.of();
    };
  }

  /** "deploy, running and stop". */
  String there() {
    return String.join(", ", commands().keySet());
  }

  private Map<String, List<String>> commands() {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put("deploy", spec.deploy().words());
    commands.put("running", spec.running().words());
    spec.stop().ifPresent(stop -> commands.put("stop", stop.words()));
    spec.artifact()
        .ifPresent(artifact -> {
          if (artifact instanceof ExecSpec.Artifact.Printed printed) {
            commands.put("artifact", printed.command().words());
          }
        });
    spec.traffic()
        .ifPresent(traffic -> {
          if (traffic instanceof ExecSpec.Traffic.Commands port) {
            commands.put("traffic.set", port.set().words());
            commands.put("traffic.read", port.read().words());
          }
        });
    question("probe", spec.probe().question(), commands);
    for (SmokeCheck check : spec.checks()) {
      if (check.kind() instanceof SmokeCheck.Kind.Run run) {
        commands.put("check " + check.name(), run.words());
      }
    }
    return commands;
  }

  private static void question(
      String what, ExecSpec.Question question, Map<String, List<String>> commands) {
    if (question instanceof ExecSpec.Question.Run run) {
      commands.put(what, run.words());
    }
  }

  private void program(String what, String program, List<Check> faults) {
    if (program.contains("{")) {
      return;
    }
    if (!program.contains("/")) {
      if (ground.program(program).isEmpty()) {
        faults.add(
            Check.mend(
                name,
                what + ": the program " + program + " is not on the path",
                "",
                mend("name the whole path of " + program + ", or install it")));
      }
      return;
    }
    Path file = spec.directory().resolve(program).normalize();
    if (!Files.isRegularFile(file)) {
      faults.add(
          Check.mend(
              name,
              what + ": there is no file " + ground.shown(file),
              "",
              mend("name a program that is there, or write " + file.getFileName())));
    } else if (!Files.isExecutable(file)) {
      faults.add(
          Check.mend(
              name,
              what + ": " + ground.shown(file) + " is not executable",
              "",
              "chmod +x " + Pasted.path(ground, file)));
    }
  }

  private String mend(String what) {
    return Pasted.edit(name, what);
  }

  private void value(String variable, ExecSpec.Value value, String without, List<Check> faults) {
    switch (value) {
      case ExecSpec.Value.Text text -> {}
      case ExecSpec.Value.FromEnvironment from -> {
        if (ground.environment().getOrDefault(from.name(), "").isEmpty()) {
          faults.add(
              Check.mend(
                  name,
                  variable + " comes from the variable " + from.name() + ", which is not set here",
                  without,
                  // Typed, not shown: it may be a secret.
                  "read -rs " + from.name() + " && export " + from.name()));
        }
      }
      case ExecSpec.Value.FromFile from -> {
        if (!Files.isReadable(from.file())) {
          faults.add(
              Check.mend(
                  name,
                  variable + " comes from " + ground.shown(from.file()) + ", which cannot be read",
                  without,
                  Files.exists(from.file())
                      ? "chmod u+r " + Pasted.path(ground, from.file())
                      : "edit " + Pasted.path(ground, from.file()) + ": the value, and no more"));
        }
      }
    }
  }
}
