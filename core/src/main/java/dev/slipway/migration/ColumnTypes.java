package dev.slipway.migration;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the types and constants that are known to carry no rule and run no code. A domain, for one,
 * may refuse rows or compute a default, so a name that is not in this list is never taken.
 */
final class ColumnTypes {
  static final Set<String> SERIAL =
      Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");

  private static final Set<String> KNOWN =
      Set.of(
          ("smallint integer int int2 int4 int8 bigint tinyint mediumint decimal numeric dec real float float4 float8 double money "
                  + "text varchar char character bpchar citext tinytext mediumtext longtext boolean bool date time timestamp "
                  + "timestamptz timetz datetime interval uuid json jsonb xml bytea blob inet cidr macaddr macaddr8 bit varbit "
                  + "point line box path polygon circle tsvector tsquery int4range int8range numrange daterange tsrange tstzrange")
              .split(" "));

  private ColumnTypes() {}

  /**
   * Takes a whole type, arrays and lengths included; false, with the cursor anywhere, when it is
   * not a known one.
   */
  static boolean takes(Cursor cursor, Made made) {
    if (cursor.seesOneOf(KNOWN)) {
      String first = cursor.next().name();
      boolean varying =
          Set.of("character", "char", "bit").contains(first) && cursor.takes("varying");
      boolean precision = first.equals("double") && cursor.takes("precision");
      if (!takesLength(cursor)) {
        return false;
      }
      if (!varying && !precision && Set.of("time", "timestamp").contains(first)) {
        boolean zone =
            cursor.takes("with", "time", "zone") || cursor.takes("without", "time", "zone");
        if (!zone && (cursor.sees("with") || cursor.sees("without"))) {
          return false;
        }
      }
    } else {
      Optional<String> name = cursor.takesName();
      if (name.isEmpty() || !made.types().contains(name.get())) {
        return false;
      }
    }
    boolean array = cursor.takes("array");
    while (cursor.takes("[")) {
      cursor.takes(Token.Kind.NUMBER);
      if (!cursor.takes("]")) {
        return false;
      }
      array = true;
    }
    return array || !cursor.sees("(");
  }

  private static boolean takesLength(Cursor cursor) {
    Optional<List<Token>> length = cursor.takesGroup();
    return length.isEmpty()
        || length.get().stream()
            .allMatch(token -> token.kind() == Token.Kind.NUMBER || token.is(",") || token.is("-"));
  }

  /** What {@link #takesConstant} found. */
  enum Constant {
    VALUE,
    NULL,
    /** Something that is computed, or not understood. */
    NONE
  }

  /** Takes a constant with its casts; on NONE the cursor stands anywhere. */
  static Constant takesConstant(Cursor cursor, Made made) {
    Constant constant = takesBare(cursor, made);
    while (constant != Constant.NONE && cursor.takes("::")) {
      if (!takes(cursor, made)) {
        return Constant.NONE;
      }
    }
    return constant;
  }

  private static Constant takesBare(Cursor cursor, Made made) {
    Optional<List<Token>> group = cursor.takesGroup();
    if (group.isPresent()) {
      if (group.get().isEmpty() || group.get().getFirst().is("(")) {
        return Constant.NONE;
      }
      Cursor inside = new Cursor(group.get());
      Constant constant = takesConstant(inside, made);
      return inside.atEnd() ? constant : Constant.NONE;
    }
    if (cursor.takes("null")) {
      return Constant.NULL;
    }
    if (cursor.takes("true") || cursor.takes("false") || cursor.takes(Token.Kind.STRING)) {
      return Constant.VALUE;
    }
    if (cursor.takes("-") || cursor.takes("+")) {
      return cursor.takes(Token.Kind.NUMBER) ? Constant.VALUE : Constant.NONE;
    }
    if (cursor.takes(Token.Kind.NUMBER)) {
      return Constant.VALUE;
    }
    if (cursor.takes("array", "[", "]")) {
      return Constant.VALUE;
    }
    // date '2025-01-01'
    return cursor.seesOneOf(KNOWN) && takes(cursor, made) && cursor.takes(Token.Kind.STRING)
        ? Constant.VALUE
        : Constant.NONE;
  }

  /** Functions that change nothing and fail on nothing a row may hold. */
  private static final Set<String> HARMLESS =
      Set.of(
          "now",
          "gen_random_uuid",
          "uuid_generate_v4",
          "clock_timestamp",
          "transaction_timestamp",
          "nextval",
          "lower",
          "upper",
          "coalesce");

  private static final Set<String> OPENS_NO_CALL =
      words(
          "key unique check in and or not default using include with as on exclude values where table enum constraint collate");

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }

  /**
   * Whether something stands before a parenthesis that may be a call of a function nobody has
   * looked at.
   */
  static boolean callsSomething(List<Token> tokens) {
    Set<String> silent = new HashSet<>(KNOWN);
    silent.addAll(HARMLESS);
    silent.addAll(OPENS_NO_CALL);
    for (int i = 1; i < tokens.size(); i++) {
      Token before = tokens.get(i - 1);
      if (tokens.get(i).is("(") && before.isName()) {
        boolean quiet =
            before.kind() == Token.Kind.WORD
                && silent.contains(before.name())
                && !(i >= 2 && tokens.get(i - 2).is("."));
        if (!quiet && !followsReferences(tokens, i - 1)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the name that ends at {@code end} stands after REFERENCES. */
  private static boolean followsReferences(List<Token> tokens, int end) {
    int start = end;
    while (start >= 2 && tokens.get(start - 1).is(".") && tokens.get(start - 2).isName()) {
      start -= 2;
    }
    return start >= 1 && tokens.get(start - 1).is("references");
  }
}
