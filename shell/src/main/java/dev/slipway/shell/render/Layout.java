package dev.slipway.shell.render;

import java.util.ArrayList;
import java.util.List;

/** Lays parts out for eyes: aligned, wrapped, and cut where a line would be too long. */
final class Layout {
  static final int BETWEEN = 2;

  private static final int REMEDY_APART = 3;

  /** Groups of facts on one page line up although each is laid out by itself. */
  private static final int USUAL_NAME = 10;

  /** A state of at most this part of a line, here a third, stands beside its subject. */
  private static final int SMALL = 3;

  private final Canvas canvas;
  private final boolean pane;
  private final List<Text> lines = new ArrayList<>();

  private Layout(Canvas canvas, boolean pane) {
    this.canvas = canvas;
    this.pane = pane;
  }

  static List<Text> of(List<Part> parts, Canvas canvas) {
    return of(parts, canvas, false);
  }

  /**
   * @param pane whether this is a part of a wide page: its tables stay tables though it is narrow
   */
  static List<Text> of(List<Part> parts, Canvas canvas, boolean pane) {
    Layout layout = new Layout(canvas, pane);
    for (Part part : parts) {
      layout.add(part);
    }
    while (!layout.lines.isEmpty() && layout.lines.getLast().isEmpty()) {
      layout.lines.removeLast();
    }
    return layout.lines;
  }

  private void add(Part part) {
    switch (part) {
      case Part.Title title -> title(fold(title.subject()), fold(title.state()));
      case Part.Paragraph paragraph ->
          paragraph(fold(paragraph.words()), paragraph.indent(), paragraph.hang());
      case Part.Heading heading ->
          title(Text.of(fold(heading.words()), Tone.SUBJECT), fold(heading.beside()));
      case Part.Gap gap -> lines.add(Text.EMPTY);
      case Part.Facts facts -> facts(facts.facts());
      case Part.Halves halves -> lines.addAll(new SideBySide(canvas).halves(halves));
      case Part.Panels panels -> lines.addAll(new SideBySide(canvas).panels(panels.panels()));
      case Part.Remedies remedies -> remedies(remedies.remedies());
      case Part.Grid grid -> grid(grid);
      case Part.Drawing drawing -> lines.add(fold(drawing.drawn()).cut(canvas.columns()));
      case Part.Verbatim verbatim -> verbatim.lines().forEach(line -> lines.add(Text.of(line)));
      case Part.Commands commands -> commands(commands.commands());
    }
  }

  private Text fold(Text text) {
    return text.folded(canvas.palette().symbols());
  }

  private String fold(String text) {
    return canvas.palette().symbols().fold(text);
  }

  private void title(Text subject, Text state) {
    int columns = canvas.columns();
    List<Text> broken = new ArrayList<>(subject.wrapped(columns, columns - BETWEEN));
    boolean fits = broken.getLast().width() + BETWEEN + state.width() <= columns;
    if (!fits && state.width() <= columns / SMALL) {
      // Rather a word more in the next line than the state alone in one.
      int room = columns - BETWEEN - state.width() - BETWEEN;
      broken = new ArrayList<>(subject.wrapped(room, room));
    }
    for (int i = 1; i < broken.size(); i++) {
      broken.set(i, Text.of(" ".repeat(BETWEEN)).and(broken.get(i)));
    }
    int room = canvas.columns() - broken.getLast().width() - state.width();
    if (!state.isEmpty() && canvas.width() > 0 && room >= BETWEEN) {
      broken.set(broken.size() - 1, broken.getLast().and(" ".repeat(room)).and(state));
    } else if (!state.isEmpty()) {
      broken.addAll(state.wrapped(canvas.columns()));
    }
    lines.addAll(broken);
  }

  private void paragraph(Text words, int indent, int hang) {
    Text first = Text.of(" ".repeat(indent));
    Text later = Text.of(" ".repeat(indent + hang));
    List<Text> broken =
        words.wrapped(
            Math.max(20, canvas.columns() - indent),
            Math.max(20, canvas.columns() - indent - hang));
    for (int i = 0; i < broken.size(); i++) {
      lines.add((i == 0 ? first : later).and(broken.get(i)));
    }
  }

  private void facts(List<Part.Fact> facts) {
    List<Part.Fact> main = facts.stream().filter(fact -> !fact.aside()).toList();
    List<Part.Fact> aside = facts.stream().filter(Part.Fact::aside).toList();
    if (!canvas.isWide() || aside.isEmpty()) {
      lines.addAll(column(facts, canvas.columns() - BETWEEN, canvas));
      return;
    }
    int left = (canvas.columns() - BETWEEN) * 58 / 100;
    int right = canvas.columns() - BETWEEN - left - BETWEEN;
    List<Text> one = column(main, left, canvas);
    List<Text> other = column(aside, right, canvas);
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      Text line = i < one.size() ? one.get(i) : Text.EMPTY;
      if (i < other.size()) {
        line = line.padded(left + BETWEEN).and(other.get(i));
      }
      lines.add(line);
    }
  }

  /** Facts one below the other, names and values aligned. */
  static List<Text> column(List<Part.Fact> facts, int width, Canvas canvas) {
    Symbols symbols = canvas.palette().symbols();
    int name = USUAL_NAME;
    for (Part.Fact fact : facts) {
      name = Math.max(name, Math.min(longestName(width), Text.width(fact.name())));
    }
    int value = Math.max(20, width - name - BETWEEN);
    List<Text> column = new ArrayList<>();
    for (Part.Fact fact : facts) {
      Text label =
          Text.of("  ").and(symbols.fold(fact.name()), Tone.LABEL).padded(2 + name + BETWEEN);
      List<Text> broken = fact.value().folded(symbols).wrapped(value);
      if (label.width() > 2 + name + BETWEEN || Text.width(symbols.fold(fact.name())) > name) {
        column.add(label.stripped());
        label = Text.of(" ".repeat(2 + name + BETWEEN));
      }
      for (int i = 0; i < broken.size(); i++) {
        column.add((i == 0 ? label : Text.of(" ".repeat(2 + name + BETWEEN))).and(broken.get(i)));
      }
    }
    return column;
  }

  private static int longestName(int width) {
    return Math.max(14, width / 3);
  }

  private void grid(Part.Grid whole) {
    Part.Grid grid = visible(whole);
    int[] widths = ColumnWidths.of(grid, canvas);
    // A name is never cut: where it leaves no room for a table, each row becomes a block.
    if ((canvas.isNarrow() && !pane) || ColumnWidths.total(grid, widths) > canvas.columns()) {
      blocks(grid);
      return;
    }
    if (grid.headed()) {
      Text head = Text.of(" ".repeat(grid.indent()));
      for (int i = 0; i < widths.length; i++) {
        Text name = Text.of(fold(grid.columns().get(i).name()), Tone.LABEL).cut(widths[i]);
        head = head.and(cell(name, grid.columns().get(i), widths[i], i == widths.length - 1));
      }
      lines.add(head.stripped());
    }
    for (Part.Row row : grid.rows()) {
      row(grid, row, widths);
      row.below().ifPresent(below -> paragraph(fold(below), grid.indent() + 3, 0));
    }
  }

  private void row(Part.Grid grid, Part.Row row, int[] widths) {
    List<List<Text>> cells = new ArrayList<>();
    int tall = 1;
    for (int i = 0; i < widths.length; i++) {
      Text cell = fold(row.cells().get(i));
      boolean wraps = grid.columns().get(i).wraps() && widths[i] > 0;
      List<Text> broken = wraps ? cell.wrapped(widths[i]) : List.of(cell.cut(widths[i]));
      cells.add(broken);
      tall = Math.max(tall, broken.size());
    }
    for (int down = 0; down < tall; down++) {
      Text line = Text.of(" ".repeat(grid.indent()));
      for (int i = 0; i < widths.length; i++) {
        Text text = down < cells.get(i).size() ? cells.get(i).get(down) : Text.EMPTY;
        line = line.and(cell(text, grid.columns().get(i), widths[i], i == widths.length - 1));
      }
      lines.add(line.stripped());
    }
  }

  private static Text cell(Text text, Part.Column column, int width, boolean last) {
    Text aligned = column.right() ? text.paddedLeft(width) : last ? text : text.padded(width);
    return last ? aligned : aligned.and(" ".repeat(BETWEEN));
  }

  private Part.Grid visible(Part.Grid grid) {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < grid.columns().size(); i++) {
      int column = i;
      boolean used = grid.rows().stream().anyMatch(row -> !row.cells().get(column).isEmpty());
      if (used && (canvas.isWide() || !grid.columns().get(i).wideOnly())) {
        shown.add(i);
      }
    }
    return new Part.Grid(
        shown.stream().map(grid.columns()::get).toList(),
        grid.rows().stream()
            .map(row -> new Part.Row(shown.stream().map(row.cells()::get).toList(), row.below()))
            .toList(),
        grid.headed(),
        grid.indent());
  }

  /** A row as a block: what has no heading stands before its first value, the rest below it. */
  private void blocks(Part.Grid grid) {
    boolean follows = false;
    for (Part.Row row : grid.rows()) {
      Text head = Text.EMPTY;
      List<Part.Fact> facts = new ArrayList<>();
      for (int i = 0; i < grid.columns().size(); i++) {
        Text cell = row.cells().get(i);
        String name = grid.columns().get(i).name();
        if (cell.isEmpty()) {
          continue;
        }
        boolean namesRow = i == 1 && !head.isEmpty();
        if (name.isBlank() || namesRow) {
          head = head.isEmpty() ? cell : head.and("  ").and(cell);
        } else {
          facts.add(Page.fact(name, cell));
        }
      }
      if (follows && !facts.isEmpty()) {
        lines.add(Text.EMPTY);
      }
      follows = true;
      if (!head.isEmpty()) {
        paragraph(fold(head), grid.indent(), 2);
      }
      lines.addAll(column(facts, canvas.columns() - BETWEEN, canvas));
      row.below().ifPresent(below -> paragraph(fold(below), grid.indent() + 3, 0));
    }
  }

  private void remedies(List<Part.Remedy> remedies) {
    int what = 0;
    for (Part.Remedy one : remedies) {
      int width = fold(one.what()).width();
      what = fitsBeside(width, one) ? Math.max(what, width) : what;
    }
    for (Part.Remedy one : remedies) {
      Text words = fold(one.what());
      if (words.width() <= what && fitsBeside(what, one)) {
        Text line = words.padded(what + REMEDY_APART).and(fold(one.line()));
        lines.add(Text.of(" ".repeat(BETWEEN)).and(line).stripped());
      } else {
        paragraph(words, BETWEEN, BETWEEN);
        if (!one.line().isEmpty()) {
          paragraph(fold(one.line()), 2 * BETWEEN, BETWEEN);
        }
      }
    }
  }

  private boolean fitsBeside(int what, Part.Remedy one) {
    return BETWEEN + what + REMEDY_APART + fold(one.line()).width() <= canvas.columns();
  }

  private void commands(List<Part.Command> commands) {
    Text line = Text.EMPTY;
    for (Part.Command command : commands) {
      Text next =
          Text.of(fold(command.label()), Tone.LABEL)
              .and("  ")
              .and(fold(command.line()), Tone.COMMAND);
      if (!line.isEmpty() && line.width() + 5 + next.width() > canvas.columns()) {
        lines.addAll(line.wrapped(canvas.columns()));
        line = Text.EMPTY;
      }
      line = line.isEmpty() ? next : line.and("     ").and(next);
    }
    lines.addAll(line.wrapped(canvas.columns()));
  }
}
