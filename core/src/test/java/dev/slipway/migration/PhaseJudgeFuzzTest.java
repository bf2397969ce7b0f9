package dev.slipway.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * D1: whatever the text, the judge answers, and a hostile word outside comments and strings never
 * passes as additive.
 */
class PhaseJudgeFuzzTest {
  private static final List<String> ADDITIVE =
      List.of(
          "create table t (id int, n text not null)",
          "create table if not exists \"x y\" (id bigint primary key)",
          "alter table a add column c text default 'x'",
          "alter table a add column c int not null default 0, add d jsonb",
          "comment on table a is 'words'",
          "create type m as enum ('a', 'b')",
          "create view v as select a, b from c where d = 'e'",
          "create sequence s");
  private static final List<String> HIDDEN =
      List.of(
          " -- drop table a; it's \"\n",
          " /* truncate a; ' \" $$ */ ",
          " -- delete\n",
          "\n",
          " ",
          "\t",
          "/**/");
  private static final List<String> WORDS =
      List.of(
          "drop",
          "DROP",
          "Rename",
          "update",
          "DELETE",
          "truncate",
          "drop table a",
          "delete from a",
          "update a set b = 1");
  private static final List<String> PIECES =
      List.of(
          "'",
          "''",
          "E'",
          "\\'",
          "$$",
          "$a$",
          "\"",
          "\"\"",
          "--",
          "/*",
          "*/",
          "\n",
          "\r",
          ";",
          "(",
          ")",
          ",",
          "::",
          "[",
          "]",
          "\0",
          "${",
          "drop",
          "create",
          "table",
          "alter",
          "add",
          "column",
          "insert",
          "into",
          "values",
          "comment",
          "on",
          "is",
          "null",
          "not",
          "default",
          "int",
          "text",
          "1",
          "-",
          ".",
          "t",
          "index",
          "concurrently",
          "as",
          "type",
          "enum",
          "view",
          "select",
          " ",
          "é",
          "😀");

  @Test
  void neverThrowsOnPiecesOfSql() {
    Random random = new Random(42);
    for (int round = 0; round < 60_000; round++) {
      StringBuilder sql = new StringBuilder();
      for (int i = random.nextInt(25); i >= 0; i--) {
        sql.append(PIECES.get(random.nextInt(PIECES.size())))
            .append(random.nextInt(3) == 0 ? "" : " ");
      }
      PhaseJudge.Judgement judged = PhaseJudge.judge(sql.toString());
      assertTrue(judged.phase() == Phase.EXPAND || !judged.reasons().isEmpty());
      if (judged.phase() == Phase.EXPAND) {
        assertTrue(!hasBareWord(sql.toString(), "drop"), sql::toString);
      }
    }
  }

  @Test
  void neverThrowsOnRandomCharacters() {
    Random random = new Random(43);
    for (int round = 0; round < 20_000; round++) {
      char[] text = new char[random.nextInt(60)];
      for (int i = 0; i < text.length; i++) {
        text[i] =
            random.nextInt(4) == 0
                ? (char) random.nextInt(65536)
                : (char) (32 + random.nextInt(95));
      }
      assertTrue(PhaseJudge.judge(new String(text)).phase() != Phase.CONTRACT);
    }
  }

  @Test
  void staysAdditiveWithHostileWordsHidden() {
    Random random = new Random(44);
    for (int round = 0; round < 5_000; round++) {
      String sql = file(random, "");
      assertEquals(
          Phase.EXPAND, PhaseJudge.judge(sql).phase(), () -> sql + PhaseJudge.judge(sql).reasons());
    }
  }

  @Test
  void neverPassesAHostileWordInTheOpen() {
    Random random = new Random(45);
    for (int round = 0; round < 20_000; round++) {
      String word = WORDS.get(random.nextInt(WORDS.size()));
      String sql = file(random, word);
      assertNotEquals(Phase.EXPAND, PhaseJudge.judge(sql).phase(), sql);
    }
  }

  @Test
  void neverPassesAHostileWordWhateverIsMutatedAroundIt() {
    Random random = new Random(46);
    int expanded = 0;
    for (int round = 0; round < 60_000; round++) {
      String sql = file(random, random.nextInt(2) == 0 ? "drop" : "");
      int cut = random.nextInt(sql.length());
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      String mutated =
          sql.substring(0, cut)
              + piece
              + sql.substring(Math.min(sql.length(), cut + random.nextInt(3)));
      if (PhaseJudge.judge(mutated).phase() == Phase.EXPAND) {
        expanded++;
        assertTrue(!hasBareWord(mutated, "drop"), mutated);
      }
    }
    assertTrue(expanded > 1_000, "the mutations leave something to judge: " + expanded);
  }

  /**
   * Statements with hidden text between them; the word, if any, stands in the open between two
   * tokens.
   */
  private static String file(Random random, String word) {
    StringBuilder sql = new StringBuilder();
    int count = 1 + random.nextInt(4);
    int victim = random.nextInt(count);
    for (int i = 0; i < count; i++) {
      sql.append(HIDDEN.get(random.nextInt(HIDDEN.size())));
      String statement = ADDITIVE.get(random.nextInt(ADDITIVE.size()));
      if (i == victim && !word.isEmpty()) {
        statement =
            switch (random.nextInt(3)) {
              case 0 -> word + HIDDEN.get(random.nextInt(HIDDEN.size())) + " " + statement;
              case 1 -> statement + " " + word;
              default -> statement + ";" + word;
            };
      }
      sql.append(statement).append(HIDDEN.get(random.nextInt(HIDDEN.size()))).append(';');
    }
    return sql.toString();
  }

  /** A second, slower reading by PostgreSQL's rules, written apart from the judge's own. */
  private static boolean hasBareWord(String sql, String word) {
    StringBuilder open = new StringBuilder();
    int i = 0;
    while (i < sql.length()) {
      String rest = sql.substring(i);
      if (rest.startsWith("--")) {
        int end = Math.max(rest.indexOf('\n'), rest.length() * (rest.indexOf('\n') < 0 ? 1 : 0));
        i += end;
      } else if (rest.startsWith("/*")) {
        int depth = 0;
        do {
          if (sql.startsWith("/*", i)) {
            depth++;
            i += 2;
          } else if (sql.startsWith("*/", i)) {
            depth--;
            i += 2;
          } else {
            i++;
          }
        } while (depth > 0 && i < sql.length());
        open.append(' ');
      } else if (rest.startsWith("$") && rest.matches("(?s)\\$([A-Za-z_][A-Za-z_0-9]*)?\\$.*")) {
        String tag = rest.substring(0, rest.indexOf('$', 1) + 1);
        int end = rest.indexOf(tag, tag.length());
        i += end < 0 ? rest.length() : end + tag.length();
      } else if (rest.startsWith("'")
          || ((rest.startsWith("e'") || rest.startsWith("E'")) && !endsInWord(open))) {
        boolean escapes = !rest.startsWith("'");
        i += escapes ? 2 : 1;
        while (i < sql.length()) {
          if ((escapes && sql.charAt(i) == '\\') || sql.startsWith("''", i)) {
            i += 2;
          } else if (sql.charAt(i) == '\'') {
            break;
          } else {
            i++;
          }
        }
        i++;
        open.append(' ');
      } else {
        open.append(rest.charAt(0));
        i++;
      }
    }
    return Pattern.compile("(?i)(?<![a-z0-9_$])" + word + "(?![a-z0-9_$])").matcher(open).find();
  }

  private static boolean endsInWord(StringBuilder open) {
    return !open.isEmpty() && Character.isLetterOrDigit(open.charAt(open.length() - 1));
  }
}
