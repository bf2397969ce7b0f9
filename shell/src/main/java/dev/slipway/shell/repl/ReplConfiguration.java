package dev.slipway.shell.repl;

import dev.slipway.control.SystemClock;
import dev.slipway.shell.Asker;
import dev.slipway.shell.LocalHost;
import dev.slipway.shell.SetupDoor;
import dev.slipway.shell.StateFolder;
import dev.slipway.shell.watch.LiveTerminal;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.shell.core.command.CommandParser;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.jline.CommandCompleter;
import org.springframework.shell.jline.CommandHighlighter;
import org.springframework.shell.jline.JLineShellRunner;
import org.springframework.shell.jline.PromptProvider;

/**
 * Spring Shell's loop with our words in it: registry, parser, completion, prompt, input. Its
 * auto-configuration would make the same beans, and others that nobody here asks for; the person at
 * the terminal would wait for all of them.
 */
@Configuration(proxyBeanMethods = false)
class ReplConfiguration {
  @Bean
  TerminalOutput terminalOutput(Terminal terminal, Room room) {
    return new TerminalOutput(terminal, room);
  }

  /** The session that lines are run in: the caller's, with this terminal as its host. */
  @Bean
  TypedSession typedSession(Room room) {
    return new TypedSession(room.caller());
  }

  @Bean
  LineCommand lineCommand(
      Room room, TypedSession session, TerminalOutput output, Terminal terminal) {
    return new LineCommand(room, session, output, terminal);
  }

  @Bean
  CommandRegistry commandRegistry(Room room, TypedSession session, LineCommand line) {
    return new EveryLine(room, session, line);
  }

  @Bean
  CommandParser commandParser(Room room) {
    return new LineParser(room.tokenizer());
  }

  @Bean
  CommandCompleter commandCompleter(
      CommandRegistry registry, Room room, TypedSession session, TerminalOutput output) {
    return new Completion(registry, room, session, output);
  }

  @Bean
  CommandHighlighter commandHighlighter(CommandRegistry registry, TerminalOutput output) {
    return new Highlighting(registry, output.canvas().palette().colour());
  }

  /** Cuts the line for the cursor's sake only; backslashes stay what they are. */
  @Bean
  Parser lineWords() {
    DefaultParser parser = new DefaultParser();
    parser.setEscapeChars(new char[0]);
    parser.setEofOnUnclosedQuote(false);
    parser.setEofOnEscapedNewLine(false);
    return parser;
  }

  /** Saved line by line, so that it outlives a shell that is killed. */
  @Bean
  LineReader lineReader(
      Terminal terminal,
      Parser words,
      CommandCompleter completer,
      CommandHighlighter highlighter,
      Room room) {
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("slipway")
            .completer(completer)
            .highlighter(highlighter)
            .parser(words)
            .history(new DefaultHistory())
            .build();
    StateFolder.ready(room.here())
        .ifPresent(
            folder -> reader.setVariable(LineReader.HISTORY_FILE, folder.resolve("history")));
    reader.unsetOpt(LineReader.Option.INSERT_TAB);
    reader.getHistory().attach(reader);
    return reader;
  }

  @Bean
  PromptProvider promptProvider(TypedSession session, TerminalOutput output) {
    return new Prompt(session, () -> output.canvas().palette());
  }

  @Bean
  LineInput lineInput(
      LineReader reader,
      PromptProvider prompt,
      Room room,
      TypedSession session,
      Terminal terminal,
      TerminalOutput output) {
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
    return input;
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  NewsAbovePrompt newsAbovePrompt(
      LineReader reader,
      Room room,
      PromptProvider prompt,
      LineCommand line,
      TypedSession session,
      TerminalOutput output) {
    return new NewsAbovePrompt(reader, room, prompt, line, session.watches(), output);
  }

  @Bean
  ApplicationRunner lineByLine(LineInput input, CommandParser parser, CommandRegistry registry) {
    JLineShellRunner runner = new JLineShellRunner(input, parser, registry);
    return arguments -> runner.run(new String[0]);
  }
}
