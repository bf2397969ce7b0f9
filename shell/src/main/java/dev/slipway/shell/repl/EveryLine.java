package dev.slipway.shell.repl;

import dev.slipway.command.Candidate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.ExitStatus;

/**
 * The first words that commands begin with. Any other word gets a command as well: our grammar
 * answers it with "did you mean", which is better than Spring Shell's list of everything.
 */
final class EveryLine extends CommandRegistry {
  /** What only a shell has. */
  static final List<Candidate> SHELL_WORDS =
      List.of(
          new Candidate("clear", "clear the screen", "shell", true, ""),
          new Candidate("exit", "leave the shell", "shell", true, ""),
          new Candidate("quit", "leave the shell", "shell", true, ""));

  private final LineCommand line;

  EveryLine(Counterpart counterpart, LineCommand line) {
    this.line = line;
    Set<String> words = new TreeSet<>();
    for (Candidate candidate : counterpart.firstWords()) {
      if (!candidate.value().startsWith("-") && words.add(candidate.value())) {
        registerCommand(new Named(candidate.value(), candidate.description(), line));
      }
    }
    for (Candidate candidate : SHELL_WORDS) {
      if (words.add(candidate.value())) {
        registerCommand(new Named(candidate.value(), candidate.description(), line));
      }
    }
    registerCommand(new Named("slipway", "may stand before every command", line));
  }

  boolean knows(String word) {
    return getCommands().stream().anyMatch(command -> command.getName().equals(word));
  }

  @Override
  public Command getCommandByName(String name) {
    return new Named(name, "", line);
  }

  /** Only the commands above: beans of type Command are none of ours. */
  @Override
  public void afterSingletonsInstantiated() {}

  private record Named(String name, String description, LineCommand line) implements Command {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public String getDescription() {
      return description;
    }

    @Override
    public ExitStatus execute(CommandContext context) {
      return line.execute(name, context);
    }
  }
}
