package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Form;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Press;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What people do, as the conversation hears it. Nobody but Discord can make an event: they come
 * over a connection that the bot itself opened, encrypted, to Discord's address, and logged in to;
 * there is no door of ours that an event could be forged at.
 */
@Tag("T2")
class DiscordEventsTest {
  private static final Press APPROVE = new Press("approve", "shop/42", 7, "", Optional.empty());

  private ADiscord chat;
  private World.Person ada;
  private Account adaId;

  @BeforeEach
  void open() throws Exception {
    chat = new ADiscord().open();
    ada = chat.people.person("ada");
    adaId = new Account("discord", ada.id());
  }

  @AfterEach
  void close() {
    chat.close();
  }

  private World.Message withButtons(String channel) throws Exception {
    Message message =
        new Message(
            "shop v2",
            List.of(
                new Message.Headline("shop v2"),
                new Message.Buttons(
                    List.of(new Message.Button("Approve", "Approve", Message.Tone.GOOD, APPROVE))),
                new Message.Menu(
                    "Confirm",
                    new Press("confirm", "shop/42", 7, "", Optional.empty()),
                    List.of(new Message.Choice("on-call", "On-call knows"))),
                new Message.Note(dev.slipway.bot.conversation.Words.of("plan 3b7f"))),
            7,
            Optional.of("shop/42"));
    MessageId unused = chat.platform.post(ADiscord.CHANNEL, message, new PostId("root"), false);
    return chat.newest(channel);
  }

  private void hearsNothingBut(Incoming last) {
    Eventually.so(() -> last + " in " + chat.heard, () -> chat.heard.contains(last));
    assertEquals(List.of(last), chat.heard);
  }

  @Test
  void aLineOfTheCommand() {
    Interactions.One one =
        chat.people.types(ada, World.CHANNEL, "run", Map.of("line", "show shop/42 --events"));

    hearsNothingBut(new Incoming.Typed(one.id, adaId, ADiscord.CHANNEL, "show shop/42 --events"));
  }

  @Test
  void typedOptionsBecomeTheLine() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("release", "shop/42");
    values.put("reason", "customers say “empty basket”");
    values.put("dry-run", "true");
    Interactions.One one = chat.people.types(ada, World.CHANNEL, "pause", values);

    hearsNothingBut(
        new Incoming.Typed(
            one.id,
            adaId,
            ADiscord.CHANNEL,
            "rollout pause shop/42 --reason \"customers say \\\"empty basket\\\"\" --dry-run"));
  }

  @Test
  void aMentionInAThreadAndInAChannel() throws Exception {
    World.Message root = withButtons(World.CHANNEL);
    MessageId unused =
        chat.platform.post(
            Place.threadOf(new MessageId("discord", World.CHANNEL, root.id)),
            Message.of("started"),
            new PostId("e-1"),
            false);

    World.Message line =
        chat.people.writes(ada, root.id, "<@" + World.BOT + ">  rollback --reason slow ");

    hearsNothingBut(
        new Incoming.Typed(
            line.id,
            adaId,
            Place.threadOf(new MessageId("discord", World.CHANNEL, root.id)),
            "rollback --reason slow"));
  }

  @Test
  void aDirectMessageNeedsNoName() {
    String direct = chat.people.direct(ada);
    World.Message line = chat.people.writes(ada, direct, "list --mine");

    hearsNothingBut(
        new Incoming.Typed(line.id, adaId, Place.channel("discord", direct), "list --mine"));
  }

  @Test
  void talkThatIsNotForTheBotIsNotHeard() {
    World.Message talk = chat.people.writes(ada, World.CHANNEL, "rollback shop/42 now!");
    World.Message about =
        chat.people.writes(ada, World.CHANNEL, "ask <@" + World.BOT + "> to rollback shop/42");
    World.Message fromBot =
        chat.people.writes(
            chat.people.bot("another"), World.CHANNEL, "<@" + World.BOT + "> rollback shop/42");
    World.Message last = chat.people.writes(ada, World.CHANNEL, "<@" + World.BOT + "> list");

    hearsNothingBut(new Incoming.Typed(last.id, adaId, ADiscord.CHANNEL, "list"));
    assertEquals(4, List.of(talk, about, fromBot, last).size());
  }

  @Test
  void aButton() throws Exception {
    World.Message root = withButtons(World.CHANNEL);

    Interactions.One one = chat.people.presses(ada, root, "Approve");

    hearsNothingBut(
        new Incoming.Pressed(
            one.id,
            adaId,
            ADiscord.CHANNEL,
            new MessageId("discord", World.CHANNEL, root.id),
            APPROVE));
  }

  @Test
  void aChoiceIsTheArgumentOfItsMenu() throws Exception {
    World.Message root = withButtons(World.CHANNEL);

    Interactions.One unused = chat.people.chooses(ada, root, "On-call knows");

    assertEquals(
        new Press("confirm", "shop/42", 7, "on-call", Optional.empty()),
        chat.hears(Incoming.Pressed.class).press());
  }

  @Test
  void aFormThatWasFilledIn() throws Exception {
    Press press = new Press("waive", "shop/42", 7, "load-test", Optional.of(Press.FormKind.WAIVER));
    chat.answers =
        (incoming, answering) -> {
          if (incoming instanceof Incoming.Pressed) {
            answering.form(
                new Form(
                    press,
                    "Waive load-test",
                    "Everyone will see it.",
                    List.of(
                        new Form.Question("reason", "Why?", "what makes up for it", true),
                        new Form.Question("until", "Until", "7d", false))));
          } else {
            answering.privately(Message.of("Waived."));
          }
        };
    World.Message root = withButtons(World.CHANNEL);

    Interactions.One unused = chat.people.presses(ada, root, "Approve");
    Eventually.so("a form", () -> chat.discord.interactions.form(ada).isPresent());
    Interactions.One form =
        chat.people.submits(ada, Map.of("reason", "tested\nby hand", "until", "7d"));

    Incoming.Submitted submitted = chat.hears(Incoming.Submitted.class);
    assertEquals(
        new Incoming.Submitted(
            form.id,
            adaId,
            ADiscord.CHANNEL,
            press,
            Map.of("reason", "tested\nby hand", "until", "7d")),
        submitted);
    Eventually.so(
        "the answer",
        () -> chat.discord.privately(ada).stream().anyMatch(m -> m.content.equals("Waived.")));
  }

  @Test
  void aReactionGivenAndTakenBack() throws Exception {
    World.Message root = withButtons(World.CHANNEL);

    chat.people.reacts(ada, root, "👍🏽");
    Eventually.so("given", () -> chat.heard.size() == 1);
    chat.people.takesBack(ada, root, "👍🏽");
    Eventually.so("taken back", () -> chat.heard.size() == 2);

    Incoming.Reacted given = (Incoming.Reacted) chat.heard.getFirst();
    Incoming.Reacted taken = (Incoming.Reacted) chat.heard.getLast();
    assertEquals("👍", given.emoji());
    assertTrue(given.added() && !taken.added());
    assertEquals(new MessageId("discord", World.CHANNEL, root.id), given.on());
    assertTrue(!given.event().equals(taken.event()));
  }

  @Test
  void botsThatReactAreNotHeard() throws Exception {
    World.Message root = withButtons(World.CHANNEL);

    chat.people.reacts(chat.people.bot("another"), root, "✅");
    chat.people.reacts(ada, root, "✅");

    assertEquals(adaId, chat.hears(Incoming.Reacted.class).by());
    assertEquals(1, chat.heard.size());
  }

  @Test
  void aMessageThatIsTakenAway() throws Exception {
    World.Message root = withButtons(World.CHANNEL);

    chat.people.deletes(root);

    assertEquals(
        new MessageId("discord", World.CHANNEL, root.id),
        chat.hears(Incoming.Removed.class).message());
  }

  /** The bot is in two servers; releases are of one of them. */
  @Test
  void anotherServersButtonsCommandsAndLinesAreRefused() throws Exception {
    World.Message there =
        chat.people.writes(ada, World.OTHER_CHANNEL, "<@" + World.BOT + "> rollback shop/42");
    Interactions.One click = chat.people.pressesId(ada, there, APPROVE.code());
    Interactions.One line =
        chat.people.types(ada, World.OTHER_CHANNEL, "run", Map.of("line", "rollback shop/42"));
    chat.people.reacts(ada, there, "✅");
    chat.people.deletes(there);

    Eventually.so(
        "both are told",
        () ->
            chat.discord.privately(ada).stream()
                    .filter(m -> m.content.contains("works in another server"))
                    .count()
                == 2);
    assertTrue(click.isAnswered() && line.isAnswered());
    assertEquals(List.of(), chat.heard);
  }

  /** Whoever shares any server with the bot may write to it. */
  @Test
  void aMemberOfAnotherServerOnlyIsNotHeardInDirectMessages() {
    World.Person mallory = chat.people.person("mallory");
    chat.discord.leave(mallory);

    World.Message unused = chat.people.writes(mallory, chat.people.direct(mallory), "list --mine");

    Eventually.so(
        "it is said",
        () ->
            chat.discord.privately(mallory).stream()
                .anyMatch(m -> m.content.contains("members of its own server only")));
    assertEquals(List.of(), chat.heard);
  }

  /** Whoever writes a program of their own can press buttons that nobody ever offered. */
  @Test
  void aButtonThatWasMadeUpMeansNothing() throws Exception {
    World.Message root = withButtons(World.CHANNEL);

    for (String id :
        List.of("rm -rf /", "approve shop/42", "approve shop/42 x ", "x".repeat(100))) {
      Interactions.One unused = chat.people.pressesId(ada, root, id);
    }

    Eventually.so(
        "all are told",
        () ->
            chat.discord.privately(ada).stream()
                    .filter(m -> m.content.contains("Nothing was done"))
                    .count()
                == 4);
    assertEquals(List.of(), chat.heard);
  }

  /** Discord's own limit; the conversation has a lower one. */
  @Test
  void theLongestLineThatDiscordTakesIsHeardWhole() {
    String line = "show " + "x".repeat(5995);

    Interactions.One unused = chat.people.types(ada, World.CHANNEL, "run", Map.of("line", line));

    assertEquals(line, chat.hears(Incoming.Typed.class).line());
  }
}
