package dev.slipway.migration;

import java.util.Locale;

/**
 * One token of a statement.
 *
 * @param text as written; a quoted identifier without its quotes and with doubled quotes made
 *     single
 * @param line where it starts, from 1
 */
record Token(Kind kind, String text, int line) {
  enum Kind {
    /** An unquoted word: a keyword or a name. */
    WORD,
    /** A name in double quotes: never a keyword. */
    QUOTED,
    /** Any kind of string; {@code text} is what stands between the quotes, escapes unread. */
    STRING,
    NUMBER,
    SYMBOL
  }

  boolean is(String keywordOrSymbol) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(keywordOrSymbol);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /** A name as the database compares it: unquoted ones in lower case. */
  String name() {
    return kind == Kind.QUOTED ? text : text.toLowerCase(Locale.ROOT);
  }
}
