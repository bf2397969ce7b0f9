package dev.slipway.shell.repl;

import dev.slipway.control.SystemClock;
import dev.slipway.shell.Asker;
import dev.slipway.shell.LocalHost;
import dev.slipway.shell.SetupDoor;
import dev.slipway.shell.StateFolder;
import dev.slipway.shell.Surroundings;
import dev.slipway.shell.watch.LiveTerminal;
import org.jline.reader.LineReader;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/**
 * What a person needs to begin typing. It is there before Spring, which takes longer than all of
 * this, and stays until the shell ends.
 *
 * @param session the one that lines are run in: the caller's, with this terminal as its host
 */
record FirstPrompt(
    Terminal terminal,
    LineReader reader,
    Room room,
    TypedSession session,
    TerminalOutput output,
    Prompt prompt,
    LineInput input) {

  static FirstPrompt of(LineReader reader, Room room) {
    Terminal terminal = reader.getTerminal();
    TypedSession session = new TypedSession(room.caller());
    TerminalOutput output = new TerminalOutput(terminal, room);
    Prompt prompt = new Prompt(session, () -> output.canvas().palette());
    LineInput input = new LineInput(reader, prompt, room, output, session.callersWorkers());
    Asker asker = input::ask;
    session.host(
        new LocalHost(
            room::slipway,
            output,
            asker,
            session.callersDemo(),
            new SetupDoor(room.here()),
            session.callersWorkers(),
            LiveTerminal.of(room.here(), terminal),
            new SystemClock()));
    return new FirstPrompt(terminal, reader, room, session, output, prompt, input);
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
