package dev.slipway.shell;

import dev.slipway.command.Format;
import dev.slipway.setup.Listener;
import dev.slipway.shell.render.Canvas;
import dev.slipway.shell.render.Renderer;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import java.io.IOException;
import java.util.Optional;

/** Asks on stderr, so that a result that is sent elsewhere stays whole. */
final class TerminalListener implements Listener {
  private final Surroundings here;
  private final Canvas canvas;

  TerminalListener(Surroundings here) {
    this.here = here;
    this.canvas = Appearance.of(here, true).canvas(Format.DEFAULT, Canvas.Form.SCREEN);
  }

  @Override
  public void hear(String words) {
    show(Text.of(words, Tone.LABEL));
  }

  private void show(Text words) {
    Renderer.paragraph(words, canvas).forEach(line -> here.err().print(line + "\n"));
    here.err().flush();
  }

  @Override
  public Optional<String> asked(String question, Optional<String> proposal) {
    Text words = Text.of(question, Tone.SUBJECT);
    show(
        proposal
            .map(text -> words.and("  [", Tone.LABEL).and(text).and("]", Tone.LABEL))
            .orElse(words));
    here.err().print(Asker.PROMPT);
    here.err().flush();
    try {
      return Optional.ofNullable(here.in().readLine());
    } catch (IOException closed) {
      return Optional.empty();
    }
  }
}
