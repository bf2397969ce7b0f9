package dev.slipway.shell;

import dev.slipway.command.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Asks the person in front of the process. */
@FunctionalInterface
public interface Asker {
  /** What was typed; empty when nobody can be asked. */
  Optional<String> ask(Question question);

  /** What stands at the start of the line to be typed; the question itself says what may be typed. */
  String PROMPT = "> ";

  /** Asks on stderr, so that a result that is piped elsewhere stays whole. Nobody to ask without a terminal on both ends. */
  static Asker at(Surroundings here) {
    return question -> {
      if (!here.inTerminal() || !here.errTerminal()) {
        return Optional.empty();
      }
      here.err().print(question.words() + "\n" + PROMPT);
      here.err().flush();
      try {
        return Optional.of(Optional.ofNullable(here.in().readLine()).orElse(""));
      } catch (IOException e) {
        throw new UncheckedIOException("the answer could not be read", e);
      }
    };
  }
}
