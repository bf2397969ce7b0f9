package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTest {
  private static Tokens shell(String line) {
    return new Tokenizer().tokens(line);
  }

  private static Tokens chat(String line) {
    return new ChatTokenizer().tokens(line);
  }

  private static Tokens words(String... words) {
    return new Tokens.Words(List.of(words));
  }

  @Test
  void keepsBlanksInQuotes() {
    assertEquals(words("a", "b c", "d e", ""), shell(" a  \"b c\" 'd e' \"\" "));
    assertEquals(
        words("--reason=two words", "--reason=three more words"),
        shell("--reason=\"two words\" --reason='three more words'"));
  }

  @Test
  void takesTheMeaningAwayFromAQuoteOrBackslashInDoubleQuotesOnly() {
    assertEquals(
        words("say \"hi\" \\ \\n", "a\\b", "c\\"), shell("\"say \\\"hi\\\" \\\\ \\n\" a\\b 'c\\'"));
  }

  @Test
  void takesAnApostropheInsideAWordAsOne() {
    assertEquals(words("don't", "it's"), shell("don't it's"));
  }

  @Test
  void keepsEverythingAfterTwoHyphensAsOneText() {
    assertEquals(
        words("rollback", "--", "it doesn't  \"load\" -- at all"),
        shell("rollback --   it doesn't  \"load\" -- at all "));
    assertEquals(words("rollback", "--"), shell("rollback -- "));
    assertEquals(words("rollback", "--", "-n"), shell("rollback \"--\" -n"));
  }

  @Test
  void saysWhereAQuoteIsOpenedThatIsNeverClosed() {
    assertEquals(new Tokens.Unclosed('"', 5), shell("show \"shop/42"));
    assertEquals(new Tokens.Unclosed('\'', 0), shell("'"));
    assertEquals(new Tokens.Unclosed('"', 0), shell("\"ends with a backslash\\\""));
  }

  @Test
  void repairsTypographicQuotesAndDashes() {
    assertEquals(
        words("rollback", "shop/42", "--reason", "it’s slow".replace('’', '\'')),
        chat("rollback shop/42 —reason “it’s slow”"));
    assertEquals(words("start", "-n", "--yes", "--json"), chat("start –n –yes —json"));
    assertEquals(
        words("rollback", "--", "slow – very — slow"), chat("rollback — slow – very — slow"));
    assertEquals(words("--reason", "slow — very slow"), chat("--reason “slow — very slow”"));
    assertEquals(words("--title", "a b", "x"), chat("--title „a b“ x"));
  }

  @Test
  void repairsBlanksThatAreNoneAndCharactersNobodySees() {
    assertEquals(words("show", "shop/42"), chat("show\u00a0shop/42\u200b"));
    assertEquals(words("show", "shop/42"), chat("`show shop/42`"));
    assertEquals(words("show", "shop/42"), chat("```show shop/42```"));
  }

  @Test
  void turnsMentionsChannelsLinksAndEntitiesIntoWords() {
    assertEquals(words("audit", "list", "--actor", "ada"), chat("audit list --actor <@U123|ada>"));
    assertEquals(
        words("U123", "#shop-deploys", "@here"), chat("<@U123> <#C1|shop-deploys> <!here>"));
    assertEquals(
        words("https://ci.example.org/1?a=b&c=d"),
        chat("<https://ci.example.org/1?a=b&amp;c=d|ci.example.org>"));
    assertEquals(words("ada@example.org"), chat("<mailto:ada@example.org|ada@example.org>"));
    assertEquals(
        words("errors", "<", "2", "%", ">", "&lt;"), chat("errors &lt; 2 % &gt; &amp;lt;"));
  }

  @Test
  void aNameOrAddressBringsNoWordsOfItsOwnIntoALine() {
    assertEquals(words("--actor", "U123"), chat("--actor <@U123|ada --yes>"));
    assertEquals(words("--actor", "U123"), chat("--actor <@U123|ada\" --yes \">"));
    assertEquals(words("x", "<", "y", "--yes>"), chat("x < y --yes>"));
  }
}
