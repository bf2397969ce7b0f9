package dev.slipway.shell.render;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays parts out one fact a line: "key: value" for listening to, or rows with tabs for programs.
 */
final class Flat {
  private Flat() {}

  /**
   * "key: value" lines; nothing is drawn, aligned or shortened.
   *
   * @param columns where lines are broken between words; 0: nowhere
   */
  static List<Text> plain(List<Part> parts, Symbols symbols, int columns) {
    return said(parts).stream()
        .filter(line -> !line.isEmpty())
        .map(line -> line.collapsed().spoken().folded(symbols))
        .flatMap(line -> line.wrapped(columns).stream())
        .toList();
  }

  private static List<Text> said(List<Part> parts) {
    List<Text> lines = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Title title -> lines.add(join(": ", title.subject(), title.state()));
        case Part.Paragraph paragraph -> lines.add(paragraph.words());
        case Part.Heading heading ->
            lines.add(join(": ", Text.of(heading.words()), heading.beside()));
        case Part.Gap gap -> {}
        case Part.Facts facts ->
            facts.facts().forEach(fact -> lines.add(Text.of(fact.name() + ": ").and(fact.value())));
        case Part.Halves halves -> lines.addAll(said(halves.inOrder()));
        case Part.Panels panels ->
            panels
                .panels()
                .forEach(panel -> lines.add(Text.of(panel.name() + ": ").and(panel.brief())));
        case Part.Grid grid -> grid.rows().forEach(row -> lines.addAll(spoken(grid, row)));
        case Part.Drawing drawing -> lines.add(Text.of(drawing.name() + ": ").and(drawing.words()));
        case Part.Remedies remedies ->
            remedies.remedies().forEach(one -> lines.addAll(List.of(one.what(), one.line())));
        case Part.Verbatim verbatim -> verbatim.lines().forEach(line -> lines.add(Text.of(line)));
        case Part.Commands commands ->
            commands
                .commands()
                .forEach(command -> lines.add(Text.of(command.label() + ": " + command.line())));
      }
    }
    return lines;
  }

  private static List<Text> spoken(Part.Grid grid, Part.Row row) {
    Text line = Text.EMPTY;
    for (int i = 0; i < grid.columns().size(); i++) {
      Text cell = row.cells().get(i);
      if (cell.isEmpty()) {
        continue;
      }
      String name = grid.columns().get(i).name();
      Text said =
          name.isBlank() ? cell : Text.of(name.toLowerCase(java.util.Locale.ROOT) + ": ").and(cell);
      line = line.isEmpty() ? said : line.and(name.isBlank() ? " " : ", ").and(said);
    }
    List<Text> lines = new ArrayList<>(List.of(line));
    row.below().ifPresent(lines::add);
    return lines;
  }

  /**
   * Rows with tabs. Headings, drawings and hints are left out: another program has no use for them.
   */
  static List<Text> piped(List<Part> parts, Symbols symbols, boolean header) {
    return rows(parts, header).stream()
        .filter(line -> !line.isEmpty())
        .map(Text::collapsed)
        .map(line -> line.folded(symbols))
        .toList();
  }

  private static List<Text> rows(List<Part> parts, boolean header) {
    List<Text> lines = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Title title -> lines.add(join("\t", title.subject(), title.state()));
        case Part.Paragraph paragraph -> lines.add(paragraph.words());
        case Part.Heading heading -> {}
        case Part.Gap gap -> {}
        case Part.Facts facts ->
            facts
                .facts()
                .forEach(fact -> lines.add(join("\t", Text.of(fact.name()), fact.value())));
        case Part.Halves halves -> lines.addAll(rows(halves.inOrder(), header));
        case Part.Panels panels ->
            panels
                .panels()
                .forEach(panel -> lines.add(join("\t", Text.of(panel.name()), panel.brief())));
        case Part.Grid grid -> {
          if (header && grid.headed()) {
            lines.add(
                tabbed(grid.columns().stream().map(Part.Column::name).map(Text::of).toList()));
          }
          grid.rows().forEach(row -> lines.add(tabbed(row.cells())));
        }
        case Part.Drawing drawing ->
            lines.add(join("\t", Text.of(drawing.name()), drawing.words()));
        case Part.Remedies remedies ->
            remedies.remedies().forEach(one -> lines.addAll(List.of(one.what(), one.line())));
        case Part.Verbatim verbatim -> verbatim.lines().forEach(line -> lines.add(Text.of(line)));
        case Part.Commands commands -> {}
      }
    }
    return lines;
  }

  private static Text tabbed(List<Text> cells) {
    Text line = cells.getFirst();
    for (Text cell : cells.subList(1, cells.size())) {
      line = line.and(Text.tab()).and(cell);
    }
    return line;
  }

  private static Text join(String between, Text one, Text other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.and(other);
    }
    if (between.equals(": ") && one.words().endsWith(".")) {
      return one.and(" ").and(other);
    }
    return one.and(between.equals("\t") ? Text.tab() : Text.of(between)).and(other);
  }
}
