package dev.slipway.shell.repl;

import dev.slipway.command.Format;
import dev.slipway.shell.Appearance;
import dev.slipway.shell.Output;
import dev.slipway.shell.StreamOutput;
import dev.slipway.shell.Surroundings;
import dev.slipway.shell.render.Canvas;
import dev.slipway.shell.render.Renderer;
import dev.slipway.shell.render.Text;
import dev.slipway.view.View;
import java.util.List;
import org.jline.terminal.Terminal;

/** Everything goes to the one terminal there is. */
public final class TerminalOutput implements Output {
  private final Terminal terminal;
  private final Appearance appearance;

  TerminalOutput(Terminal terminal, Surroundings here) {
    this.terminal = terminal;
    Appearance usual = Appearance.of(here, true);
    this.appearance =
        new Appearance(
            true,
            usual.spoken(),
            usual.colour() && !Terminal.TYPE_DUMB.equals(terminal.getType()),
            usual.unicode(),
            () -> terminal.getWidth() > 0 ? terminal.getWidth() : 80,
            usual.zone());
  }

  /** How this terminal shows lines that no command asked for. */
  Canvas canvas() {
    return appearance.canvas(Format.DEFAULT, Canvas.Form.SCREEN);
  }

  @Override
  public void result(View view, Format format) {
    print(StreamOutput.written(view, format, appearance));
  }

  @Override
  public void remark(View view, Format format) {
    Canvas.Form form = format.kind() == Format.Kind.PLAIN ? Canvas.Form.PLAIN : Canvas.Form.SCREEN;
    print(Renderer.render(view, appearance.canvas(format, form)));
  }

  @Override
  public void line(Text line, Format format) {
    print(Renderer.paragraph(line, screen(format)));
  }

  @Override
  public void aside(Text line, Format format) {
    line(line, format);
  }

  @Override
  public Canvas screen(Format format) {
    return appearance.canvas(format, Canvas.Form.SCREEN);
  }

  /** A sentence, broken between words. */
  void paragraph(Text words) {
    print(Renderer.paragraph(words, canvas()));
  }

  @Override
  public boolean isClosed() {
    return false;
  }

  private void print(List<String> lines) {
    lines.forEach(terminal.writer()::println);
    terminal.flush();
  }
}
