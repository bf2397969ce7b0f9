package dev.slipway.shell.repl;

import dev.slipway.shell.StateFolder;
import dev.slipway.shell.Surroundings;
import org.jline.reader.LineReader;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/**
 * What a person needs to begin typing. It is there before Spring, which takes longer than all of
 * this, and stays until the shell ends.
 *
 * @param ending what ends the shell from outside
 */
record FirstPrompt(
    Terminal terminal,
    LineReader reader,
    Counterpart counterpart,
    Ending ending,
    TerminalOutput output,
    Prompt prompt,
    LineInput input) {

  static FirstPrompt of(
      LineReader reader, Counterpart.Place place, Ending ending, Surroundings here) {
    Terminal terminal = reader.getTerminal();
    TerminalOutput output = new TerminalOutput(terminal, here);
    AskedLine asked = new AskedLine(reader, output);
    Counterpart counterpart = place.at(new Counterpart.Seat(here, terminal, output, asked));
    Prompt prompt =
        new Prompt(counterpart::inUse, counterpart::bearing, () -> output.canvas().palette());
    LineInput input = new LineInput(reader, prompt, counterpart, ending, output, asked);
    return new FirstPrompt(terminal, reader, counterpart, ending, output, prompt, input);
  }

  /** The history is saved line by line, so that it outlives a shell that is killed. */
  static LineReader reader(Terminal terminal, Surroundings here, Later later) {
    CommandLineReader reader = new CommandLineReader(terminal);
    reader.setCompleter(later);
    reader.setHighlighter(later);
    reader.setParser(words());
    StateFolder.ready(here)
        .ifPresent(
            folder -> reader.setVariable(LineReader.HISTORY_FILE, folder.resolve("history")));
    reader.unsetOpt(LineReader.Option.INSERT_TAB);
    reader.getHistory().attach(reader);
    return reader;
  }

  /** Cuts the line for the cursor's sake only; backslashes stay what they are. */
  private static Parser words() {
    DefaultParser parser = new DefaultParser();
    parser.setEscapeChars(new char[0]);
    parser.setEofOnUnclosedQuote(false);
    parser.setEofOnEscapedNewLine(false);
    return parser;
  }
}
