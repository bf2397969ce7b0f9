package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.QueryText.Values;
import dev.slipway.plan.QueryText.Word;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is put into a query stays a value, whatever it holds. */
@Tag("X2")
class QueryTextTest {
  @Test
  void putsValuesIntoStringsAndTheWindowIntoRanges() {
    QueryText query = QueryText.of("sum(increase(m{v=\"{version}\",s='{service}'}[{window}]))");
    assertEquals(
        "sum(increase(m{v=\"v2.0\",s='shop'}[30s]))",
        query.with(
            new Values()
                .put(Word.VERSION, "v2.0")
                .put(Word.SERVICE, "shop")
                .put(Word.WINDOW, "30s")));
  }

  @Test
  void putsTheSelectionBetweenBraces() {
    assertEquals(
        "rate(m{job=\"shop\"}[1m])",
        QueryText.of("rate(m{{select}}[1m])").with(new Values().put(Word.SELECT, "job=\"shop\"")));
  }

  @Test
  void writesAValueThatIsComparedAsAPatternSoThatItMatchesItselfAlone() {
    assertEquals(
        "m{v=~\"v2\\\\.0\\\\+x\"}",
        QueryText.of("m{v=~\"{version}\"}").with(new Values().put(Word.VERSION, "v2.0+x")));
    assertEquals(
        "m{instance=~\"10\\\\.0\\\\.0\\\\.1:80|shop-2\"}",
        QueryText.of("m{instance=~\"{instances}\"}")
            .with(new Values().put(Word.INSTANCES, List.of("10.0.0.1:80", "shop-2"))));
    assertEquals(
        "m{server=~\"web1|web2\"}",
        QueryText.of("m{server=~\"{servers}\"}")
            .with(new Values().put(Word.SERVERS, List.of("web1", "web2"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          m{v="{verson}"}       | {verson} means nothing here
          m{{version}}          | stands outside a string
          m{v=`{version}`}      | between backticks
          m{v="{window}"}       | stands in a string
          m{v="{select}"}       | stands in a string
          m{v="{instances}"}    | is a pattern for several
          m{v="{servers}"}      | is a pattern for several
          m{v="x}               | a string does not end
          m{v="x"               | brackets do not match
          m)(                   | brackets do not match
          m # {v="              | comments have no place
          m{verson}             | {verson} means nothing here
          """)
  void refuses(String text, String what) {
    QueryText.Reading.Unfit unfit =
        assertInstanceOf(QueryText.Reading.Unfit.class, QueryText.read(text));
    assertTrue(unfit.what().contains(what), unfit::what);
  }

  @Test
  void leavesNoWordWithoutAValue() {
    assertThrows(
        IllegalArgumentException.class, () -> QueryText.of("m{v=\"{side}\"}").with(new Values()));
  }

  @Test
  void noValueEndsItsString() {
    Random random = new Random(20_261_121);
    String alphabet = "\"'\\{}[]()#`\n=~,a{version}";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder value = new StringBuilder();
      for (int c = random.nextInt(12); c >= 0; c--) {
        value.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      for (String template : List.of("\"{version}\"", "'{version}'", "x=~\"{version}\"")) {
        String put = QueryText.of(template).with(new Values().put(Word.VERSION, value.toString()));
        int open = template.indexOf('{') - 1;
        assertEquals(put.length() - 1, end(put, open), put);
      }
    }
  }

  /** Where the string that begins at {@code from} ends, read as PromQL reads it. */
  private static int end(String text, int from) {
    char quote = text.charAt(from);
    for (int i = from + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i;
      }
      assertTrue(text.charAt(i) != '\n', "a line ends inside a string");
    }
    return -1;
  }
}
