package dev.slipway.migration;

import dev.slipway.migration.ColumnTypes.Constant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a migration's text from a closed world: what is provably additive is {@link Phase#EXPAND},
 * everything else needs a person and is {@link Phase#UNSAFE}. Nothing here ever answers MIGRATE or
 * CONTRACT: what a running version uses cannot be seen from the text.
 */
public final class PhaseJudge {
  private static final int MOST_REASONS = 20;

  /** Whatever grammar they stand in, these never pass as additive. */
  private static final Map<String, String> NEVER =
      Map.of(
          "drop", "drops something the running version may use",
          "rename", "renames something the running version may use",
          "update", "updates data",
          "delete", "deletes data",
          "truncate", "deletes data");

  private static final Map<String, String> OTHERWISE =
      Map.of(
          "insert", "writes into a table that may be in use",
          "do", "cannot be judged: a block of code may do anything",
          "call", "cannot be judged: a procedure may do anything",
          "execute", "cannot be judged: it runs SQL that is not in the file",
          "select", "cannot be judged: a query may call functions that do anything",
          "grant", "changes who may do what",
          "revoke", "takes away a right the running version may need",
          "alter", "alters something the running version may use",
          "lock", "locks a table in use");

  /**
   * The phase with its reasons, each beginning with the line it is about; at most 20, and a last
   * one that counts the others.
   *
   * @param reasons for UNSAFE what is not proven, for EXPAND what is added; empty for a file
   *     without statements
   */
  public record Judgement(Phase phase, List<String> reasons) {
    public Judgement {
      reasons = List.copyOf(reasons);
    }
  }

  private PhaseJudge() {}

  /** Judges one file. Never throws, whatever the text. */
  public static Judgement judge(String sql) {
    return switch (Tokenizer.read(sql)) {
      case Statements.Doubt doubt ->
          new Judgement(
              Phase.UNSAFE, List.of("line " + doubt.line() + ": cannot be judged: " + doubt.why()));
      case Statements.Read read -> judge(read.statements());
    };
  }

  private static Judgement judge(List<List<Token>> statements) {
    Made made = Made.nothing();
    Set<String> good = new LinkedHashSet<>();
    List<String> bad = new ArrayList<>();
    int concurrent = 0;
    for (List<Token> statement : statements) {
      Ruling ruling = ruling(statement, made);
      String said = "line " + statement.getFirst().line() + ": " + ruling.why();
      if (ruling.additive()) {
        good.add(said);
      } else {
        bad.add(said);
      }
      concurrent += statement.stream().anyMatch(token -> token.is("concurrently")) ? 1 : 0;
    }
    if (concurrent > 0 && concurrent < statements.size()) {
      bad.add(
          "line 1: CREATE INDEX CONCURRENTLY cannot run in one transaction with other statements; give it a file of its own");
    }
    return bad.isEmpty()
        ? new Judgement(Phase.EXPAND, shortened(List.copyOf(good)))
        : new Judgement(Phase.UNSAFE, shortened(bad));
  }

  private static List<String> shortened(List<String> reasons) {
    if (reasons.size() <= MOST_REASONS) {
      return reasons;
    }
    List<String> first = new ArrayList<>(reasons.subList(0, MOST_REASONS));
    first.add("and " + (reasons.size() - MOST_REASONS) + " more");
    return first;
  }

  private static Ruling ruling(List<Token> statement, Made made) {
    for (Token token : statement) {
      Optional<String> never = never(token);
      if (never.isPresent()) {
        return Ruling.refused(never.get());
      }
    }
    Cursor cursor = new Cursor(statement);
    if (cursor.takes("create")) {
      return NewObject.judge(cursor, made);
    }
    if (cursor.takes("alter", "table")) {
      return AddedColumns.judge(cursor, made);
    }
    if (cursor.takes("comment", "on")) {
      return comment(statement);
    }
    if (cursor.takes("insert", "into")) {
      return insert(cursor, made);
    }
    Token first = statement.getFirst();
    String why = first.kind() == Token.Kind.WORD ? OTHERWISE.get(first.name()) : null;
    return why != null
        ? Ruling.refused(why)
        : Ruling.unknown("it is not among the statements known to be additive");
  }

  private static Optional<String> never(Token token) {
    return switch (token.kind()) {
      case WORD -> Optional.ofNullable(NEVER.get(token.name()));
      // Only a name, but whoever calls a column "drop" can have a person look at it.
      case QUOTED ->
          Arrays.stream(token.text().toLowerCase(Locale.ROOT).split("[^a-z]+", -1))
              .filter(NEVER::containsKey)
              .findFirst()
              .map(word ->
                  "cannot be judged: a name holds the word " + word.toUpperCase(Locale.ROOT));
      case STRING, NUMBER, SYMBOL -> Optional.empty();
    };
  }

  private static Ruling comment(List<Token> statement) {
    int last = statement.size() - 1;
    Token value = statement.get(last);
    boolean valued = value.kind() == Token.Kind.STRING || value.is("null");
    return last >= 4 && valued && statement.get(last - 1).is("is")
        ? Ruling.additive("writes a comment")
        : Ruling.unknown("the comment is not understood");
  }

  /** Only constants, so that no function runs that nobody has looked at. */
  private static Ruling insert(Cursor cursor, Made made) {
    Optional<String> table = cursor.takesName();
    if (table.isEmpty() || !made.tables().contains(table.get())) {
      return Ruling.refused("writes into a table that may be in use");
    }
    if (!made.quietTables().contains(table.get())) {
      return Ruling.unknown("the table's own rules call a function nobody has looked at");
    }
    boolean columns =
        !cursor.sees("(") || cursor.takesGroup().filter(PhaseJudge::areNames).isPresent();
    if (!columns || !cursor.takes("values")) {
      return Ruling.unknown("it writes more than constants");
    }
    do {
      Optional<List<Token>> row = cursor.takesGroup();
      if (row.isEmpty() || !areConstants(row.get(), made)) {
        return Ruling.unknown("it writes more than constants");
      }
    } while (cursor.takes(","));
    return cursor.atEnd()
        ? Ruling.additive("fills a new table")
        : Ruling.unknown("it writes more than constants");
  }

  private static boolean areNames(List<Token> tokens) {
    return tokens.stream().allMatch(token -> token.isName() || token.is(","));
  }

  private static boolean areConstants(List<Token> tokens, Made made) {
    Cursor cursor = new Cursor(tokens);
    do {
      if (!cursor.takes("default") && ColumnTypes.takesConstant(cursor, made) == Constant.NONE) {
        return false;
      }
    } while (cursor.takes(","));
    return cursor.atEnd();
  }
}
