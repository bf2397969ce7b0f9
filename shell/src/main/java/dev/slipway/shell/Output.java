package dev.slipway.shell;

import dev.slipway.command.Format;
import dev.slipway.shell.render.Canvas;
import dev.slipway.shell.render.Text;
import dev.slipway.view.View;

/**
 * Where a command's words go: two streams for a one-shot command, one terminal for the interactive
 * shell.
 */
public interface Output {
  /** A result. */
  void result(View view, Format format);

  /** A refusal or anything else that is not the result. */
  void remark(View view, Format format);

  /** One line of a stream of results. */
  void line(Text line, Format format);

  /** One line that is not a result. */
  void aside(Text line, Format format);

  /** How a screen that results are drawn on is painted. */
  Canvas screen(Format format);

  /** Whether nobody reads results any more: a pipe was closed. */
  boolean isClosed();
}
