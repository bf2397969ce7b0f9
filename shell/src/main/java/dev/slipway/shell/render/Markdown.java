package dev.slipway.shell.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lays parts out as Markdown; whatever would be read as markup there is escaped. */
final class Markdown {
  private Markdown() {}

  static List<Text> of(List<Part> parts, Symbols symbols) {
    List<String> lines = new ArrayList<>();
    write(lines, parts);
    while (!lines.isEmpty() && lines.getFirst().isEmpty()) {
      lines.removeFirst();
    }
    return lines.stream().map(Text::of).map(line -> line.folded(symbols)).toList();
  }

  private static void write(List<String> lines, List<Part> parts) {
    for (Part part : parts) {
      switch (part) {
        case Part.Title title ->
            paragraph(
                lines,
                "**"
                    + escaped(title.subject())
                    + "**"
                    + (title.state().isEmpty() ? "" : ": " + escaped(title.state())));
        case Part.Paragraph paragraph -> paragraph(lines, escaped(paragraph.words()));
        case Part.Heading heading ->
            paragraph(
                lines,
                "### "
                    + escaped(Text.of(heading.words()))
                    + (heading.beside().isEmpty() ? "" : ": " + escaped(heading.beside())));
        case Part.Gap gap -> {}
        case Part.Facts facts -> {
          lines.add("");
          facts
              .facts()
              .forEach(
                  fact -> lines.add("- " + escaped(Text.of(fact.name() + ": ").and(fact.value()))));
        }
        case Part.Halves halves -> write(lines, halves.inOrder());
        case Part.Panels panels -> {
          lines.add("");
          panels
              .panels()
              .forEach(panel ->
                  lines.add("- " + escaped(Text.of(panel.name() + ": ").and(panel.brief()))));
        }
        case Part.Grid grid -> table(lines, grid);
        case Part.Drawing drawing ->
            paragraph(lines, escaped(Text.of(drawing.name())) + ": " + escaped(drawing.words()));
        case Part.Remedies remedies -> {
          for (Part.Remedy one : remedies.remedies()) {
            paragraph(lines, escaped(one.what()));
            paragraph(lines, escaped(one.line()));
          }
        }
        case Part.Verbatim verbatim -> {
          String fence = fence(verbatim.lines());
          lines.add("");
          lines.add(fence);
          lines.addAll(verbatim.lines());
          lines.add(fence);
        }
        case Part.Commands commands -> {
          lines.add("");
          commands
              .commands()
              .forEach(command ->
                  lines.add(
                      "- "
                          + escaped(
                              Text.of(command.label() + ": ").and(command.line(), Tone.COMMAND))));
        }
      }
    }
  }

  private static void paragraph(List<String> lines, String words) {
    if (!words.isBlank()) {
      lines.add("");
      lines.add(words);
    }
  }

  /** Longer than any that the lines hold, so that none of them ends the block. */
  private static String fence(List<String> lines) {
    String fence = "```";
    while (String.join("\n", lines).contains(fence)) {
      fence += "`";
    }
    return fence;
  }

  private static void table(List<String> lines, Part.Grid grid) {
    lines.add("");
    lines.add(
        grid.columns().stream()
            .map(column -> escaped(Text.of(column.name())))
            .collect(Collectors.joining(" | ", "| ", " |")));
    lines.add(
        grid.columns().stream()
            .map(column -> column.right() ? "--:" : "---")
            .collect(Collectors.joining(" | ", "| ", " |")));
    for (Part.Row row : grid.rows()) {
      lines.add(
          row.cells().stream()
              .map(cell -> cell.collapsed().markdown(true))
              .collect(Collectors.joining(" | ", "| ", " |")));
    }
    grid.rows().stream()
        .flatMap(row -> row.below().stream())
        .forEach(below -> paragraph(lines, escaped(below)));
  }

  private static String escaped(Text text) {
    return text.collapsed().markdown(false);
  }
}
