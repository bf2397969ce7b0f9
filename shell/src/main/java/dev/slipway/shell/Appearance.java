package dev.slipway.shell;

import dev.slipway.command.Format;
import dev.slipway.shell.render.Canvas;
import dev.slipway.shell.render.Palette;
import dev.slipway.shell.render.Symbols;
import dev.slipway.view.AuditView;
import dev.slipway.view.CheckListView;
import dev.slipway.view.DiffView;
import dev.slipway.view.DoctorView;
import dev.slipway.view.DocumentsView;
import dev.slipway.view.HelpView;
import dev.slipway.view.HistoryView;
import dev.slipway.view.ListView;
import dev.slipway.view.MessageView;
import dev.slipway.view.NewsView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.ParityView;
import dev.slipway.view.PlanView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.ScriptView;
import dev.slipway.view.ShowView;
import dev.slipway.view.TextView;
import dev.slipway.view.TokensView;
import dev.slipway.view.View;
import dev.slipway.view.WatchView;
import java.time.ZoneId;
import java.util.function.IntSupplier;

/**
 * How one stream is written to: by what it is, what the environment says, and what the line asked
 * for.
 *
 * @param terminal whether a person reads it
 * @param spoken whether what a terminal shows is listened to: nothing is drawn then
 * @param colour whether colour fits the stream, before the line's own word
 */
public record Appearance(
    boolean terminal,
    boolean spoken,
    boolean colour,
    boolean unicode,
    IntSupplier columns,
    ZoneId zone) {
  private static final int PAGE = 80;

  public static Appearance of(Surroundings here, boolean terminal) {
    boolean forced =
        here.variable("CLICOLOR_FORCE").filter(value -> !value.equals("0")).isPresent();
    boolean unwanted = here.variable("NO_COLOR").isPresent();
    boolean dumb = here.variable("TERM").filter("dumb"::equals).isPresent();
    return new Appearance(
        terminal,
        terminal && here.isAccessible(),
        forced || (terminal && !unwanted && !dumb),
        here.speaksUnicode(),
        here.width(),
        here.zone());
  }

  /** The canvas for a view on this stream. */
  public Canvas canvas(View view, Format format) {
    if (view instanceof ScriptView) {
      return drawn(format, Canvas.Form.SCREEN).unlimited();
    }
    return switch (format.kind()) {
      case PLAIN -> canvas(format, Canvas.Form.PLAIN);
      case MARKDOWN -> canvas(format, Canvas.Form.MARKDOWN);
      case TEXT, JSON, JSONL -> canvas(format, terminal ? Canvas.Form.SCREEN : piped(view));
    };
  }

  /** The canvas for fields that were asked for by name: rows, whatever the view. */
  public Canvas rows(Format format) {
    return switch (format.kind()) {
      case PLAIN -> canvas(format, Canvas.Form.PLAIN);
      case MARKDOWN -> canvas(format, Canvas.Form.MARKDOWN);
      case TEXT, JSON, JSONL -> canvas(format, terminal ? Canvas.Form.SCREEN : Canvas.Form.PIPE);
    };
  }

  public Canvas canvas(Format format, Canvas.Form form) {
    return drawn(format, spoken && form == Canvas.Form.SCREEN ? Canvas.Form.PLAIN : form);
  }

  private Canvas drawn(Format format, Canvas.Form form) {
    boolean ascii = format.ascii() || !unicode;
    Palette palette =
        new Palette(colour && !format.noColor(), ascii ? Symbols.ASCII : Symbols.UNICODE);
    return new Canvas(width(form), palette, form, zone, format.header());
  }

  /** Lines are broken where people read them, and a sentence never gets too long for a log. */
  private int width(Canvas.Form form) {
    return switch (form) {
      case SCREEN -> terminal ? columns.getAsInt() : PAGE;
      case PLAIN -> terminal ? columns.getAsInt() : 0;
      case PIPE, MARKDOWN -> 0;
    };
  }

  /** What another program can take apart becomes rows; what only people read stays readable. */
  private static Canvas.Form piped(View view) {
    return switch (view) {
      case ListView list -> Canvas.Form.PIPE;
      case HistoryView history -> Canvas.Form.PIPE;
      case AuditView audit -> Canvas.Form.PIPE;
      case CheckListView checks -> Canvas.Form.PIPE;
      case ShowView show -> Canvas.Form.PIPE;
      case DocumentsView documents -> Canvas.Form.PIPE;
      case DoctorView doctor -> Canvas.Form.PIPE;
      case TokensView tokens -> Canvas.Form.PIPE;
      case NewsView news -> Canvas.Form.PIPE;
      case ParityView parity -> Canvas.Form.PIPE;
      case PlanView plan -> Canvas.Form.PLAIN;
      case DiffView diff -> Canvas.Form.PLAIN;
      case WatchView watch -> Canvas.Form.PLAIN;
      case NoticeView notice -> Canvas.Form.SCREEN;
      case RefusalView refusal -> Canvas.Form.SCREEN;
      case HelpView help -> Canvas.Form.SCREEN;
      case TextView text -> Canvas.Form.SCREEN;
      case MessageView message -> Canvas.Form.SCREEN;
      case ScriptView script -> Canvas.Form.SCREEN;
    };
  }
}
