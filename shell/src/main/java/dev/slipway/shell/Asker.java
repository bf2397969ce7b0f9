package dev.slipway.shell;

import dev.slipway.command.Format;
import dev.slipway.command.Question;
import dev.slipway.shell.render.Canvas;
import dev.slipway.shell.render.Renderer;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Asks the person in front of the process. */
@FunctionalInterface
public interface Asker {
  /** What was typed; empty when nobody can be asked. */
  Optional<String> ask(Question question);

  /**
   * What stands at the start of the line to be typed; the question itself says what may be typed.
   */
  String PROMPT = "> ";

  /**
   * Asks on stderr, so that a result that is piped elsewhere stays whole. Nobody to ask without a
   * terminal on both ends.
   */
  static Asker at(Surroundings here) {
    return question -> {
      if (!here.inTerminal() || !here.errTerminal()) {
        return Optional.empty();
      }
      Canvas canvas = Appearance.of(here, true).canvas(Format.DEFAULT, Canvas.Form.SCREEN);
      Renderer.paragraph(Text.of(question.words(), Tone.WAITING), canvas)
          .forEach(line -> here.err().print(line + "\n"));
      here.err().print(PROMPT);
      here.err().flush();
      try {
        return Optional.of(Optional.ofNullable(here.in().readLine()).orElse(""));
      } catch (IOException e) {
        throw new UncheckedIOException("the answer could not be read", e);
      }
    };
  }
}
