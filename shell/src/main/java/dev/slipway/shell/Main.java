package dev.slipway.shell;

import dev.slipway.ProgramVersion;
import dev.slipway.command.CommandLineGrammar;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Face;
import dev.slipway.command.Failure;
import dev.slipway.command.Format;
import dev.slipway.command.remote.LineRequest;
import dev.slipway.command.remote.Standing;
import dev.slipway.control.SystemClock;
import dev.slipway.shell.demo.PracticeDoor;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import dev.slipway.shell.repl.FarServer;
import dev.slipway.shell.repl.Repl;
import dev.slipway.shell.team.Login;
import dev.slipway.shell.team.OwnCatalogue;
import dev.slipway.shell.team.Server;
import dev.slipway.shell.team.TeamLines;
import dev.slipway.shell.watch.LiveTerminal;
import dev.slipway.shell.watch.Watching;
import dev.slipway.view.RefusalView;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The program {@code slipway}: with words it runs them and ends, without any it is the interactive
 * shell.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Surroundings here = Surroundings.ofThisProcess();
    int exit = run(here, List.of(arguments));
    here.out().flush();
    here.err().flush();
    System.exit(exit);
  }

  /**
   * Runs one command line, or the shell for none.
   *
   * @return the exit code
   */
  static int run(Surroundings here, List<String> words) {
    if (words.equals(List.of("--version")) || words.equals(List.of("-V"))) {
      here.out().println("slipway " + ProgramVersion.text());
      return ExitCode.DONE.code();
    }
    Output output = new StreamOutput(here);
    here.personal()
        .problems()
        .forEach(problem ->
            output.aside(
                Text.of("! " + problem.words() + " (left out)", Tone.WAITING), Format.DEFAULT));
    try (Workplace workplace = new Workplace(here)) {
      if (words.isEmpty()) {
        return interactive(here, output, workplace);
      }
      if (words.getFirst().equals(CompletionAnswer.WORD)) {
        CompletionAnswer.write(
            here,
            new WorkplaceSession(workplace, Face.ONE_SHOT, host(here, output, workplace)),
            words,
            team(here));
        return ExitCode.DONE.code();
      }
      return oneShot(here, words, output, workplace);
    }
  }

  private static int oneShot(
      Surroundings here, List<String> words, Output output, Workplace workplace) {
    CommandLineGrammar grammar = new CommandLineGrammar();
    WorkplaceSession session =
        new WorkplaceSession(workplace, Face.ONE_SHOT, host(here, output, workplace));
    return new OneShot(
            line -> {
              Optional<Server> server =
                  TeamLines.isDoneHere(grammar, line) ? Optional.empty() : team(here).get();
              return server.isPresent()
                  ? teamLines(here, server.get(), output, workplace).run(line)
                  : grammar.run(session, line);
            },
            output,
            here.err())
        .run(words, workplace);
  }

  /** The server that lines go to, once this person has logged in; asked for when one is typed. */
  private static Supplier<Optional<Server>> team(Surroundings here) {
    return () -> Login.find(here).map(login -> new Server(login, here));
  }

  private static TeamLines teamLines(
      Surroundings here, Server server, Output output, Workplace workplace) {
    return new TeamLines(
        server,
        LineRequest.Surface.COMMAND_LINE,
        new OwnCatalogue(workplace::configuration),
        Asker.at(here),
        new Watching(output, LiveTerminal.ofThisProcess(here), new SystemClock()));
  }

  private static LocalHost host(Surroundings here, Output output, Workplace workplace) {
    return host(here, output, Asker.at(here), workplace, LiveTerminal.ofThisProcess(here));
  }

  private static LocalHost host(
      Surroundings here, Output output, Asker asker, Workplace workplace, LiveTerminal terminal) {
    return new LocalHost(
        workplace::slipway,
        output,
        asker,
        new PracticeDoor(here, workplace::slipway),
        new SetupDoor(here),
        new DetachedWorker(here, workplace::slipway, new SystemClock()),
        terminal,
        new SystemClock());
  }

  private static int interactive(Surroundings here, Output output, Workplace workplace) {
    if (!here.inTerminal() || !here.outTerminal()) {
      output.remark(
          new RefusalView(
              "E-USAGE-06",
              "usage",
              "There is no terminal to type into, and no command was given.",
              List.of(),
              List.of("slipway help")),
          Format.DEFAULT);
      return ExitCode.USAGE.code();
    }
    try {
      Optional<Server> server = team(here).get();
      if (server.isPresent()) {
        return Repl.run(() -> far(here, server.get(), workplace), here);
      }
    } catch (RuntimeException broken) {
      return said(broken, output);
    }
    try (OpenedShell shell = new OpenedShell(here, output, workplace)) {
      return Repl.run(shell::open, here);
    } catch (RuntimeException broken) {
      return said(broken, output);
    }
  }

  private static FarServer.Place far(Surroundings here, Server server, Workplace workplace) {
    Standing standing = server.standing();
    return new FarServer.Place(
        server,
        standing,
        new OwnCatalogue(() -> new Workplace(here).configuration()),
        seat ->
            new WorkplaceSession(
                workplace,
                Face.SHELL,
                host(
                    here,
                    seat.output(),
                    seat.asker(),
                    workplace,
                    LiveTerminal.of(here, seat.terminal()))),
        List.of(Greeting.of(ProgramVersion.text(), standing, server.address())));
  }

  private static int said(RuntimeException broken, Output output) {
    Failure failure = Failure.of(broken);
    output.remark(failure.view(), Format.DEFAULT);
    return failure.exit().code();
  }
}
