package dev.slipway.shell.repl;

import dev.slipway.Slipway;
import dev.slipway.command.CommandLineGrammar;
import dev.slipway.command.Completer;
import dev.slipway.command.Session;
import dev.slipway.command.Tokenizer;
import dev.slipway.control.Worker;
import dev.slipway.shell.Remembered;
import dev.slipway.shell.Surroundings;
import java.util.List;
import java.util.Queue;

/**
 * What the beans of the shell share.
 *
 * @param ending what ends the shell from outside
 * @param trouble lines that the worker has to say, waiting to be shown above the prompt
 */
record Room(
    Slipway slipway,
    Session caller,
    Worker worker,
    Ending ending,
    List<String> greeting,
    Surroundings here,
    Queue<String> trouble,
    CommandLineGrammar grammar,
    Completer completer,
    Tokenizer tokenizer) {
  Room(
      Slipway slipway,
      Session caller,
      Worker worker,
      Ending ending,
      List<String> greeting,
      Surroundings here,
      Queue<String> trouble) {
    this(
        slipway,
        caller,
        worker,
        ending,
        greeting,
        here,
        trouble,
        new CommandLineGrammar(),
        completer(here),
        new Tokenizer());
  }

  private static Completer completer(Surroundings here) {
    Remembered remembered = new Remembered(here);
    return new Completer(remembered.habits(), remembered);
  }

  Room {
    greeting = List.copyOf(greeting);
  }
}
