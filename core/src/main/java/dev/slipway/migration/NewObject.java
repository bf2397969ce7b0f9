package dev.slipway.migration;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CREATE of something that was not there before: tables, types, sequences, views, schemas. */
final class NewObject {
  private NewObject() {}

  /**
   * @param cursor after CREATE
   */
  static Ruling judge(Cursor cursor, Made made) {
    if (cursor.takes("or", "replace")) {
      return Ruling.refused("replaces something the running version may use");
    }
    if (cursor.sees("index") || cursor.sees("unique")) {
      return NewIndex.judge(cursor, made);
    }
    if (cursor.takes("table")) {
      return table(cursor, made);
    }
    if (cursor.takes("type")) {
      return type(cursor, made);
    }
    if (cursor.takes("sequence")) {
      cursor.takes("if", "not", "exists");
      return cursor.takesName().isPresent() && cursor.rest().stream().noneMatch(NewObject::isOdd)
          ? Ruling.additive("creates a sequence")
          : Ruling.unknown("the sequence is not understood");
    }
    if (cursor.takes("view")) {
      return view(cursor);
    }
    if (cursor.takes("schema")) {
      cursor.takes("if", "not", "exists");
      boolean named = cursor.takesName().isPresent();
      boolean owned = !cursor.takes("authorization") || cursor.takesName().isPresent();
      return named && owned && cursor.atEnd()
          ? Ruling.additive("creates a schema")
          : Ruling.unknown("the schema holds more than its name");
    }
    if (cursor.sees("trigger") || cursor.sees("rule") || cursor.sees("policy")) {
      return Ruling.refused("runs with the running version's own statements");
    }
    return Ruling.unknown("what it creates is not among what is known to be additive");
  }

  private static boolean isOdd(Token token) {
    return token.kind() == Token.Kind.STRING
        || (token.kind() == Token.Kind.SYMBOL && !token.is("-") && !token.is("."));
  }

  private static Ruling table(Cursor cursor, Made made) {
    boolean perhapsOld = cursor.takes("if", "not", "exists");
    Optional<String> name = cursor.takesName();
    Optional<List<Token>> body = cursor.takesGroup();
    if (name.isEmpty() || body.isEmpty()) {
      return Ruling.unknown("the table is not a plain list of columns");
    }
    if (body.get().stream().anyMatch(token -> token.is("select"))) {
      return Ruling.unknown("the table is filled from a query");
    }
    while (!cursor.atEnd()) {
      if (!tail(cursor)) {
        return Ruling.unknown("what follows the table's columns is not understood");
      }
    }
    // A system table of the same name would be found first.
    boolean hidden = name.get().startsWith("pg_") || name.get().startsWith("sqlite_");
    if (!perhapsOld && !hidden) {
      made.tables().add(name.get());
      if (!ColumnTypes.callsSomething(body.get())) {
        made.quietTables().add(name.get());
      }
    }
    return Ruling.additive("creates a table");
  }

  /**
   * AS, INHERITS, PARTITION OF and everything unknown are left out: they read or touch what is
   * there.
   */
  private static boolean tail(Cursor cursor) {
    if (cursor.takes("with")) {
      return cursor.takesGroup().isPresent();
    }
    if (cursor.takes("partition", "by")) {
      boolean method = cursor.takes("range") || cursor.takes("list") || cursor.takes("hash");
      return method && cursor.takesGroup().isPresent();
    }
    if (cursor.takes("tablespace") || cursor.takes("using")) {
      return cursor.takesName().isPresent();
    }
    return cursor.takes("without", "rowid") || cursor.takes("strict") || cursor.takes(",");
  }

  private static Ruling type(Cursor cursor, Made made) {
    Optional<String> name = cursor.takesName();
    if (name.isEmpty() || !cursor.takes("as")) {
      return Ruling.unknown("the type is not understood");
    }
    cursor.takes("enum");
    if (cursor.takesGroup().isEmpty() || !cursor.atEnd()) {
      return Ruling.unknown("the type is not understood");
    }
    made.types().add(name.get());
    return Ruling.additive("creates a type");
  }

  private static Ruling view(Cursor cursor) {
    cursor.takes("if", "not", "exists");
    boolean named = cursor.takesName().isPresent();
    boolean columns = !cursor.sees("(") || cursor.takesGroup().isPresent();
    boolean options = !cursor.takes("with") || cursor.takesGroup().isPresent();
    boolean query =
        cursor.takes("as")
            && (cursor.sees("(") || cursor.seesOneOf(Set.of("select", "with", "values")));
    return named && columns && options && query
        ? Ruling.additive("creates a view")
        : Ruling.unknown("the view is not understood");
  }
}
