package dev.slipway.plan;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an environment has the proofs of a release made.
 *
 * @param command what runs the suite; empty where a pipeline does, and where there is none
 */
public record Proving(Proofs proofs, Optional<Command> command) {
  public static final Proving NONE = new Proving(Proofs.NONE, Optional.empty());

  /**
   * @param directory where it runs
   * @param environment what it gets beside PATH, HOME and the like; not what deploy commands get
   * @param run ends with 0 when all is well
   */
  public record Command(
      Path directory, Map<String, ExecSpec.Value> environment, ExecSpec.Command run) {
    public Command {
      environment = Map.copyOf(environment);
    }
  }

  void add(CanonicalText text) {
    proofs.add(text);
    command.ifPresent(suite -> {
      text.add("directory", suite.directory().toString());
      text.add("variables", suite.environment().size());
      new TreeMap<>(suite.environment())
          .forEach((name, value) -> ExecText.value(text, name, value));
      ExecText.command(text, "suite", suite.run());
    });
  }
}
