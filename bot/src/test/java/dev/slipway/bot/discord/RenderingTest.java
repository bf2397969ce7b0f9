package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Form;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Press;
import dev.slipway.bot.conversation.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message as Discord takes it: within every limit, and meaning nothing that was not meant. */
@Tag("T2")
class RenderingTest {
  private static final PostId ID = new PostId("p-1");
  private static final Account ADA = new Account("discord", "803511102246700001");

  private static Message message(Message.Part... parts) {
    return new Message("shop v2 to prod", List.of(parts), 1, Optional.of("shop/42"));
  }

  private static Message.Paragraph paragraph(String text) {
    return new Message.Paragraph(Words.of(text));
  }

  private static DataObject json(Message message) {
    try (MessageCreateData data = Rendering.post(message, ID)) {
      DataObject json = data.toData();
      assertDoesNotThrow(() -> MessageRules.check(json, data.getFiles().size(), false));
      return json;
    }
  }

  private static String content(Message message) {
    return json(message).getString("content");
  }

  @Test
  void aShortMessageIsTextAndItsMarkIsSmallPrint() {
    DataObject json =
        json(
            message(
                new Message.Paragraph(
                    Words.of(
                        new Words.Plain("Ben approved "),
                        new Words.Strong("shop/42"),
                        new Words.Plain(" as "),
                        new Words.Code("on-call"),
                        new Words.Plain("."))),
                new Message.Verbatim("p95  231 ms\np99  455 ms"),
                new Message.Note(Words.of("plan 3b7f"))));

    assertEquals(
        """
        Ben approved **shop/42** as `on-call`.
        ```
        p95  231 ms
        p99  455 ms
        ```
        -# plan 3b7f
        -# shop/42 · p-1\
        """,
        json.getString("content"));
    assertEquals(MessageRules.SUPPRESS_EMBEDS, json.getInt("flags"));
    assertTrue(MessageRules.list(json, "embeds").isEmpty());
  }

  /** Lists are the conversation's own; what begins a line in them is text all the same. */
  @Test
  void linesStayLines() {
    assertEquals(
        """
        **Open:**
        • missing: on-call
        \\# shouting
        1\\. counting
        -# small print
        -# of two lines
        -# shop/42 · p-1\
        """,
        content(
            message(
                new Message.Paragraph(
                    Words.of(
                        new Words.Strong("Open:\n"),
                        new Words.Plain("• missing: on-call\n# shouting\n1. counting"))),
                new Message.Note(Words.of("small print\nof two lines")))));
  }

  @Test
  void factsStandSideBySideBelowOneSentence() {
    DataObject json =
        json(
            message(
                new Message.Headline("shop v2.4.1 to production: rolling out, 25 %"),
                paragraph("Users: 75 % on v2.4.0."),
                new Message.Fields(
                    List.of(
                        new Message.Field("Risk", Words.of("MEDIUM")),
                        new Message.Field("Owner", Words.of(new Words.Mention(ADA))),
                        new Message.Field("Ticket", Words.of(""))))));

    DataObject embed = json.getArray("embeds").getObject(0);
    assertEquals("shop v2 to prod\n<@" + ADA.id() + ">", json.getString("content"));
    assertEquals("shop v2.4.1 to production: rolling out, 25 %", embed.getString("title"));
    assertEquals("Users: 75 % on v2.4.0.", embed.getString("description"));
    assertEquals(
        List.of("MEDIUM", "<@" + ADA.id() + ">", "–"),
        embed.getArray("fields").stream(DataArray::getObject)
            .map(field -> field.getString("value"))
            .toList());
    assertEquals("shop/42 · p-1", embed.getObject("footer").getString("text"));
  }

  @Test
  void momentsAreInEachReadersOwnZone() {
    assertTrue(
        content(
                message(
                    new Message.Paragraph(
                        Words.of(new Words.Time(Instant.ofEpochSecond(1_763_650_000))))))
            .startsWith("<t:1763650000:f>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "⇒",
      value = {
        "*bold* _it_ ~~no~~ ||spoiler|| ⇒ \\*bold\\* \\_it\\_ \\~\\~no\\~\\~ \\|\\|spoiler\\|\\|",
        "`rm` [here](https://evil.example) ⇒ \\`rm\\` \\[here\\]\\(https\\://evil.example\\)",
        "<@803511102246700001> <@&1> <#2> <t:0:f> ⇒ \\<@803511102246700001\\> \\<@&1\\> \\<#2\\> \\<t:0:f\\>",
        "# big ⇒ \\# big",
        "-# small ⇒ \\-# small",
        "- a list ⇒ \\- a list",
        "1. a list ⇒ 1\\. a list",
        "> said ⇒ \\> said",
        "C:\\temp ⇒ C:\\\\temp",
      })
  void textOfStrangersStaysText(String text, String escaped) {
    assertEquals(escaped + "\n-# shop/42 · p-1", content(message(paragraph(text))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@everyone",
        "@here now",
        "@EVERYONE",
        "@every\u200Bone",
        "@\u202Eeveryone",
        "`@everyone`",
        "<@&803511102246789120>",
        "<@803511102246700001>",
        "\\<@803511102246700001>",
        "line\n@everyone",
      })
  void nobodyIsToldByTextOfStrangers(String text) {
    Message everywhere =
        new Message(
            text,
            List.of(
                new Message.Headline(text),
                paragraph(text),
                new Message.Paragraph(Words.of(new Words.Strong(text), new Words.Code(text))),
                new Message.Fields(List.of(new Message.Field(text, Words.of(text)))),
                new Message.Verbatim(text),
                new Message.Note(Words.of(text))),
            1,
            Optional.of("shop/42"));
    for (DataObject json : List.of(json(everywhere), json(message(paragraph(text))))) {
      DataObject allowed = json.getObject("allowed_mentions");
      assertTrue(allowed.getArray("parse").isEmpty());
      assertTrue(MessageRules.list(allowed, "users").isEmpty(), allowed.toString());
      String all = json.toString().toLowerCase(java.util.Locale.ROOT);
      assertFalse(all.contains("@everyone") || all.contains("@here"), all);
    }
  }

  @Test
  void onlyPeopleWhoAreMeantAreTold() {
    DataObject json =
        json(
            message(
                new Message.Paragraph(
                    Words.of(
                        new Words.Mention(ADA),
                        new Words.Plain(" and <@803511102246700002>"),
                        new Words.Mention(new Account("slack", "U024BE7LH")),
                        new Words.Mention(new Account("discord", "1> @everyone"))))));

    assertEquals(
        List.of(ADA.id()),
        json.getObject("allowed_mentions").getArray("users").stream(DataArray::getString).toList());
    assertTrue(json.getObject("allowed_mentions").getArray("parse").isEmpty());
    assertTrue(json.getString("content").contains("U024BE7LH"));
  }

  @Test
  void aLinkIsOneOnlyWhereItLeadsToTheWeb() {
    assertTrue(
        content(
                message(
                    new Message.Paragraph(
                        Words.of(new Words.Link("https://example.org/a_(b)", "the *plan*")))))
            .startsWith("[the \\*plan\\*](<https://example.org/a_%28b%29>)"));
    assertTrue(
        content(
                message(
                    new Message.Paragraph(
                        Words.of(new Words.Link("javascript:alert(1)", "the plan")))))
            .startsWith("the plan\n"));
    assertTrue(
        content(
                message(
                    new Message.Paragraph(
                        Words.of(new Words.Link("https://a> [b](https://evil", "the plan")))))
            .startsWith("the plan\n"));
  }

  @Test
  void aBlockCannotBeLeft() {
    String content = content(message(new Message.Verbatim("a\n```\n@everyone\n```js\nb")));

    assertEquals(2, content.split("```", -1).length - 1, content);
  }

  /** Every letter of it would be escaped. */
  @ParameterizedTest
  @ValueSource(ints = {1, 200, 1999, 2000, 2001, 4096, 4097, 20_000})
  void everyLengthFits(int length) {
    for (String letter : List.of("x", "*", "🚀", "@everyone ", "\n")) {
      String text = letter.repeat(length / letter.length() + 1);
      List<Message.Field> fields = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        fields.add(new Message.Field(text, Words.of(text)));
      }
      DataObject unused =
          json(
              new Message(
                  text,
                  List.of(
                      new Message.Headline(text),
                      paragraph(text),
                      new Message.Fields(fields),
                      new Message.Verbatim(text),
                      new Message.Note(Words.of(text)),
                      new Message.Attachment(text, text)),
                  1,
                  Optional.of(text)));
      DataObject alone = json(message(paragraph(text)));
      DataObject block = json(message(new Message.Verbatim(text)));
      assertTrue(alone.hasKey("content") && block.hasKey("content"));
    }
  }

  @Test
  void whatIsTooLongIsCutAndAttachedWhole() throws Exception {
    String lines = "0123456789 0123456789\n".repeat(400);

    try (MessageCreateData data =
        Rendering.post(message(paragraph("The log:"), new Message.Verbatim(lines)), ID)) {
      DataObject embed = data.toData().getArray("embeds").getObject(0);
      assertTrue(
          embed
              .getString("description")
              .endsWith("```\n… cut here; the whole text is in the file."),
          embed.getString("description"));
      FileUpload file = data.getFiles().getFirst();
      String whole =
          new String(file.getData().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertTrue(whole.startsWith("The log:\n0123456789") && whole.length() > lines.length());
    }
  }

  @Test
  void fiveRowsOfFiveAndNoButtonTwice() {
    List<Message.Part> parts = new ArrayList<>();
    for (int row = 0; row < 7; row++) {
      List<Message.Button> buttons = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        Press press = new Press("confirm", "shop/42", 1, "item-" + row + "-" + i, Optional.empty());
        buttons.add(new Message.Button("Confirm " + "x".repeat(90), "", Message.Tone.PLAIN, press));
        buttons.add(new Message.Button("Twice", "", Message.Tone.PLAIN, press));
      }
      parts.add(new Message.Buttons(buttons));
    }

    DataArray rows = json(message(parts.toArray(Message.Part[]::new))).getArray("components");

    assertEquals(5, rows.length());
    assertEquals(5, rows.getObject(0).getArray("components").length());
    assertEquals(2, rows.getObject(1).getArray("components").length());
  }

  @Test
  void aMenuHasTwentyFiveChoicesAndSaysSo() {
    List<Message.Choice> choices = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      choices.add(new Message.Choice("item-" + i, "Item " + "y".repeat(100)));
      choices.add(new Message.Choice("item-" + i, "the same"));
    }

    DataObject menu =
        json(message(
                new Message.Menu(
                    "Confirm an item",
                    new Press("confirm", "shop/42", 1, "", Optional.empty()),
                    choices)))
            .getArray("components")
            .getObject(0)
            .getArray("components")
            .getObject(0);

    assertEquals(25, menu.getArray("options").length());
    assertEquals("Confirm an item (the first 25)", menu.getString("placeholder"));
  }

  @Test
  void aFormFitsWhateverItAsks() {
    List<Form.Question> questions = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      questions.add(
          new Form.Question("q" + i, "Label ".repeat(20), "hint ".repeat(50), i % 2 == 0));
    }

    DataObject modal =
        Components.modal(
                new Form(
                    new Press("waive", "shop/42", 1, "load-test", Optional.empty()),
                    "A title that is much longer than a title should be",
                    "*Everyone* sees it. ".repeat(300),
                    questions))
            .toData();

    assertDoesNotThrow(() -> FormRules.modal(modal));
    assertEquals(5, modal.getArray("components").length());
  }
}
