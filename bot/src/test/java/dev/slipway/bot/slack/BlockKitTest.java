package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.util.json.GsonFactory;
import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Png;
import dev.slipway.bot.conversation.Press;
import dev.slipway.bot.conversation.Words;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a message holds, Slack takes it: at each limit, and past it. */
class BlockKitTest {
  private static final String CUT = "Shortened:";

  private static Message message(Message.Part... parts) {
    return new Message("said", List.of(parts), 3, Optional.of("shop/42"));
  }

  private static JsonArray blocks(Message message) {
    List<LayoutBlock> blocks = BlockKit.of(message, "r3-x", Map.of());
    return GsonFactory.createSnakeCase().toJsonTree(blocks).getAsJsonArray();
  }

  private static JsonArray taken(Message message) {
    JsonArray blocks = blocks(message);
    assertEquals(List.of(), BlockRules.ofMessage(blocks, file -> false));
    int length = BlockKit.text(message).length() + SlackText.of(blocks).length();
    assertTrue(length < BlockKit.LONGEST_MESSAGE, "length " + length);
    return blocks;
  }

  private static Message.Button button(String label) {
    return new Message.Button(
        label,
        label,
        Message.Tone.DANGER,
        new Press("rollback", "shop/42", 3, "", Optional.empty()));
  }

  @Test
  void keepsWhatFits() {
    JsonArray blocks =
        taken(
            message(
                new Message.Headline("shop v2 to production"),
                new Message.Paragraph(Words.of("x".repeat(2_000))),
                new Message.Fields(
                    Collections.nCopies(10, new Message.Field("Owner", Words.of("Ada")))),
                new Message.Buttons(Collections.nCopies(25, button("Roll back"))),
                new Message.Note(Words.of("Plan 3b7f"))));

    assertEquals(5, blocks.size());
    assertFalse(SlackText.of(blocks).contains(CUT));
  }

  @Test
  void cutsEachThingThatIsTooLongAndSaysSo() {
    for (Message.Part part :
        List.of(
            new Message.Paragraph(Words.of("<&>".repeat(3_000))),
            new Message.Fields(
                Collections.nCopies(11, new Message.Field("Label", Words.of("value")))),
            new Message.Fields(List.of(new Message.Field("L", Words.of("&".repeat(2_000))))),
            new Message.Verbatim("a line of a log\n".repeat(2_000)),
            new Message.Verbatim("x".repeat(9_000)),
            new Message.Note(Words.of("n".repeat(5_000))),
            new Message.Buttons(Collections.nCopies(26, button("Roll back"))),
            new Message.Menu(
                "Items",
                new Press("confirm", "shop/42", 3, "", Optional.empty()),
                IntStream.range(0, 101)
                    .mapToObj(i -> new Message.Choice("item-" + i, "Item " + i))
                    .toList()))) {
      assertTrue(SlackText.of(taken(message(part))).contains(CUT), part.getClass().getSimpleName());
    }
  }

  @Test
  void staysBelowTheLengthAtWhichSlackRefusesAndKeepsItsButtons() {
    Message.Part[] parts =
        Stream.concat(
                Stream.generate(() -> new Message.Paragraph(Words.of("w".repeat(900)))).limit(40),
                Stream.of(new Message.Buttons(List.of(button("Roll back")))))
            .toArray(Message.Part[]::new);

    JsonArray blocks = taken(message(parts));

    assertEquals(List.of("Roll back"), SlackText.buttons(blocks));
    assertTrue(SlackText.of(blocks).contains(CUT));
  }

  @Test
  void hasAtMostFiftyBlocks() {
    JsonArray blocks =
        taken(
            message(
                Stream.generate(() -> new Message.Paragraph(Words.of("p")))
                    .limit(80)
                    .toArray(Message.Part[]::new)));

    assertEquals(50, blocks.size());
  }

  @Test
  void leavesOutWhatIsEmpty() {
    JsonArray blocks =
        taken(
            message(
                new Message.Headline(""),
                new Message.Paragraph(Words.of("")),
                new Message.Fields(List.of()),
                new Message.Verbatim("\n"),
                new Message.Buttons(List.of()),
                new Message.Menu(
                    "none", new Press("confirm", "shop/42", 3, "", Optional.empty()), List.of()),
                new Message.Note(Words.of("only this"))));

    assertEquals("only this", SlackText.of(blocks));
  }

  @Test
  void aButtonThatCannotComeBackIsNotOffered() {
    Press tooLong = new Press("confirm", "shop/42", 3, "x".repeat(100), Optional.empty());
    Message.Button button = new Message.Button("Confirm", "Confirm", Message.Tone.PLAIN, tooLong);

    assertEquals(
        List.of(), SlackText.buttons(blocks(message(new Message.Buttons(List.of(button))))));
  }

  @Test
  void hasNoMarkupThatLettersCouldBreakOutOf() {
    JsonArray blocks = taken(message(new Message.Verbatim("```\n<!channel> *b* ``` <@U1>\ta")));

    assertTrue(blocks.toString().contains("\"type\":\"rich_text_preformatted\""));
    assertEquals("```\n<!channel> *b* ``` <@U1>    a", SlackText.of(blocks));
    assertFalse(blocks.toString().contains("mrkdwn"));
  }

  @Test
  void sendsMarkupLetterByLetterAndNothingAsALinkOfSlacksOwn() {
    JsonArray blocks =
        taken(
            message(
                new Message.Paragraph(Words.of("see evil.example @everyone <!channel>")),
                new Message.Note(Words.of("https://evil.example"))));

    assertEquals(2, blocks.toString().split("\"verbatim\":true", -1).length - 1);
    assertEquals(List.of(), SlackText.mentioned(blocks));
  }

  @Test
  void onlyAMentionMentions() {
    JsonArray blocks =
        taken(
            message(
                new Message.Paragraph(
                    Words.of(new Words.Mention(new Account("slack", "U024BE7LH"))))));

    assertEquals(List.of("U024BE7LH"), SlackText.mentioned(blocks));
    assertEquals("said &lt;!channel&gt;", BlockKit.text(Message.of("said <!channel>")));
  }

  @Test
  void aPictureHasWordsInItsPlaceUntilItIsThere() {
    Message.Picture picture = new Message.Picture(new Png(new byte[] {1}), "a.png", "Errors rose");
    JsonArray with =
        GsonFactory.createSnakeCase()
            .toJsonTree(BlockKit.of(message(picture), "r", Map.of(picture, "F1")))
            .getAsJsonArray();

    assertEquals("Errors rose", SlackText.of(blocks(message(picture))));
    assertEquals(List.of(), BlockRules.ofMessage(with, "F1"::equals));
    assertEquals("(picture: Errors rose)", SlackText.of(with));
  }
}
