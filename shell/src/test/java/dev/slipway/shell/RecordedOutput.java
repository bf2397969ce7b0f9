package dev.slipway.shell;

import dev.slipway.command.Format;
import dev.slipway.shell.render.Canvas;
import dev.slipway.shell.render.Text;
import dev.slipway.view.View;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was put out. */
public final class RecordedOutput implements Output {
  public final List<View> results = new ArrayList<>();
  public final List<View> remarks = new ArrayList<>();
  public final List<String> lines = new ArrayList<>();
  public final List<String> asides = new ArrayList<>();

  @Override
  public void result(View view, Format format) {
    results.add(view);
  }

  @Override
  public void remark(View view, Format format) {
    remarks.add(view);
  }

  @Override
  public void line(Text line, Format format) {
    lines.add(line.words());
  }

  @Override
  public void aside(Text line, Format format) {
    asides.add(line.words());
  }

  @Override
  public Canvas screen(Format format) {
    return Canvas.screen(80);
  }

  @Override
  public boolean isClosed() {
    return false;
  }
}
