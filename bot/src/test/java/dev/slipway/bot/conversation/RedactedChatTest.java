package dev.slipway.bot.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.Candidate;
import dev.slipway.notice.Redaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** T3: what the configuration keeps out of chats gets into none, by whatever way. */
class RedactedChatTest {
  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final Press PRESS = new Press("show", "shop/1", 0, "", Optional.empty());
  private static final Place CHANNEL = Place.channel("memory", "C1");
  private static final Account ADA = new Account("memory", "U1");
  private static final PostId ID = new PostId("s1");

  /** The key in every text that a message has, and in every kind of part there is. */
  private static final Message EVERYWHERE =
      new Message(
          "spoken " + KEY,
          List.of(
              new Message.Headline("headline " + KEY),
              new Message.Paragraph(
                  Words.of(
                      new Words.Plain("plain " + KEY),
                      new Words.Strong(KEY),
                      new Words.Code("code " + KEY),
                      new Words.Link("https://example.org/" + KEY, "link " + KEY),
                      new Words.Plain(KEY.substring(0, 7)),
                      new Words.Strong(KEY.substring(7)),
                      new Words.Mention(ADA),
                      new Words.Time(Instant.EPOCH))),
              new Message.Fields(
                  List.of(new Message.Field("label " + KEY, Words.of("value " + KEY)))),
              new Message.Verbatim("first line\n" + KEY),
              new Message.Note(Words.of("note " + KEY)),
              new Message.Buttons(
                  List.of(
                      new Message.Button(
                          "button " + KEY, "told " + KEY, Message.Tone.PLAIN, PRESS))),
              new Message.Menu(
                  "menu " + KEY, PRESS, List.of(new Message.Choice("a", "choice " + KEY))),
              new Message.Picture(new Png(new byte[] {1}), "chart.png", "shows " + KEY),
              new Message.Attachment(KEY + ".txt", "text " + KEY)),
          7,
          Optional.of("shop/1"));

  private static final Form FORM =
      new Form(
          PRESS,
          "title " + KEY,
          "explanation " + KEY,
          List.of(new Form.Question("reason", "label " + KEY, "hint " + KEY, true)));

  private final List<Object> left = new ArrayList<>();
  private final Platform platform = new Platform();
  private final RedactedChat chat =
      new RedactedChat(platform, Redaction.of(List.of("AKIA[0-9A-Z]{16}")));

  /** Remembers what gets to it. */
  private final class Platform implements ChatPlatform {
    private Optional<ChatListener> listener = Optional.empty();

    @Override
    public String name() {
      return "memory";
    }

    @Override
    public void open(ChatListener hears) {
      listener = Optional.of(hears);
    }

    @Override
    public Connection connection() {
      return new Connection(true, "connected");
    }

    @Override
    public MessageId post(Place place, Message message, PostId id, boolean alsoInChannel) {
      left.add(message);
      return new MessageId("memory", "C1", "1");
    }

    @Override
    public Optional<MessageId> find(Place place, PostId id) {
      return Optional.empty();
    }

    @Override
    public void edit(MessageId posted, Message message, PostId id) {
      left.add(message);
    }

    @Override
    public void remove(Place place, MessageId posted, PostId id) {}

    @Override
    public Reactions reactions(MessageId posted) {
      return new Reactions(List.of(), true);
    }

    @Override
    public Place direct(Account to) {
      return Place.channel("memory", to.id());
    }

    @Override
    public void close() {}
  }

  private void hears() {
    platform
        .listener
        .orElseThrow()
        .heard(
            new Incoming.Typed("e1", ADA, CHANNEL, "show"),
            new Answering() {
              @Override
              public void privately(Message message) {
                left.add(message);
              }

              @Override
              public void openly(Message message) {
                left.add(message);
              }

              @Override
              public void form(Form form) {
                left.add(form);
              }
            });
  }

  private void mustBeClean(int messages) {
    assertEquals(messages, left.size());
    left.forEach(one -> assertFalse(one.toString().contains("AKIA"), one.toString()));
    left.forEach(one -> assertFalse(one.toString().contains(KEY.substring(7)), one.toString()));
  }

  @Test
  void whatIsPostedEditedAndToldIsClean() throws ChatTrouble {
    MessageId posted = chat.post(CHANNEL, EVERYWHERE, ID, true);
    chat.edit(posted, EVERYWHERE, ID);
    MessageId unused = chat.post(chat.direct(ADA), EVERYWHERE, ID, false);

    mustBeClean(3);
    assertEquals(EVERYWHERE.parts().size(), ((Message) left.getFirst()).parts().size());
    assertTrue(left.getFirst().toString().contains("headline [redacted]"));
    assertTrue(left.getFirst().toString().contains("picture was left out"));
  }

  @Test
  void whatIsAnsweredIsClean() {
    chat.open(
        new ChatListener() {
          @Override
          public void heard(Incoming incoming, Answering answering) {
            answering.privately(EVERYWHERE);
            answering.openly(EVERYWHERE);
            answering.form(FORM);
          }

          @Override
          public List<Candidate> complete(Account by, Place at, String line) {
            return List.of();
          }
        });

    hears();

    mustBeClean(3);
  }

  /** What a click sends back is stored by the platform like everything else. */
  @Test
  void noButtonAndNoMenuCarriesWhatIsKeptBack() throws ChatTrouble {
    Press press = new Press("confirm", "shop/1", 3, KEY, Optional.empty());
    Message.Button clean = new Message.Button("Details", "told", Message.Tone.PLAIN, PRESS);
    Message message =
        new Message(
            "spoken",
            List.of(
                new Message.Buttons(
                    List.of(
                        clean, new Message.Button("Confirm", "told", Message.Tone.GOOD, press))),
                new Message.Buttons(
                    List.of(new Message.Button("Confirm", "told", Message.Tone.GOOD, press))),
                new Message.Menu(
                    "Item",
                    PRESS,
                    List.of(new Message.Choice(KEY, "one"), new Message.Choice("b", "two"))),
                new Message.Menu("Item", press, List.of(new Message.Choice("b", "two")))),
            0,
            Optional.of("shop/" + KEY));

    MessageId unused = chat.post(CHANNEL, message, ID, false);

    mustBeClean(1);
    List<Message.Part> parts = ((Message) left.getFirst()).parts();
    assertEquals(new Message.Buttons(List.of(clean)), parts.get(0));
    assertEquals(
        4, parts.stream().filter(part -> part.toString().contains("button was left out")).count());
    assertEquals(6, parts.size());
  }

  @Test
  void aFormThatWouldCarryItIsNotShown() {
    chat.open(
        new ChatListener() {
          @Override
          public void heard(Incoming incoming, Answering answering) {
            answering.form(
                new Form(
                    new Press("confirm", "shop/1", 3, KEY, Optional.empty()),
                    "title",
                    "",
                    List.of()));
          }

          @Override
          public List<Candidate> complete(Account by, Place at, String line) {
            return List.of();
          }
        });

    hears();

    mustBeClean(1);
    assertTrue(left.getFirst().toString().contains("not shown"), left.toString());
  }

  @Test
  void completionOffersNothingThatIsKeptBack() {
    chat.open(
        new ChatListener() {
          @Override
          public void heard(Incoming incoming, Answering answering) {}

          @Override
          public List<Candidate> complete(Account by, Place at, String line) {
            return List.of(
                new Candidate(KEY, "", "words", true, ""),
                new Candidate("shop/1", "of " + KEY, "words", false, "for " + KEY));
          }
        });

    assertEquals(
        List.of(new Candidate("shop/1", "of [redacted]", "words", false, "for [redacted]")),
        platform.listener.orElseThrow().complete(ADA, CHANNEL, "show "));
  }

  @Test
  void whatNeedsNothingTakenOutIsTheSame() throws ChatTrouble {
    Message plain =
        new Message(
            "spoken",
            List.of(
                new Message.Paragraph(
                    Words.of(
                        new Words.Plain("by "),
                        new Words.Mention(ADA),
                        new Words.Link("https://example.org/", "there"))),
                new Message.Picture(new Png(new byte[] {1}), "chart.png", "errors rose")),
            1,
            Optional.empty());

    MessageId unused = chat.post(CHANNEL, plain, ID, false);

    assertEquals(List.of(plain), left);
  }
}
