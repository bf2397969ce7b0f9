package dev.slipway.shell.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What stands beside one another on a wide page, and one below the other on others. */
final class SideBySide {
  /** At least; and what panels may get more so that the page is filled. */
  private static final int APART = 3;

  private static final int MOST_SPARE = 12;

  /** Percent of a page that its left half gets: tables there need more than facts do. */
  private static final int LEFT = 54;

  private final Canvas canvas;

  SideBySide(Canvas canvas) {
    this.canvas = canvas;
  }

  List<Text> halves(Part.Halves halves) {
    if (!canvas.isWide()) {
      return Layout.of(halves.inOrder(), canvas);
    }
    int left = (canvas.columns() - APART) * LEFT / 100;
    int right = canvas.columns() - APART - left;
    List<Text> one = Layout.of(halves.left(), canvas.ofWidth(left), true);
    List<Text> other = Layout.of(halves.right(), canvas.ofWidth(right), true);
    List<Text> lines = new ArrayList<>();
    for (int down = 0; down < Math.max(one.size(), other.size()); down++) {
      Text line = down < one.size() ? one.get(down) : Text.EMPTY;
      lines.add(
          down < other.size() ? line.padded(left + APART).and(other.get(down)) : line.stripped());
    }
    return lines;
  }

  /** Side by side where they fit as they are, otherwise as facts. */
  List<Text> panels(List<Part.Panel> panels) {
    List<List<Text>> drawn = new ArrayList<>();
    int total = 0;
    int tall = 0;
    for (Part.Panel panel : panels) {
      List<Text> lines = new ArrayList<>();
      lines.add(
          fold(Text.of(panel.name().toUpperCase(Locale.ROOT), Tone.SUBJECT))
              .and("  ")
              .and(fold(panel.beside())));
      panel.lines().forEach(line -> lines.add(Text.of("  ").and(fold(line))));
      drawn.add(lines);
      total += widest(lines) + APART;
      tall = Math.max(tall, lines.size());
    }
    if (!canvas.isWide() || total - APART > canvas.columns()) {
      return Layout.column(
          panels.stream().map(panel -> Page.fact(panel.name(), panel.brief())).toList(),
          canvas.columns() - Layout.BETWEEN,
          canvas);
    }
    int spare = (canvas.columns() - total + APART) / panels.size();
    List<Text> all = new ArrayList<>();
    for (int down = 0; down < tall; down++) {
      Text line = Text.EMPTY;
      for (List<Text> panel : drawn) {
        Text part = down < panel.size() ? panel.get(down) : Text.EMPTY;
        line = line.and(part.padded(widest(panel) + APART + Math.min(spare, MOST_SPARE)));
      }
      all.add(line.stripped());
    }
    return all;
  }

  private static int widest(List<Text> lines) {
    return lines.stream().mapToInt(Text::width).max().orElse(0);
  }

  private Text fold(Text text) {
    return text.folded(canvas.palette().symbols());
  }
}
