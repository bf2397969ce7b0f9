package dev.slipway.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CREATE INDEX on a table of the same file, or CONCURRENTLY over plain columns, which can refuse no
 * row.
 */
final class NewIndex {
  private static final Set<String> METHODS =
      Set.of("btree", "hash", "gin", "gist", "spgist", "brin");

  private NewIndex() {}

  /**
   * @param cursor after CREATE
   */
  static Ruling judge(Cursor cursor, Made made) {
    boolean unique = cursor.takes("unique");
    if (!cursor.takes("index")) {
      return Ruling.unknown("the index is not understood");
    }
    boolean concurrently = cursor.takes("concurrently");
    cursor.takes("if", "not", "exists");
    if (!cursor.sees("on") && cursor.takesName().isEmpty()) {
      return Ruling.unknown("the index's name is not understood");
    }
    if (!cursor.takes("on")) {
      return Ruling.unknown("the index's table is not understood");
    }
    cursor.takes("only");
    Optional<String> table = cursor.takesName();
    if (table.isEmpty()) {
      return Ruling.unknown("the index's table is not understood");
    }
    if (made.tables().contains(table.get())) {
      return ColumnTypes.callsSomething(afterTable(cursor))
          ? Ruling.unknown("an index calls a function nobody has looked at")
          : Ruling.additive("creates an index on a new table");
    }
    if (!concurrently) {
      return Ruling.refused(
          "blocks writes while it builds an index; CREATE INDEX CONCURRENTLY does not");
    }
    if (unique) {
      return Ruling.refused("makes a column unique, which the running version may not keep to");
    }
    return columns(cursor) && tail(cursor)
        ? Ruling.additive("creates an index without blocking")
        : Ruling.refused(
            "creates an index over more than plain columns, which may refuse rows of the running version");
  }

  /** The table's name just read must not look like a called function. */
  private static List<Token> afterTable(Cursor cursor) {
    List<Token> rest = new ArrayList<>(cursor.rest());
    if (!rest.isEmpty() && rest.getFirst().is("using") && rest.size() > 1) {
      rest.remove(1);
    }
    return rest;
  }

  private static boolean columns(Cursor cursor) {
    if (cursor.takes("using")) {
      if (!cursor.seesOneOf(METHODS)) {
        return false;
      }
      cursor.skip();
    }
    Optional<List<Token>> group = cursor.takesGroup();
    if (group.isEmpty() || group.get().isEmpty()) {
      return false;
    }
    Cursor column = new Cursor(group.get());
    do {
      if (column.takesName().isEmpty()) {
        return false;
      }
      while (!column.atEnd() && !column.sees(",")) {
        if (!column.next().isName()) {
          return false;
        }
      }
    } while (column.takes(","));
    return column.atEnd();
  }

  private static boolean tail(Cursor cursor) {
    if (cursor.takes("include") && cursor.takesGroup().isEmpty()) {
      return false;
    }
    if (cursor.takes("with") && cursor.takesGroup().isEmpty()) {
      return false;
    }
    if (cursor.takes("tablespace") && cursor.takesName().isEmpty()) {
      return false;
    }
    return cursor.takes("where") ? plainCondition(cursor) : cursor.atEnd();
  }

  /** Comparisons of columns with constants: nothing that could fail on a row. */
  private static boolean plainCondition(Cursor cursor) {
    while (!cursor.atEnd()) {
      if (cursor.takes("in")) {
        if (cursor
            .takesGroup()
            .filter(g -> g.stream().allMatch(NewIndex::isConstantOrComma))
            .isEmpty()) {
          return false;
        }
      } else {
        Token token = cursor.next();
        boolean plain =
            token.kind() != Token.Kind.SYMBOL || Set.of("=", "<", ">", "!=").contains(token.text());
        if (!plain) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isConstantOrComma(Token token) {
    return token.kind() == Token.Kind.STRING || token.kind() == Token.Kind.NUMBER || token.is(",");
  }
}
