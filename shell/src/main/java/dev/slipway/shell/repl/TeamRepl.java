package dev.slipway.shell.repl;

import dev.slipway.command.CommandLineGrammar;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Failure;
import dev.slipway.command.Format;
import dev.slipway.command.Outcome;
import dev.slipway.command.Question;
import dev.slipway.command.Tokenizer;
import dev.slipway.command.Tokens;
import dev.slipway.command.remote.LineRequest;
import dev.slipway.command.remote.Standing;
import dev.slipway.control.SystemClock;
import dev.slipway.shell.Interrupt;
import dev.slipway.shell.ProgramVersion;
import dev.slipway.shell.StateFolder;
import dev.slipway.shell.Surroundings;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import dev.slipway.shell.team.Server;
import dev.slipway.shell.team.TeamLines;
import dev.slipway.shell.watch.LiveTerminal;
import dev.slipway.shell.watch.Watching;
import dev.slipway.view.ListView;
import dev.slipway.view.RefusalView;
import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/**
 * The interactive shell of somebody who has logged in: it reads, asks, completes and shows here,
 * and everything else is the server's. It drives nothing, so leaving it stops nothing.
 */
public final class TeamRepl {
  private static final Format PLAINLY = Format.DEFAULT;
  private final CommandLineGrammar grammar = new CommandLineGrammar();
  private final Server server;
  private final Function<List<String>, Outcome> here;
  private final Terminal terminal;
  private final TerminalOutput output;
  private final LineReader reader;
  private final TeamLines lines;
  private Optional<String> inUse = Optional.empty();

  private TeamRepl(
      Server server,
      Function<List<String>, Outcome> here,
      Surroundings surroundings,
      Terminal terminal) {
    this.server = server;
    this.here = here;
    this.terminal = terminal;
    this.output = new TerminalOutput(terminal, surroundings);
    this.reader = reader(surroundings);
    this.lines =
        new TeamLines(
            server,
            LineRequest.Surface.SHELL,
            this::ask,
            new Watching(output, LiveTerminal.of(surroundings, terminal), new SystemClock()));
  }

  /**
   * Runs until the person leaves.
   *
   * @param here runs a line that concerns this computer alone
   * @return the exit code
   */
  public static int run(
      Server server, Function<List<String>, Outcome> here, Surroundings surroundings) {
    Standing standing = server.standing();
    try (Terminal terminal = TerminalBuilder.builder().build()) {
      new TeamRepl(server, here, surroundings, terminal).loop(standing);
      return ExitCode.DONE.code();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private LineReader reader(Surroundings surroundings) {
    DefaultParser words = new DefaultParser();
    words.setEscapeChars(new char[0]);
    words.setEofOnUnclosedQuote(false);
    words.setEofOnEscapedNewLine(false);
    CommandLineReader made = new CommandLineReader(terminal);
    made.setParser(words);
    made.setCompleter((typed, line, candidates) -> complete(line, candidates));
    made.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    made.option(LineReader.Option.HISTORY_IGNORE_DUPS, true);
    made.option(LineReader.Option.HISTORY_IGNORE_SPACE, true);
    made.option(LineReader.Option.CASE_INSENSITIVE, true);
    StateFolder.ready(surroundings)
        .ifPresent(
            folder -> made.setVariable(LineReader.HISTORY_FILE, folder.resolve("history-of-team")));
    made.getHistory().attach(made);
    return made;
  }

  private void loop(Standing standing) {
    output.paragraph(
        Text.of(
            "slipway "
                + ProgramVersion.text()
                + ".  Signed in as "
                + standing.name()
                + (standing.roles().isEmpty()
                    ? ""
                    : " (" + String.join(", ", standing.roles()) + ")")
                + " at "
                + server.address()
                + ".  TAB completes, help explains, exit leaves."));
    while (true) {
      try {
        String line = reader.readLine(prompt()).strip();
        if (line.equals("exit") || line.equals("quit")) {
          return;
        }
        run(line);
      } catch (UserInterruptException cleared) {
        // Ctrl-C at the prompt clears the line.
      } catch (EndOfFileException | IOError leaving) {
        return;
      }
    }
  }

  private void run(String line) {
    if (line.equals("clear")) {
      terminal.puts(InfoCmp.Capability.clear_screen);
      terminal.flush();
      return;
    }
    switch (new Tokenizer().tokens(line)) {
      case Tokens.Words words -> {
        if (!words.words().isEmpty()) {
          run(words.words());
        }
      }
      case Tokens.Unclosed unclosed ->
          output.remark(
              new RefusalView(
                  "E-USAGE-07",
                  "usage",
                  "A quote is opened and never closed.",
                  List.of(),
                  List.of("close it, or leave it out")),
              PLAINLY);
    }
  }

  private void run(List<String> words) {
    try (Interrupt keys = Interrupt.onKeys()) {
      Outcome outcome =
          TeamLines.isDoneHere(grammar, words)
              ? here.apply(words)
              : lines.run(words, inUse, this::use);
      outcome
          .view()
          .ifPresent(view -> {
            if (view instanceof RefusalView) {
              output.remark(view, outcome.format());
            } else {
              output.result(view, outcome.format());
            }
          });
      if (keys.happened() && outcome.exit() != ExitCode.INTERRUPTED.code()) {
        output.aside(Text.of("Interrupted. No release was stopped by that.", Tone.LABEL), PLAINLY);
      }
    } catch (RuntimeException broken) {
      output.remark(Failure.of(broken).view(), PLAINLY);
      if (words.contains("--debug")) {
        terminal.writer().println(Failure.trace(broken));
      }
    }
  }

  private void use(String release) {
    inUse = Optional.of(release).filter(name -> !name.isEmpty());
  }

  /** "shop/42 rolling out 25 % prod ▸ " as the server sees it now; its name when it is silent. */
  private String prompt() {
    return Prompt.literally(
            output.fitting(
                inUse
                        .map(release ->
                            row(release)
                                .map(row ->
                                    row.release()
                                        + " "
                                        + row.state().words()
                                        + " "
                                        + row.environment())
                                .orElse(release))
                        .orElse("slipway")
                    + " ▸ "))
        .toAnsi(terminal);
  }

  private Optional<ListView.Row> row(String release) {
    try {
      Outcome list = lines.run(List.of("list"));
      return list.view().stream()
          .filter(ListView.class::isInstance)
          .flatMap(view -> ((ListView) view).releases().stream())
          .filter(row -> row.release().equals(release))
          .findFirst();
    } catch (RuntimeException away) {
      return Optional.empty();
    }
  }

  private void complete(ParsedLine line, List<Candidate> candidates) {
    String prefix = line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
    try {
      int sort = 1;
      for (dev.slipway.command.Candidate found :
          server.completions(
              line.words(), line.wordIndex(), prefix, inUse, LineRequest.Surface.SHELL)) {
        String words =
            found.possible() ? found.description() : "not now, because " + found.because();
        boolean whole = !found.value().endsWith("/") && !found.value().endsWith("=");
        candidates.add(
            new Candidate(
                found.value(), found.value(), found.group(), words, null, null, whole, sort++));
      }
    } catch (RuntimeException away) {
      // A key press is no place for an error; running the line tells what is wrong.
      return;
    }
  }

  /** In a line of its own, without history and completion. Ctrl-C and Ctrl-D answer nothing. */
  private Optional<String> ask(Question question) {
    output.paragraph(Text.of(question.words(), Tone.WAITING));
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    reader.setVariable(LineReader.DISABLE_COMPLETION, true);
    try {
      return Optional.of(reader.readLine("> "));
    } catch (UserInterruptException | EndOfFileException nothing) {
      return Optional.of("");
    } finally {
      reader.setVariable(LineReader.DISABLE_HISTORY, false);
      reader.setVariable(LineReader.DISABLE_COMPLETION, false);
    }
  }
}
