package dev.slipway.shell.repl;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Failure;
import dev.slipway.command.Format;
import dev.slipway.command.Outcome;
import dev.slipway.shell.Interrupt;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import dev.slipway.view.RefusalView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/**
 * Runs one typed line and shows what it came to. Spring Shell always hears OK: it would tell every
 * error a second time.
 */
final class LineCommand {
  private final Counterpart counterpart;
  private final Ending ending;
  private final TerminalOutput output;
  private final Terminal terminal;
  private volatile Optional<Instant> runningSince = Optional.empty();
  private volatile Instant ranUntil = Instant.EPOCH;

  LineCommand(Counterpart counterpart, Ending ending, TerminalOutput output, Terminal terminal) {
    this.counterpart = counterpart;
    this.ending = ending;
    this.output = output;
    this.terminal = terminal;
  }

  /** While a line runs the terminal is its own; what it did by itself need not be told again. */
  boolean isRunning() {
    return runningSince.isPresent();
  }

  Instant ranUntil() {
    return ranUntil;
  }

  ExitStatus execute(String name, CommandContext context) {
    List<String> words = new ArrayList<>();
    if (!name.equals("slipway")) {
      words.add(name);
    }
    context.parsedInput().arguments().stream().map(CommandArgument::value).forEach(words::add);
    runningSince = Optional.of(counterpart.now());
    try (Interrupt keys = Interrupt.onKeys()) {
      int exit = run(words);
      ending.line(exit);
      boolean said = exit == ExitCode.INTERRUPTED.code();
      if (keys.happened() && !said) {
        output.aside(
            Text.of("Interrupted. No release was stopped by that.", Tone.LABEL), Format.DEFAULT);
      }
    } finally {
      ranUntil = counterpart.now();
      runningSince = Optional.empty();
    }
    return ExitStatus.OK;
  }

  /**
   * @return the exit code a script would see
   */
  private int run(List<String> words) {
    try {
      return switch (words.isEmpty() ? "" : words.getFirst()) {
        case "" -> ExitCode.DONE.code();
        case "clear" -> {
          terminal.puts(InfoCmp.Capability.clear_screen);
          terminal.flush();
          yield ExitCode.DONE.code();
        }
        case LineParser.UNREADABLE -> {
          output.remark(
              new RefusalView(
                  "E-USAGE-07",
                  "usage",
                  words.getLast(),
                  List.of(),
                  List.of("close it, or leave it out")),
              Format.DEFAULT);
          yield ExitCode.USAGE.code();
        }
        default -> show(counterpart.run(words));
      };
    } catch (RuntimeException broken) {
      Failure failure = counterpart.explained(Failure.of(broken), words);
      output.remark(failure.view(), Format.DEFAULT);
      if (words.contains("--debug")) {
        terminal.writer().println(Failure.trace(broken));
      }
      return failure.exit().code();
    }
  }

  private int show(Outcome outcome) {
    outcome
        .view()
        .ifPresent(view -> {
          if (view instanceof RefusalView) {
            output.remark(view, outcome.format());
          } else {
            output.result(view, outcome.format());
          }
        });
    return outcome.exit();
  }
}
