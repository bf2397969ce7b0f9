package dev.slipway.shell.render;

import dev.slipway.command.Json;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Views as lines of text: laid out without colour first, painted last. */
public final class Renderer {
  private static final int LEAST_FIELD = 10;
  private static final int HANG = 2;

  private Renderer() {}

  /**
   * @return lines without line ends; painted when the canvas has colour, never wider than it
   */
  public static List<String> render(View view, Canvas canvas) {
    return view instanceof WatchView watch && canvas.form() == Canvas.Form.SCREEN
        ? WatchFrame.still(watch, canvas)
        : lines(page(view, canvas).parts(), canvas);
  }

  /** The result alone, without what one may do next. */
  public static List<String> renderQuietly(View view, Canvas canvas) {
    return view instanceof WatchView
        ? render(view, canvas)
        : lines(
            page(view, canvas).parts().stream()
                .filter(part -> !(part instanceof Part.Commands))
                .toList(),
            canvas);
  }

  /** The named fields of a view alone: rows under their names, or lines of "name: value". */
  public static List<String> fields(View view, List<String> fields, Canvas canvas) {
    List<Part.Row> rows =
        Json.columns(view, fields).stream()
            .map(row -> new Part.Row(row.stream().map(Text::of).toList(), Optional.empty()))
            .toList();
    List<Part.Column> columns =
        fields.stream().map(field -> Part.Column.words(field, LEAST_FIELD)).toList();
    return lines(new Page().grid(columns, rows, true, 0).parts(), canvas);
  }

  /** One line that stands alone, cut to the canvas. */
  public static String line(Text line, Canvas canvas) {
    return line.folded(canvas.palette().symbols()).cut(canvas.columns()).painted(canvas.palette());
  }

  /** Words that stand alone, broken between words; later lines stand further in. */
  public static List<String> paragraph(Text words, Canvas canvas) {
    Text folded = words.folded(canvas.palette().symbols());
    Text further = Text.of(" ".repeat(HANG));
    List<String> lines = new ArrayList<>();
    for (Text line : folded.wrapped(canvas.width(), Math.max(1, canvas.width() - HANG))) {
      lines.add((lines.isEmpty() ? line : further.and(line)).painted(canvas.palette()));
    }
    return lines;
  }

  static List<String> lines(List<Part> parts, Canvas canvas) {
    List<Text> lines =
        switch (canvas.form()) {
          case SCREEN -> Layout.of(parts, canvas);
          case PLAIN -> Flat.plain(parts, canvas.palette().symbols(), canvas.width());
          case PIPE -> Flat.piped(parts, canvas.palette().symbols(), canvas.header());
          case MARKDOWN -> Markdown.of(parts, canvas.palette().symbols());
        };
    Palette palette = canvas.form() == Canvas.Form.SCREEN ? canvas.palette() : Palette.PLAIN;
    return lines.stream().map(line -> line.painted(palette)).toList();
  }

  private static Page page(View view, Canvas canvas) {
    Wording wording = new Wording(canvas);
    return switch (view) {
      case ListView list -> new ListPages(wording).list(list);
      case HistoryView history -> new ListPages(wording).history(history);
      case AuditView audit -> new ListPages(wording).audit(audit);
      case ShowView show -> new ShowPage(wording).of(show);
      case PlanView plan -> new PlanPage(wording).of(plan);
      case DiffView diff -> new DiffPage(wording).of(diff);
      case CheckListView checks -> new CheckPage(wording).of(checks);
      case WatchView watch -> new WatchPage(wording).of(watch);
      case DoctorView doctor -> new DoctorPage(wording).of(doctor);
      case NoticeView notice -> new WordPages(wording).notice(notice);
      case DocumentsView documents -> new WordPages(wording).documents(documents);
      case RefusalView refusal -> new WordPages(wording).refusal(refusal);
      case HelpView help -> new WordPages(wording).help(help);
      case TextView text -> WordPages.text(text);
      case ScriptView script -> new Page().verbatim(script.lines());
      case TokensView tokens -> new TokenPage(wording).of(tokens);
      case NewsView news -> new NewsPage(wording).of(news);
      case ParityView parity -> new ParityPage(wording).of(parity);
      case MessageView message -> new WordPages(wording).message(message);
    };
  }
}
