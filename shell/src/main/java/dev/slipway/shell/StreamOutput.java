package dev.slipway.shell;

import dev.slipway.command.Format;
import dev.slipway.command.Json;
import dev.slipway.shell.render.Canvas;
import dev.slipway.shell.render.Renderer;
import dev.slipway.shell.render.Text;
import dev.slipway.view.View;
import java.io.PrintStream;
import java.util.List;

/** Results to stdout, everything else to stderr, each as fits its own stream. */
public final class StreamOutput implements Output {
  private final PrintStream out;
  private final PrintStream err;
  private final Appearance results;
  private final Appearance remarks;

  public StreamOutput(Surroundings here) {
    this.out = here.out();
    this.err = here.err();
    this.results = Appearance.of(here, here.outTerminal());
    this.remarks = Appearance.of(here, here.errTerminal());
  }

  @Override
  public void result(View view, Format format) {
    print(out, written(view, format, results));
  }

  @Override
  public void remark(View view, Format format) {
    out.flush();
    Canvas canvas =
        format.kind() == Format.Kind.PLAIN
            ? remarks.canvas(format, Canvas.Form.PLAIN)
            : remarks.canvas(format, Canvas.Form.SCREEN);
    boolean json = format.kind() == Format.Kind.JSON || format.kind() == Format.Kind.JSONL;
    // Fields are chosen from a result; a remark has others.
    print(err, json ? Json.lines(view, format.whole()) : Renderer.render(view, canvas));
  }

  /** A result as lines, in the form its line asked for. */
  public static List<String> written(View view, Format format, Appearance appearance) {
    return switch (format.kind()) {
      case JSON, JSONL -> Json.lines(view, format);
      case TEXT, PLAIN, MARKDOWN -> text(view, format, appearance);
    };
  }

  private static List<String> text(View view, Format format, Appearance appearance) {
    if (!format.fields().isEmpty()) {
      return Renderer.fields(view, format.fields(), appearance.rows(format));
    }
    return format.quiet()
        ? Renderer.renderQuietly(view, appearance.canvas(view, format))
        : Renderer.render(view, appearance.canvas(view, format));
  }

  @Override
  public void line(Text line, Format format) {
    print(out, spread(line, format, results));
  }

  @Override
  public void aside(Text line, Format format) {
    out.flush();
    print(err, spread(line, format, remarks));
  }

  /** A line as it is for whoever cuts it up; at a terminal broken between words. */
  private static List<String> spread(Text line, Format format, Appearance stream) {
    Canvas canvas = stream.canvas(format, Canvas.Form.SCREEN);
    return Renderer.paragraph(line, stream.terminal() ? canvas : canvas.unlimited());
  }

  @Override
  public Canvas screen(Format format) {
    return results.canvas(format, Canvas.Form.SCREEN);
  }

  @Override
  public boolean isClosed() {
    return out.checkError();
  }

  private static void print(PrintStream stream, List<String> lines) {
    // One write: lines of two processes on one terminal stay whole.
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    stream.print(text);
    stream.flush();
  }
}
