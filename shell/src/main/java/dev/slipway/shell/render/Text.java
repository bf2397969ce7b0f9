package dev.slipway.shell.render;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * One line of text in tones. It is measured, cut and padded while it is plain and painted last.
 *
 * <p>Whatever comes in may be hostile: control and direction characters are taken out here, so that no commit message can move the
 * cursor or turn a line around.
 */
public final class Text {
  public static final Text EMPTY = new Text(List.of());

  private record Span(String text, Tone tone) {}

  private final List<Span> spans;

  private Text(List<Span> spans) {
    this.spans = spans;
  }

  public static Text of(String text) {
    return of(text, Tone.PLAIN);
  }

  public static Text of(String text, Tone tone) {
    String harmless = harmless(text);
    return harmless.isEmpty() ? EMPTY : new Text(List.of(new Span(harmless, tone)));
  }

  /** A column separator of a row for programs; the only control character there is. */
  static Text tab() {
    return new Text(List.of(new Span("\t", Tone.PLAIN)));
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
        : new Text(spans.stream().map(span -> new Span(symbols.fold(span.text), span.tone)).toList());
  }

  /** At most so many columns, with "…" where something is left out. */
  Text cut(int columns) {
    if (columns >= width()) {
      return this;
    }
    List<Span> kept = new ArrayList<>();
    int left = Math.max(0, columns - 1);
    Tone last = Tone.PLAIN;
    for (Span span : spans) {
      String part = head(span.text, left);
      last = span.tone;
      if (!part.isEmpty()) {
        kept.add(new Span(part, span.tone));
      }
      left -= width(part);
      if (part.length() < span.text.length()) {
        break;
      }
    }
    if (columns > 0) {
      kept.add(new Span("…", last));
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

  /** Broken between words into lines of at most so many columns; a word longer than a line is broken hard. */
  List<Text> wrapped(int columns) {
    if (columns <= 0 || width() <= columns) {
      return List.of(this);
    }
    List<Text> lines = new ArrayList<>();
    Text line = EMPTY;
    for (Span piece : pieces()) {
      int room = columns - line.width();
      if (width(piece.text.stripTrailing()) > room && !line.isEmpty()) {
        lines.add(line.stripped());
        line = EMPTY;
        room = columns;
      }
      String rest = piece.text;
      while (width(rest.stripTrailing()) > room) {
        String part = head(rest, Math.max(1, room));
        if (part.isEmpty()) {
          break;
        }
        lines.add(line.and(new Text(List.of(new Span(part, piece.tone)))));
        rest = rest.substring(part.length());
        line = EMPTY;
        room = columns;
      }
      if (!rest.isEmpty() && !(line.isEmpty() && rest.isBlank() && !lines.isEmpty())) {
        line = line.and(new Text(List.of(new Span(rest, piece.tone))));
      }
    }
    if (!line.stripped().isEmpty()) {
      lines.add(line.stripped());
    }
    return lines;
  }

  /** Words, each with the spaces behind it. */
  private List<Span> pieces() {
    List<Span> pieces = new ArrayList<>();
    for (Span span : spans) {
      int from = 0;
      for (int i = 1; i <= span.text.length(); i++) {
        boolean wordBegins = i < span.text.length() && span.text.charAt(i - 1) == ' ' && span.text.charAt(i) != ' ';
        if (i == span.text.length() || wordBegins) {
          pieces.add(new Span(span.text.substring(from, i), span.tone));
          from = i;
        }
      }
    }
    return pieces;
  }

  Text stripped() {
    List<Span> kept = new ArrayList<>(spans);
    while (!kept.isEmpty()) {
      Span last = kept.removeLast();
      String text = last.text.stripTrailing();
      if (!text.isEmpty()) {
        kept.add(new Span(text, last.tone));
        break;
      }
    }
    return new Text(List.copyOf(kept));
  }

  String painted(Palette palette) {
    StringBuilder painted = new StringBuilder();
    stripped().spans.forEach(span -> painted.append(palette.paint(span.text, span.tone)));
    return painted.toString();
  }

  static int width(String text) {
    return text.codePoints().map(point -> Math.max(0, WCWidth.wcwidth(point))).sum();
  }

  /** As many characters from the start as fit. */
  private static String head(String text, int columns) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      int width = Math.max(0, WCWidth.wcwidth(point));
      if (used + width > columns) {
        break;
      }
      used += width;
      end += Character.charCount(point);
    }
    return text.substring(0, end);
  }

  private static String harmless(String text) {
    boolean clean = text.codePoints().allMatch(Text::isHarmless);
    if (clean) {
      return text;
    }
    StringBuilder harmless = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isHarmless(point)) {
                harmless.appendCodePoint(point);
              } else if (point == '\n' || point == '\t' || point == '\r' || point == 0x2028 || point == 0x2029) {
                harmless.append(' ');
              } else {
                harmless.append('?');
              }
            });
    return harmless.toString();
  }

  private static boolean isHarmless(int point) {
    int type = Character.getType(point);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.PRIVATE_USE
        && type != Character.UNASSIGNED
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  @Override
  public String toString() {
    return words();
  }
}
