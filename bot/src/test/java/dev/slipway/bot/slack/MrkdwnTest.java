package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Words;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text from outside becomes markup (misuse: mrkdwn injection). */
class MrkdwnTest {
  private static String of(Words.Piece... pieces) {
    return Mrkdwn.of(Words.of(pieces), 3_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!channel>",
        "<!here|here>",
        "<!everyone>",
        "<@U024BE7LH>",
        "<#C024BE7LH>",
        "<https://evil.example|shop.example>",
        "<!subteam^S1>",
        "&lt;!channel&gt;",
        "a<!channel>b\n<!here>",
        "<\u200b!channel>",
        "\u202e<!channel>"
      })
  void noPieceOfTextCanMentionOrLink(String text) {
    for (Words.Piece piece :
        new Words.Piece[] {
          new Words.Plain(text),
          new Words.Strong(text),
          new Words.Code(text),
          new Words.Link("https://slipway.example", text),
          new Words.Link("javascript:alert(1)", text),
          new Words.Link("https://a.example/" + text, "text"),
          new Words.Mention(new Account("slack", text)),
          new Words.Mention(new Account(text, "U1"))
        }) {
      String written = of(piece);
      String inside =
          piece instanceof Words.Link && written.startsWith("<http")
              ? written.substring(1, written.length() - 1)
              : written;
      assertTrue(!inside.contains("<") && !inside.contains(">"), written);
    }
  }

  @Test
  void piecesCarryTheMeaning() {
    assertEquals(
        "*shop/42* `v2` <@U024BE7LH> <https://ci.example/1?a=b&amp;c=d|build>",
        of(
            new Words.Strong("shop/42"),
            new Words.Plain(" "),
            new Words.Code("v2"),
            new Words.Plain(" "),
            new Words.Mention(new Account("slack", "U024BE7LH")),
            new Words.Plain(" "),
            new Words.Link("https://ci.example/1?a=b&c=d", "build")));
  }

  @Test
  void aTimeIsEachReadersOwnAndUtcWhereThatCannotBe() {
    assertEquals(
        "<!date^1763474400^{date_short_pretty} {time_secs}^2025-11-18 14:00:00 UTC>",
        of(new Words.Time(Instant.ofEpochSecond(1_763_474_400))));
  }

  @Test
  void formattingDoesNotEndEarly() {
    assertEquals("`a ˋ b`", of(new Words.Code("a ` b")));
    assertEquals("*a ∗ b*", of(new Words.Strong("a * b")));
    assertEquals("`rm -rf`", of(new Words.Code("rm\n-rf")));
    assertEquals("*Users:* 75 %", of(new Words.Strong("Users: "), new Words.Plain("75 %")));
    assertEquals("  ", of(new Words.Strong("  ")));
  }

  @Test
  void isCutOnlyBetweenWholeThings() {
    String words = Mrkdwn.of(Words.of("&".repeat(100)), 57);

    assertEquals("&amp;".repeat(10) + Mrkdwn.CUT, words);
    assertEquals("*aaaaaaa*… (cut)", Mrkdwn.of(Words.of(new Words.Strong("a".repeat(99))), 16));
    assertEquals(
        Mrkdwn.CUT, Mrkdwn.of(Words.of(new Words.Mention(new Account("slack", "U024BE7LH"))), 15));
  }

  @Test
  void linesStayLines() {
    assertEquals("*Why*\nerrors\n", of(new Words.Strong("Why"), new Words.Plain("\nerrors\n")));
  }

  @Test
  void nothingMovesTheCursorOrHides() {
    assertEquals("ab\nc", of(new Words.Plain("a\u001b\u202eb\r\nc\u0000")));
  }
}
