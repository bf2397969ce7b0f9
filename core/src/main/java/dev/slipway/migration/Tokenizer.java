package dev.slipway.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL into statements of tokens by PostgreSQL's rules: nested comments, doubled quotes, E''
 * strings, dollar quotes. Where another database, or a tool that replaces placeholders first, could
 * read the same characters as something else, it gives up and says where: a DROP must not hide
 * behind a disagreement about where a string ends.
 */
final class Tokenizer {
  private static final String SYMBOLS = "(),.;=<>+-*/%|[]";

  private final String sql;
  private final List<List<Token>> statements = new ArrayList<>();
  private List<Token> current = new ArrayList<>();
  private int at;
  private int line = 1;
  private int depth;

  private Tokenizer(String sql) {
    this.sql = sql;
  }

  /** Reads a whole file. Time grows with the length of the text only. */
  static Statements read(String text) {
    String sql = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      DoubtFound.inCharacters(sql);
      return new Statements.Read(new Tokenizer(sql).all());
    } catch (DoubtFound doubt) {
      return new Statements.Doubt(doubt.line(), doubt.why());
    }
  }

  private List<List<Token>> all() throws DoubtFound {
    while (at < sql.length()) {
      next();
    }
    if (depth != 0) {
      throw doubt("a parenthesis does not close");
    }
    endStatement();
    return statements;
  }

  private void next() throws DoubtFound {
    char c = sql.charAt(at);
    if (c == '\n') {
      line++;
      at++;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      at++;
    } else if (sql.startsWith("--", at)) {
      lineComment();
    } else if (sql.startsWith("/*", at)) {
      blockComment();
    } else if (c == '\'') {
      string(false);
    } else if (c == '"') {
      quotedName();
    } else if (c == '$') {
      dollarString();
    } else if (digitAt(at) || (c == '.' && digitAt(at + 1))) {
      number();
    } else if (startsWord(c)) {
      word();
    } else {
      symbol(c);
    }
  }

  private void lineComment() throws DoubtFound {
    int end = sql.indexOf('\n', at);
    String comment = sql.substring(at + 2, end < 0 ? sql.length() : end);
    // MySQL takes -- without a space for two minus signs, and would run what follows.
    boolean spaced = comment.isEmpty() || comment.charAt(0) <= ' ';
    if (!spaced
        && (comment.indexOf(';') >= 0
            || comment.indexOf('\'') >= 0
            || comment.indexOf('"') >= 0
            || comment.contains("/*"))) {
      throw doubt("a comment without a space after -- is no comment everywhere");
    }
    at = end < 0 ? sql.length() : end;
  }

  private void blockComment() throws DoubtFound {
    if (sql.startsWith("/*!", at) || sql.startsWith("/*M!", at) || sql.startsWith("/*+", at)) {
      throw doubt("a comment that some databases run");
    }
    int nested = 0;
    boolean everNested = false;
    int i = at;
    int lines = 0;
    while (i < sql.length()) {
      if (sql.startsWith("/*", i)) {
        everNested |= ++nested > 1;
        i += 2;
      } else if (sql.startsWith("*/", i)) {
        i += 2;
        if (--nested == 0) {
          if (everNested) {
            throw doubt(
                "a comment inside a comment ends at different places in different databases");
          }
          line += lines;
          at = i;
          return;
        }
      } else {
        lines += sql.charAt(i) == '\n' ? 1 : 0;
        i++;
      }
    }
    throw doubt("a comment does not end");
  }

  /**
   * @param escapes whether a backslash escapes, as it does after E
   */
  private void string(boolean escapes) throws DoubtFound {
    int i = at + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == '\\') {
        if (!escapes) {
          throw doubt("a backslash in a string, and databases disagree whether it escapes");
        }
        i += 2;
      } else if (c == '\'' && charAt(i + 1) == '\'') {
        i += 2;
      } else if (c == '\'') {
        add(Token.Kind.STRING, sql.substring(at + 1, i), i + 1);
        return;
      } else {
        i++;
      }
    }
    throw doubt("a string does not end");
  }

  private void quotedName() throws DoubtFound {
    int i = at + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == '\\') {
        throw doubt("a backslash in a quoted name, and databases disagree whether it escapes");
      }
      if (c == '"' && charAt(i + 1) == '"') {
        i += 2;
      } else if (c == '"') {
        add(Token.Kind.QUOTED, sql.substring(at + 1, i).replace("\"\"", "\""), i + 1);
        return;
      } else {
        i++;
      }
    }
    throw doubt("a quoted name does not end");
  }

  private void dollarString() throws DoubtFound {
    int i = at + 1;
    while (i < sql.length()
        && sql.charAt(i) != '$'
        && (startsWord(sql.charAt(i)) || (i > at + 1 && digitAt(i)))) {
      i++;
    }
    if (charAt(i) != '$') {
      throw doubt("a dollar sign that opens no string");
    }
    String tag = sql.substring(at, i + 1);
    int end = sql.indexOf(tag, i + 1);
    if (end < 0) {
      throw doubt("a dollar-quoted string does not end");
    }
    add(Token.Kind.STRING, sql.substring(i + 1, end), end + tag.length());
  }

  private void number() throws DoubtFound {
    int i = at;
    while (digitAt(i) || charAt(i) == '.') {
      i++;
    }
    if ((charAt(i) == 'e' || charAt(i) == 'E')
        && (digitAt(i + 1) || ((charAt(i + 1) == '-' || charAt(i + 1) == '+') && digitAt(i + 2)))) {
      i += 2;
      while (digitAt(i)) {
        i++;
      }
    }
    if (i < sql.length() && (startsWord(sql.charAt(i)) || sql.charAt(i) == '$')) {
      throw doubt("a number runs into a word");
    }
    add(Token.Kind.NUMBER, sql.substring(at, i), i);
  }

  private void word() throws DoubtFound {
    int i = at;
    while (i < sql.length() && (startsWord(sql.charAt(i)) || digitAt(i) || sql.charAt(i) == '$')) {
      i++;
    }
    String text = sql.substring(at, i);
    if (text.indexOf('$') >= 0) {
      throw doubt("a name with a dollar sign, and databases disagree where it ends");
    }
    if (charAt(i) == '\'') {
      if (!text.equalsIgnoreCase("e")) {
        throw doubt("a string with a prefix");
      }
      at = i;
      string(true);
    } else if (charAt(i) == '&' || charAt(i) == '"') {
      throw doubt("a name with a prefix");
    } else {
      add(Token.Kind.WORD, text, i);
    }
  }

  private void symbol(char c) throws DoubtFound {
    if (c == ':' && charAt(at + 1) == ':') {
      add(Token.Kind.SYMBOL, "::", at + 2);
      return;
    }
    if (c == '!' && charAt(at + 1) == '=') {
      add(Token.Kind.SYMBOL, "!=", at + 2);
      return;
    }
    if (SYMBOLS.indexOf(c) < 0) {
      throw doubt("an unexpected character outside strings and comments");
    }
    if (c == '[') {
      // Elsewhere [name] is a quoted name that may hold anything.
      int i = at + 1;
      while (digitAt(i) || charAt(i) == ' ') {
        i++;
      }
      if (charAt(i) != ']') {
        throw doubt("brackets around more than a number");
      }
    }
    if (c == ';') {
      if (depth != 0) {
        throw doubt("a semicolon inside parentheses");
      }
      at++;
      endStatement();
      return;
    }
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (depth < 0) {
      throw doubt("a parenthesis closes that never opened");
    }
    add(Token.Kind.SYMBOL, String.valueOf(c), at + 1);
  }

  private void add(Token.Kind kind, String text, int end) {
    current.add(new Token(kind, text, line));
    for (int i = at; i < end; i++) {
      line += sql.charAt(i) == '\n' ? 1 : 0;
    }
    at = end;
  }

  private void endStatement() {
    if (!current.isEmpty()) {
      statements.add(List.copyOf(current));
      current = new ArrayList<>();
    }
  }

  /**
   * Letters beyond ASCII are left out: databases disagree about their lower case, so two names
   * could be one.
   */
  private static boolean startsWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private boolean digitAt(int i) {
    char c = charAt(i);
    return c >= '0' && c <= '9';
  }

  /**
   * NUL past the end: no text that is read further than {@link DoubtFound#inCharacters} holds one.
   */
  private char charAt(int i) {
    return i < sql.length() ? sql.charAt(i) : '\0';
  }

  private DoubtFound doubt(String why) {
    return new DoubtFound(line, why);
  }
}
