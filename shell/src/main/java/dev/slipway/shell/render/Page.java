package dev.slipway.shell.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A page under construction: parts in the order in which they are read. */
final class Page {
  private final List<Part> parts = new ArrayList<>();

  List<Part> parts() {
    return List.copyOf(parts);
  }

  Page title(Text subject, Text state) {
    parts.add(new Part.Title(subject, state));
    return this;
  }

  Page say(Text words) {
    return say(words, 0);
  }

  Page say(Text words, int indent) {
    if (!words.isEmpty()) {
      parts.add(new Part.Paragraph(words, indent, 0));
    }
    return this;
  }

  /** A paragraph whose later lines stand {@code hang} columns further in. */
  Page point(Text words, int indent, int hang) {
    parts.add(new Part.Paragraph(words, indent, hang));
    return this;
  }

  Page heading(String words) {
    return heading(words, Text.EMPTY);
  }

  Page heading(String words, Text beside) {
    parts.add(new Part.Heading(words, beside));
    return this;
  }

  /** An empty line, unless there is one already or nothing before it. */
  Page gap() {
    if (!parts.isEmpty() && !(parts.getLast() instanceof Part.Gap)) {
      parts.add(new Part.Gap());
    }
    return this;
  }

  Page facts(List<Part.Fact> facts) {
    if (!facts.isEmpty()) {
      parts.add(new Part.Facts(facts));
    }
    return this;
  }

  Page grid(List<Part.Column> columns, List<Part.Row> rows, boolean headed, int indent) {
    if (!rows.isEmpty()) {
      parts.add(new Part.Grid(columns, rows, headed, indent));
    }
    return this;
  }

  Page drawing(Text drawn, String name, Text words) {
    parts.add(new Part.Drawing(drawn, name, words));
    return this;
  }

  /** What both pages say, side by side where there is room. */
  Page halves(Page left, Page right) {
    parts.add(new Part.Halves(left.parts(), right.parts()));
    return this;
  }

  Page panels(List<Part.Panel> panels) {
    if (!panels.isEmpty()) {
      parts.add(new Part.Panels(panels));
    }
    return this;
  }

  Page remedies(List<Part.Remedy> remedies) {
    parts.add(new Part.Remedies(remedies));
    return this;
  }

  Page verbatim(List<String> lines) {
    parts.add(new Part.Verbatim(lines));
    return this;
  }

  Page commands(List<Part.Command> commands) {
    if (!commands.isEmpty()) {
      parts.add(new Part.Commands(commands));
    }
    return this;
  }

  static Part.Fact fact(String name, Text value) {
    return new Part.Fact(name, value, false);
  }

  static Part.Fact aside(String name, Text value) {
    return new Part.Fact(name, value, true);
  }

  static Part.Row row(List<Text> cells, Optional<Text> below) {
    return new Part.Row(cells, below);
  }
}
