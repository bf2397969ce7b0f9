package dev.slipway.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query in PromQL with words in braces that are put in when it is asked. What is put in can end
 * no string and begin no expression: where a word stands decides how its value is written.
 */
public final class QueryText {
  private static final Pattern WORD = Pattern.compile("\\{([A-Za-z_-]+)\\}");
  private static final Pattern PATTERN_BEFORE = Pattern.compile("[=!]~\\s*$");
  private static final String SPECIAL = "\\.+*?()|[]{}^$";

  /** What may stand in braces. */
  public enum Word {
    /** The label of the version. */
    VERSION,
    /** The name of the side the version runs on, where there are two. */
    SIDE,
    /** The addresses of that side's instances, as a pattern. */
    INSTANCES,
    /** What HAProxy calls that side's instances, as a pattern; without one their own names. */
    SERVERS,
    SERVICE,
    ENVIRONMENT,
    /** The name of the flag that is turned. */
    FLAG,
    /** How far back is looked: "60s". */
    WINDOW,
    /** The configured matchers, with everything put in. */
    SELECT;

    /** "{version}". */
    public String written() {
      return "{" + name().toLowerCase(Locale.ROOT) + "}";
    }

    boolean isValue() {
      return this != WINDOW && this != SELECT;
    }

    /** Whether it means one of two sides, which not every target has. */
    boolean isOfASide() {
      return this == SIDE || isSeveral();
    }

    boolean isSeveral() {
      return this == INSTANCES || this == SERVERS;
    }
  }

  /** What came of reading a text. */
  public sealed interface Reading {
    record Fit(QueryText query) implements Reading {}

    record Unfit(String what, String fix) implements Reading {}
  }

  private sealed interface Piece {
    record Plain(String text) implements Piece {}

    /**
     * @param quote of the string it stands in; empty outside strings
     */
    record Put(Word word, Optional<Character> quote, boolean pattern) implements Piece {}
  }

  private final String text;
  private final List<Piece> pieces;

  private QueryText(String text, List<Piece> pieces) {
    this.text = text;
    this.pieces = List.copyOf(pieces);
  }

  /** A text of which it is known that it is fit. */
  public static QueryText of(String text) {
    return switch (read(text)) {
      case Reading.Fit fit -> fit.query();
      case Reading.Unfit unfit -> throw new IllegalArgumentException(unfit.what() + ": " + text);
    };
  }

  public static Reading read(String text) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    Optional<Character> quote = Optional.empty();
    boolean pattern = false;
    int depth = 0;
    int at = 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      Matcher word = WORD.matcher(text).region(at, text.length());
      if (next == '{' && word.lookingAt()) {
        Optional<Word> known = word(word.group(1));
        if (known.isEmpty()) {
          return new Reading.Unfit(
              word.group() + " means nothing here", "use " + words(EnumSet.allOf(Word.class)));
        }
        Optional<Reading.Unfit> wrong = misplaced(known.get(), quote, pattern);
        if (wrong.isPresent()) {
          return wrong.get();
        }
        pieces.add(new Piece.Plain(plain.toString()));
        pieces.add(new Piece.Put(known.get(), quote, pattern));
        plain.setLength(0);
        at = word.end();
        continue;
      }
      if (quote.isPresent()) {
        if (next == '\\' && quote.get() != '`' && at + 1 < text.length()) {
          plain.append(next);
          at++;
          next = text.charAt(at);
        } else if (next == quote.get()) {
          quote = Optional.empty();
        }
      } else if (next == '"' || next == '\'' || next == '`') {
        quote = Optional.of(next);
        pattern = PATTERN_BEFORE.matcher(text.substring(0, at)).find();
      } else if (next == '#') {
        return new Reading.Unfit("comments have no place in it", "take the # and what follows out");
      } else if (next == '{' || next == '(' || next == '[') {
        depth++;
      } else if (next == '}' || next == ')' || next == ']') {
        depth--;
      }
      plain.append(next);
      at++;
      if (depth < 0) {
        break;
      }
    }
    if (quote.isPresent()) {
      return new Reading.Unfit("a string does not end", "add the closing " + quote.get());
    }
    if (depth != 0) {
      return new Reading.Unfit("brackets do not match", "close each (, [ and { once");
    }
    pieces.add(new Piece.Plain(plain.toString()));
    return new Reading.Fit(new QueryText(text, pieces));
  }

  private static Optional<Word> word(String name) {
    for (Word word : Word.values()) {
      if (word.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  private static String words(Set<Word> words) {
    return words.stream().map(Word::written).collect(Collectors.joining(", "));
  }

  private static Optional<Reading.Unfit> misplaced(
      Word word, Optional<Character> quote, boolean pattern) {
    if (word.isValue() && quote.isEmpty()) {
      return Optional.of(
          new Reading.Unfit(
              word.written() + " stands outside a string, where it could mean anything",
              "write it as a label's value: \"" + word.written() + "\""));
    }
    if (quote.isPresent() && quote.get() == '`') {
      return Optional.of(
          new Reading.Unfit(
              word.written() + " stands between backticks, where nothing can be escaped",
              "use \"…\" there"));
    }
    if (!word.isValue() && quote.isPresent()) {
      return Optional.of(
          new Reading.Unfit(
              word.written() + " stands in a string",
              word == Word.WINDOW ? "write it as a range: [{window}]" : "write it as {{select}}"));
    }
    if (word.isSeveral() && !pattern) {
      return Optional.of(
          new Reading.Unfit(
              word.written() + " is a pattern for several",
              "compare with =~\"" + word.written() + "\""));
    }
    return Optional.empty();
  }

  /** As configured. */
  public String text() {
    return text;
  }

  /** Which words stand in it. */
  public Set<Word> words() {
    Set<Word> words = EnumSet.noneOf(Word.class);
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Put put) {
        words.add(put.word());
      }
    }
    return words;
  }

  /** Whether it asks for what is on one side. */
  public boolean isBySide() {
    return words().stream().anyMatch(Word::isOfASide);
  }

  public boolean has(Word word) {
    return words().contains(word);
  }

  /**
   * Values for the words of one query. Instances are many; the window and the selection are not.
   */
  public static final class Values {
    private final Map<Word, List<String>> values = new EnumMap<>(Word.class);

    public Values put(Word word, String value) {
      return put(word, List.of(value));
    }

    public Values put(Word word, List<String> value) {
      values.put(word, List.copyOf(value));
      return this;
    }
  }

  /**
   * The query to ask.
   *
   * @throws IllegalArgumentException when a word has no value
   */
  public String with(Values values) {
    StringBuilder query = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Plain plain -> query.append(plain.text());
        case Piece.Put put -> {
          List<String> value = values.values.get(put.word());
          if (value == null) {
            throw new IllegalArgumentException("there is no " + put.word().written() + " here");
          }
          query.append(written(put, value));
        }
      }
    }
    return query.toString();
  }

  private static String written(Piece.Put put, List<String> values) {
    if (put.quote().isEmpty()) {
      return String.join(",", values);
    }
    String value =
        put.pattern()
            ? values.stream().map(QueryText::pattern).collect(Collectors.joining("|"))
            : String.join(",", values);
    return escaped(value, put.quote().get());
  }

  /** A pattern (RE2) that only this very text matches. */
  static String pattern(String text) {
    StringBuilder pattern = new StringBuilder();
    text.chars()
        .forEach(c -> {
          if (SPECIAL.indexOf(c) >= 0) {
            pattern.append('\\');
          }
          pattern.append((char) c);
        });
    return pattern.toString();
  }

  /** A string of PromQL, with its quotes. */
  static String quoted(String text) {
    return '"' + escaped(text, '"') + '"';
  }

  private static String escaped(String text, char quote) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == quote) {
        escaped.append('\\').append(c);
      } else if (c == '\n') {
        escaped.append("\\n");
      } else if (Character.isISOControl(c)) {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QueryText query && query.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
