package dev.slipway.shell.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A terminal's screen over time as one SVG: no script, legible in light and dark, the last screen
 * where nothing may move.
 */
final class AnimatedPicture {
  private static final int VISIBLE = 28;
  private static final double LINE = 17;
  private static final double CELL = 7.83;
  private static final double MARGIN = 16;
  private static final double BAR = 30;

  /** The last screen stays so long before it begins again. */
  private static final long REST = 6_000;

  /** What is on the screen for less is not seen. */
  private static final long BLINK = 40;

  /** One row's content from a moment on. */
  private static final class Shown {
    private final int row;
    private final long[] cells;
    private final long from;

    Shown(int row, long[] cells, long from) {
      this.row = row;
      this.cells = cells;
      this.from = from;
    }

    int row() {
      return row;
    }

    long[] cells() {
      return cells;
    }

    long from() {
      return from;
    }
  }

  private record Scrolled(int first, long at) {}

  private final int columns;
  private final String title;
  private final String command;
  private final List<Shown> shown = new ArrayList<>();
  private final List<Scrolled> scrolled = new ArrayList<>(List.of(new Scrolled(0, 0)));
  private long[][] last = new long[0][];
  private long end;

  AnimatedPicture(int columns, String title, String command) {
    this.columns = columns;
    this.title = title;
    this.command = command;
  }

  /**
   * @param cells what the screen shows, from its top
   * @param at milliseconds since the beginning
   */
  void shows(long[][] cells, long at) {
    int lowest = 0;
    for (int row = 0; row < cells.length; row++) {
      boolean known = row < last.length && Arrays.equals(cells[row], last[row]);
      if (!isBlank(cells[row])) {
        lowest = row;
      }
      if (!known && (row < last.length || !isBlank(cells[row]))) {
        shown.add(new Shown(row, cells[row], at));
      }
    }
    int first = Math.max(0, lowest - VISIBLE + 1);
    if (first != scrolled.getLast().first()) {
      scrolled.add(new Scrolled(first, at));
    }
    last = cells;
    end = at;
  }

  long seconds() {
    return end / 1000;
  }

  String svg() {
    long whole = end + REST;
    double width = columns * CELL + 2 * MARGIN;
    double height = VISIBLE * LINE + BAR + MARGIN;
    StringBuilder svg = new StringBuilder(64_000);
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\""
                + " aria-labelledby=\"title\">%n<title id=\"title\">%s</title>%n",
            width,
            height,
            escaped(title)));
    svg.append(style(whole));
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"screen\" width=\"%.0f\" height=\"%.0f\" rx=\"8\"/>%n"
                + "<text class=\"dim\" x=\"%.1f\" y=\"20\">$ %s</text>%n"
                + "<svg x=\"0\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\">%n<g class=\"roll\">%n",
            width,
            height,
            MARGIN,
            escaped(command),
            BAR,
            width,
            VISIBLE * LINE + 1));
    for (int index = 0; index < shown.size(); index++) {
      svg.append(line(index, whole));
    }
    return svg.append("</g>\n</svg>\n</svg>\n").toString();
  }

  private String style(long whole) {
    StringBuilder roll = new StringBuilder();
    for (Scrolled step : scrolled) {
      roll.append(
          String.format(
              Locale.ROOT,
              "%.3f%%{transform:translateY(%.0fpx)}",
              100.0 * step.at() / whole,
              -step.first() * LINE));
    }
    return String.format(
        Locale.ROOT,
        """
        <style>
        text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#24292f;white-space:pre}
        .screen{fill:#f6f8fa;stroke:#d0d7de}
        .b{font-weight:700}.dim{fill:#6e7781}.r{fill:#b4232c}.g{fill:#1a7f37}.y{fill:#8a5a00}.c{fill:#0b6e8f}.m{fill:#8250df}.u{fill:#0550ae}
        .roll{transform:translateY(%.0fpx)}
        .past{visibility:hidden}
        @media(prefers-color-scheme:dark){text{fill:#e6edf3}.screen{fill:#0d1117;stroke:#30363d}.dim{fill:#8b949e}.r{fill:#ff7b72}.g{fill:#56d364}.y{fill:#e3b341}.c{fill:#76e3ea}.m{fill:#d2a8ff}.u{fill:#79c0ff}}
        @media(prefers-reduced-motion:no-preference){
        .roll{animation:roll %.2fs step-end infinite}
        @keyframes roll{%s}
        .line{animation-duration:%.2fs;animation-timing-function:step-end;animation-iteration-count:infinite}
        %s}
        </style>
        """,
        -scrolled.getLast().first() * LINE,
        whole / 1000.0,
        roll,
        whole / 1000.0,
        keyframes(whole));
  }

  /** One for each moment at which a line comes, and goes where something else takes its place. */
  private String keyframes(long whole) {
    StringBuilder frames = new StringBuilder();
    for (int index = 0; index < shown.size(); index++) {
      Shown line = shown.get(index);
      frames.append(
          String.format(
              Locale.ROOT,
              ".l%d{animation-name:l%d}@keyframes l%d{0%%{visibility:hidden}%.3f%%{visibility:visible}",
              index,
              index,
              index,
              Math.max(0.001, 100.0 * line.from() / whole)));
      long until = until(index);
      if (until < end) {
        frames.append(
            String.format(Locale.ROOT, "%.3f%%{visibility:hidden}", 100.0 * until / whole));
      }
      frames.append("}\n");
    }
    return frames.toString();
  }

  private long until(int index) {
    for (int later = index + 1; later < shown.size(); later++) {
      if (shown.get(later).row() == shown.get(index).row()) {
        return shown.get(later).from();
      }
    }
    return Long.MAX_VALUE;
  }

  private String line(int index, long whole) {
    Shown line = shown.get(index);
    long until = until(index);
    if (isBlank(line.cells()) || until - line.from() < BLINK) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "<text class=\"line l%d%s\" y=\"%.0f\">",
            index,
            until > whole ? "" : " past",
            line.row() * LINE + 13));
    int column = 0;
    while (column < columns) {
      int from = column;
      long look = line.cells()[column] >>> 32;
      StringBuilder run = new StringBuilder();
      while (column < columns && line.cells()[column] >>> 32 == look) {
        run.append(character(line.cells()[column]));
        column++;
      }
      if (!run.toString().isBlank()) {
        // Every run has its own place: fonts differ in the width of box and block characters.
        int blanks = run.length() - run.toString().stripLeading().length();
        text.append(
            String.format(
                Locale.ROOT,
                "<tspan x=\"%.1f\"%s>%s</tspan>",
                MARGIN + (from + blanks) * CELL,
                classes(look),
                escaped(run.toString().strip())));
      }
    }
    return text.append("</text>\n").toString();
  }

  private static String classes(long look) {
    String classes = ((look & 0x8000000L) != 0 ? "b " : "") + colour(look);
    return classes.isBlank() ? "" : " class=\"" + classes.strip() + "\"";
  }

  /** The terminal's sixteen colours come as twelve bits; here they are roles again. */
  private static String colour(long look) {
    if ((look & 0x10000000L) == 0) {
      return "";
    }
    int red = (int) (look >> 20 & 0xf);
    int green = (int) (look >> 16 & 0xf);
    int blue = (int) (look >> 12 & 0xf);
    int low = Math.max(red, Math.max(green, blue)) / 2;
    String kind = (red > low ? "r" : "") + (green > low ? "g" : "") + (blue > low ? "b" : "");
    return switch (kind) {
      case "r" -> "r";
      case "g" -> "g";
      case "rg" -> "y";
      case "gb" -> "c";
      case "rb" -> "m";
      case "b" -> "u";
      default -> red + green + blue < 36 ? "dim" : "";
    };
  }

  private static boolean isBlank(long[] cells) {
    return Arrays.stream(cells).allMatch(cell -> character(cell) == ' ');
  }

  private static char character(long cell) {
    char character = (char) (cell & 0xffff);
    return character == 0 ? ' ' : character;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
