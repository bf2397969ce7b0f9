package dev.slipway.shell.render;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of text in tones. It is measured, cut and padded while it is plain and painted last.
 *
 * <p>Whatever comes in may be hostile: control and direction characters are taken out here, so that
 * no commit message can move the cursor or turn a line around.
 */
public final class Text {
  private static final String MARKUP = "\\`*_{}[]<>|#&~";
  public static final Text EMPTY = new Text(List.of());

  /**
   * @param glued not to be broken, nor parted from a glued neighbour
   */
  private record Span(String text, Tone tone, boolean glued) {}

  private final List<Span> spans;

  private Text(List<Span> spans) {
    this.spans = spans;
  }

  public static Text of(String text) {
    return of(text, Tone.PLAIN);
  }

  public static Text of(String text, Tone tone) {
    String harmless = Characters.harmless(text);
    return harmless.isEmpty() ? EMPTY : new Text(List.of(new Span(harmless, tone, false)));
  }

  /** A column separator of a row for programs; the only control character there is. */
  static Text tab() {
    return new Text(List.of(new Span("\t", Tone.PLAIN, true)));
  }

  public Text and(String text, Tone tone) {
    return and(of(text, tone));
  }

  public Text and(String text) {
    return and(of(text));
  }

  public Text and(Text other) {
    if (other.spans.isEmpty()) {
      return this;
    }
    List<Span> all = new ArrayList<>(spans);
    all.addAll(other.spans);
    return new Text(List.copyOf(all));
  }

  public boolean isEmpty() {
    return spans.isEmpty();
  }

  /** The characters alone. */
  public String words() {
    StringBuilder words = new StringBuilder();
    spans.forEach(span -> words.append(span.text));
    return words.toString();
  }

  /** Columns it takes on a terminal. */
  public int width() {
    return spans.stream().mapToInt(span -> width(span.text)).sum();
  }

  Text folded(Symbols symbols) {
    return symbols == Symbols.UNICODE
        ? this
        : new Text(
            spans.stream()
                .map(span -> new Span(symbols.fold(span.text), span.tone, span.glued))
                .toList());
  }

  /**
   * At most so many columns, with "…" where something is left out: between words where that leaves
   * most of it.
   */
  Text cut(int columns) {
    if (columns >= width()) {
      return this;
    }
    String kept = head(Math.max(0, columns - 2)).words();
    int blank = kept.lastIndexOf(' ');
    boolean splits = words().length() > kept.length() && words().charAt(kept.length()) != ' ';
    if (splits && blank > kept.length() / 2) {
      Text whole = head(width(kept.substring(0, blank))).stripped();
      return new Text(List.copyOf(whole.spans)).and(Text.of(" …")).glued();
    }
    return cutHard(columns);
  }

  private Text cutHard(int columns) {
    List<Span> kept = new ArrayList<>();
    int left = Math.max(0, columns - 1);
    Tone last = Tone.PLAIN;
    for (Span span : spans) {
      String part = Characters.head(span.text, left);
      last = span.tone;
      if (!part.isEmpty()) {
        kept.add(new Span(part, span.tone, span.glued));
      }
      left -= width(part);
      if (part.length() < span.text.length()) {
        break;
      }
    }
    if (columns > 0) {
      kept.add(new Span("…", last, true));
    }
    return new Text(List.copyOf(kept));
  }

  Text padded(int columns) {
    int missing = columns - width();
    return missing <= 0 ? this : and(" ".repeat(missing));
  }

  Text paddedLeft(int columns) {
    int missing = columns - width();
    return missing <= 0 ? this : of(" ".repeat(missing)).and(this);
  }

  /** The same in one piece: never broken between lines unless it is longer than a line. */
  Text glued() {
    return new Text(spans.stream().map(span -> new Span(span.text, span.tone, true)).toList());
  }

  /** Runs of blanks, which align on a screen and mean nothing elsewhere, become one. */
  Text collapsed() {
    return new Text(
        spans.stream()
            .map(span -> new Span(span.text.replaceAll(" {2,}", " "), span.tone, span.glued))
            .toList());
  }

  /** As it is read out: signs that are skipped or mispronounced become words. */
  Text spoken() {
    return new Text(
        spans.stream()
            .map(span ->
                new Span(
                    span.text
                        .replaceAll("(?<=\\d) %", " percent")
                        .replace("→", "to")
                        .replace("×", "times"),
                    span.tone,
                    span.glued))
            .toList());
  }

  /**
   * Broken between words into lines of at most so many columns; a word longer than a line is broken
   * hard.
   */
  List<Text> wrapped(int columns) {
    return wrapped(columns, columns);
  }

  /** The same with another width for the first line. */
  List<Text> wrapped(int first, int later) {
    if (first <= 0 || width() <= first) {
      return List.of(this);
    }
    List<Text> lines = new ArrayList<>();
    Text line = EMPTY;
    for (Text piece : pieces()) {
      int columns = lines.isEmpty() ? first : later;
      if (line.width() + piece.stripped().width() > columns && !line.isEmpty()) {
        lines.add(line.stripped());
        line = EMPTY;
        columns = later;
      }
      Text rest = piece;
      while (rest.stripped().width() > columns) {
        Text part = rest.head(columns);
        if (part.isEmpty()) {
          break;
        }
        lines.add(part);
        rest = rest.tail(part);
        columns = later;
      }
      boolean blankAtStart = line.isEmpty() && rest.words().isBlank() && !lines.isEmpty();
      line = blankAtStart ? line : line.and(rest);
    }
    if (!line.stripped().isEmpty()) {
      lines.add(line.stripped());
    }
    return lines;
  }

  /** Words, each with the blanks behind it; glued neighbours are one piece. */
  private List<Text> pieces() {
    List<Text> pieces = new ArrayList<>();
    Text glued = EMPTY;
    for (Span span : spans) {
      if (span.glued) {
        glued = glued.and(new Text(List.of(span)));
        continue;
      }
      if (!glued.isEmpty()) {
        pieces.add(glued);
        glued = EMPTY;
      }
      int from = 0;
      for (int i = 1; i <= span.text.length(); i++) {
        boolean wordBegins =
            i < span.text.length() && span.text.charAt(i - 1) == ' ' && span.text.charAt(i) != ' ';
        if (i == span.text.length() || wordBegins) {
          pieces.add(new Text(List.of(new Span(span.text.substring(from, i), span.tone, false))));
          from = i;
        }
      }
    }
    if (!glued.isEmpty()) {
      pieces.add(glued);
    }
    return pieces;
  }

  private Text head(int columns) {
    Text head = EMPTY;
    for (Span span : spans) {
      String part = Characters.head(span.text, columns - head.width());
      if (!part.isEmpty()) {
        head = head.and(new Text(List.of(new Span(part, span.tone, span.glued))));
      }
      if (part.length() < span.text.length()) {
        break;
      }
    }
    return head;
  }

  private Text tail(Text head) {
    int skip = head.words().length();
    List<Span> rest = new ArrayList<>();
    for (Span span : spans) {
      if (skip >= span.text.length()) {
        skip -= span.text.length();
      } else {
        rest.add(new Span(span.text.substring(skip), span.tone, span.glued));
        skip = 0;
      }
    }
    return new Text(List.copyOf(rest));
  }

  Text stripped() {
    List<Span> kept = new ArrayList<>(spans);
    while (!kept.isEmpty()) {
      Span last = kept.removeLast();
      String text = last.text.stripTrailing();
      if (!text.isEmpty()) {
        kept.add(new Span(text, last.tone, last.glued));
        break;
      }
    }
    return new Text(List.copyOf(kept));
  }

  /**
   * Broken between words and painted, for output that is not a page.
   *
   * @param first columns of the first line, and {@code later} of all others
   */
  public List<String> lines(Palette palette, int first, int later) {
    return folded(palette.symbols()).wrapped(first, later).stream()
        .map(line -> line.painted(palette))
        .toList();
  }

  String painted(Palette palette) {
    StringBuilder painted = new StringBuilder();
    stripped().spans.forEach(span -> painted.append(palette.paint(span.text, span.tone)));
    return painted.toString();
  }

  /**
   * As Markdown: what would be read as markup is escaped, commands are code.
   *
   * @param inTable where a bar ends a cell even inside code
   */
  String markdown(boolean inTable) {
    StringBuilder markdown = new StringBuilder();
    for (Span span : spans) {
      if (span.tone == Tone.COMMAND && !span.text.isBlank()) {
        String code = span.text.replace('`', '\'');
        markdown.append('`').append(inTable ? code.replace("|", "\\|") : code).append('`');
      } else {
        span.text
            .chars()
            .forEach(
                c -> (MARKUP.indexOf(c) < 0 ? markdown : markdown.append('\\')).append((char) c));
      }
    }
    return markdown.toString();
  }

  static int width(String text) {
    return Characters.width(text);
  }

  @Override
  public String toString() {
    return words();
  }
}
