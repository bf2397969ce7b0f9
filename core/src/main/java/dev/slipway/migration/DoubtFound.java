package dev.slipway.migration;

/**
 * Databases, or a tool before them, may read the text differently from here on. Never leaves the
 * tokenizer.
 */
final class DoubtFound extends Exception {
  private static final long serialVersionUID = 1L;
  private final int line;
  private final String why;

  DoubtFound(int line, String why) {
    super(why, null, false, false);
    this.line = line;
    this.why = why;
  }

  int line() {
    return line;
  }

  String why() {
    return why;
  }

  /** What makes the text doubtful wherever it stands, in comments and strings too. */
  static void inCharacters(String sql) throws DoubtFound {
    int seen = 1;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '\n') {
        seen++;
      } else if (c == '\r' && !(i + 1 < sql.length() && sql.charAt(i + 1) == '\n')) {
        throw new DoubtFound(
            seen, "a carriage return stands alone, and databases disagree whether it ends a line");
      } else if (c == '\uFFFD') {
        throw new DoubtFound(seen, "the file is not UTF-8");
      } else if (c == '$' && i + 1 < sql.length() && sql.charAt(i + 1) == '{') {
        throw new DoubtFound(seen, "a placeholder ${…} is replaced before it runs");
      } else if (Character.isISOControl(c) && c != '\t' && c != '\r') {
        throw new DoubtFound(seen, "a control character stands in the text");
      } else if (c == '\u2028' || c == '\u2029') {
        throw new DoubtFound(seen, "an unusual line separator stands in the text");
      }
    }
  }
}
