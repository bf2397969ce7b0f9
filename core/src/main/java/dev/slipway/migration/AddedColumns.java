package dev.slipway.migration;

import dev.slipway.migration.ColumnTypes.Constant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * ALTER TABLE that only adds columns the running version can ignore: nullable, or with a constant
 * default.
 */
final class AddedColumns {
  /** After ADD without COLUMN these begin something else than a column's name. */
  private static final Set<String> NO_COLUMN =
      Set.of(
          "constraint",
          "primary",
          "unique",
          "check",
          "foreign",
          "exclude",
          "index",
          "key",
          "fulltext",
          "spatial",
          "partition",
          "column",
          "not",
          "generated");

  private static final Map<String, String> REFUSALS =
      Map.of(
          "references", "adds a foreign key, which is checked against rows that are in use",
          "unique", "adds a unique constraint, which builds an index while writes wait",
          "primary", "adds a primary key to a table in use",
          "check", "adds a check, which rows of the running version may break",
          "generated", "adds a generated column, which rewrites the table",
          "constraint", "adds a constraint, which rows of the running version may break",
          "exclude", "adds a constraint, which rows of the running version may break",
          "foreign", "adds a foreign key, which is checked against rows that are in use");

  private AddedColumns() {}

  /**
   * @param cursor after ALTER TABLE
   */
  static Ruling judge(Cursor cursor, Made made) {
    if (cursor.takes("if")) {
      if (!cursor.takes("exists")) {
        return Ruling.unknown("the table's name is not understood");
      }
    }
    cursor.takes("only");
    if (cursor.takesName().isEmpty()) {
      return Ruling.unknown("the table's name is not understood");
    }
    int columns = 0;
    do {
      Optional<Ruling> refusal = column(cursor, made);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      columns++;
    } while (cursor.takes(","));
    return cursor.atEnd()
        ? Ruling.additive(
            columns == 1
                ? "adds a column the running version can ignore"
                : "adds columns the running version can ignore")
        : refusal(cursor);
  }

  private static Optional<Ruling> column(Cursor cursor, Made made) {
    if (!cursor.takes("add")) {
      return Optional.of(Ruling.refused("changes a table in another way than by adding a column"));
    }
    boolean said = cursor.takes("column");
    boolean already = cursor.takes("if", "not", "exists");
    if (!said && !already && cursor.seesOneOf(NO_COLUMN)) {
      return Optional.of(refusal(cursor));
    }
    if (!cursor.sees(Token.Kind.WORD) && !cursor.sees(Token.Kind.QUOTED)) {
      return Optional.of(Ruling.unknown("the column's name is not understood"));
    }
    cursor.skip();
    if (cursor.seesOneOf(ColumnTypes.SERIAL)) {
      return Optional.of(Ruling.refused("adds a serial column, which rewrites the table"));
    }
    if (!ColumnTypes.takes(cursor, made)) {
      return Optional.of(
          Ruling.unknown(
              "the column's type is not among the built-in ones, and may carry rules of its own"));
    }
    return rules(cursor, made);
  }

  private static Optional<Ruling> rules(Cursor cursor, Made made) {
    boolean notNull = false;
    boolean filled = false;
    while (!cursor.atEnd() && !cursor.sees(",")) {
      if (cursor.takes("not", "null")) {
        notNull = true;
      } else if (cursor.takes("default")) {
        Constant constant = ColumnTypes.takesConstant(cursor, made);
        if (constant == Constant.NONE) {
          return Optional.of(Ruling.refused("adds a column whose default is not a plain constant"));
        }
        filled = constant == Constant.VALUE;
      } else if (cursor.takes("collate")) {
        if (cursor.takesName().isEmpty()) {
          return Optional.of(Ruling.unknown("the collation's name is not understood"));
        }
      } else if (!cursor.takes("null")) {
        return Optional.of(refusal(cursor));
      }
    }
    return notNull && !filled
        ? Optional.of(
            Ruling.refused(
                "adds a NOT NULL column without a default, which the running version does not fill"))
        : Optional.empty();
  }

  private static Ruling refusal(Cursor cursor) {
    if (cursor.sees(Token.Kind.WORD)) {
      String why = REFUSALS.get(cursor.next().name());
      if (why != null) {
        return Ruling.refused(why);
      }
    }
    return Ruling.unknown("the column's definition is not understood");
  }
}
