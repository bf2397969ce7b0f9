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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the beans of the shell share.
 *
 * @param worker is there soon after the first prompt
 * @param ending what ends the shell from outside
 * @param trouble lines that the worker has to say, waiting to be shown above the prompt
 */
record Room(
    Slipway slipway,
    Session caller,
    CompletableFuture<Worker> worker,
    Ending ending,
    List<String> greeting,
    Surroundings here,
    Queue<String> trouble,
    CommandLineGrammar grammar,
    Completer completer,
    Tokenizer tokenizer) {
  Room(Repl.Place place, CompletableFuture<Worker> worker, Ending ending, Surroundings here) {
    this(
        place.slipway(),
        place.session(),
        worker,
        ending,
        place.greeting(),
        here,
        new ConcurrentLinkedQueue<>(),
        new CommandLineGrammar(),
        completer(here),
        new Tokenizer());
  }

  Worker newWorker() {
    return slipway.worker(trouble::add);
  }

  private static Completer completer(Surroundings here) {
    Remembered remembered = new Remembered(here);
    return new Completer(remembered.habits(), remembered);
  }

  Room {
    greeting = List.copyOf(greeting);
  }
}
