package dev.slipway.shell.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A piece of a page, said once; each form of a canvas lays it out in its own way. */
sealed interface Part {
  /** First line: the subject on the left, its state on the right. */
  record Title(Text subject, Text state) implements Part {}

  /**
   * Words that may be broken into lines, indented by so many columns; later lines by {@code hang}
   * more.
   */
  record Paragraph(Text words, int indent, int hang) implements Part {}

  /** A heading with what is said beside it. */
  record Heading(String words, Text beside) implements Part {}

  record Gap() implements Part {}

  /** Named values, aligned. */
  record Facts(List<Fact> facts) implements Part {
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /**
   * @param aside moves into a second column where there is one
   */
  record Fact(String name, Text value, boolean aside) {}

  /** Rows under columns; a blank heading of a column is not shown. */
  record Grid(List<Column> columns, List<Row> rows, boolean headed, int indent) implements Part {
    public Grid {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      for (Row row : rows) {
        if (row.cells().size() != columns.size()) {
          throw new IllegalArgumentException(
              "a row has " + row.cells().size() + " cells for " + columns.size() + " columns");
        }
      }
    }
  }

  /**
   * @param least columns it may be cut to when the page is too narrow; 0: never cut
   * @param yields cut before the others
   * @param wraps goes on in lines below instead of being cut
   * @param wideOnly shown only where the page is wide, and in a pipe
   */
  record Column(
      String name, boolean right, int least, boolean yields, boolean wraps, boolean wideOnly) {
    static Column of(String name) {
      return new Column(name, false, 0, false, false, false);
    }

    static Column number(String name) {
      return new Column(name, true, 0, false, false, false);
    }

    static Column cut(String name, int least) {
      return new Column(name, false, least, false, false, false);
    }

    /** Words, broken between them where there is too little room. */
    static Column words(String name, int least) {
      return new Column(name, false, least, false, true, false);
    }

    /** Words that take whatever room the others leave. */
    static Column rest(String name, int least) {
      return new Column(name, false, least, true, true, false);
    }

    /** Gives up its room first and is cut: nice to have. */
    static Column spare(String name, int least) {
      return new Column(name, false, least, true, false, false);
    }

    Column wide() {
      return new Column(name, right, least, yields, wraps, true);
    }
  }

  /**
   * @param below a line under the row, such as how to mend it
   */
  record Row(List<Text> cells, Optional<Text> below) {
    public Row {
      cells = List.copyOf(cells);
    }

    static Row of(Text... cells) {
      return new Row(List.of(cells), Optional.empty());
    }
  }

  /** Something drawn, with the same said in words for those who cannot see it. */
  record Drawing(Text drawn, String name, Text words) implements Part {}

  /** Two halves of a page, beside one another where it is wide, one below the other elsewhere. */
  record Halves(List<Part> left, List<Part> right) implements Part {
    public Halves {
      left = List.copyOf(left);
      right = List.copyOf(right);
    }

    /** One below the other. */
    List<Part> inOrder() {
      List<Part> all = new ArrayList<>(left);
      all.addAll(right);
      return all;
    }
  }

  /** Things to be seen beside one another where there is room, one below the other elsewhere. */
  record Panels(List<Panel> panels) implements Part {
    public Panels {
      panels = List.copyOf(panels);
    }
  }

  /**
   * @param brief all of it in one paragraph, where the panel has no room of its own
   * @param beside what is said in its heading
   * @param lines the same line by line
   */
  record Panel(String name, Text brief, Text beside, List<Text> lines) {
    public Panel {
      lines = List.copyOf(lines);
    }
  }

  /** What is wrong or in the way, each with the line that mends it beside it or below. */
  record Remedies(List<Remedy> remedies) implements Part {
    public Remedies {
      remedies = List.copyOf(remedies);
    }
  }

  /**
   * @param line empty when there is none
   */
  record Remedy(Text what, Text line) {}

  /** Lines for a program, to the letter: never wrapped, cut or folded. */
  record Verbatim(List<String> lines) implements Part {
    public Verbatim {
      lines = List.copyOf(lines);
    }
  }

  /** What one may do now, each with the line to type. */
  record Commands(List<Command> commands) implements Part {
    public Commands {
      commands = List.copyOf(commands);
    }
  }

  record Command(String label, String line) {}
}
