package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.Png;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Words;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Messages that the bot posts, finds again, changes and takes away. */
@Tag("T2")
class DiscordPostingTest {
  private static final PostId ID = new PostId("p-1");

  private ADiscord chat;

  @BeforeEach
  void open() throws Exception {
    chat = new ADiscord().open();
  }

  @AfterEach
  void close() {
    chat.close();
  }

  private MessageId root() throws ChatTrouble {
    return chat.platform.post(
        ADiscord.CHANNEL, about("shop/42", "shop v2 to prod"), new PostId("root"), false);
  }

  private static Message about(String release, String sentence) {
    return new Message(
        sentence,
        List.of(new Message.Headline(sentence), new Message.Paragraph(Words.of("Users: fine."))),
        1,
        Optional.of(release));
  }

  private static ChatTrouble.Kind trouble(Executable call) {
    return assertThrows(ChatTrouble.class, call).kind();
  }

  @Test
  void postsAndFindsItAgain() throws Exception {
    MessageId posted = chat.platform.post(ADiscord.CHANNEL, Message.of("Hello."), ID, false);

    assertEquals(World.CHANNEL, posted.channel());
    assertEquals("Hello.\n-# p-1", chat.newest(World.CHANNEL).content);
    assertEquals(Optional.of(posted), chat.platform.find(ADiscord.CHANNEL, ID));
    assertEquals(Optional.empty(), chat.platform.find(ADiscord.CHANNEL, new PostId("another")));
  }

  @Test
  void findsAMessageOfFactsByItsFoot() throws Exception {
    MessageId posted = root();

    assertEquals(Optional.of(posted), chat.platform.find(ADiscord.CHANNEL, new PostId("root")));
    assertEquals(
        "shop/42 · root",
        chat.newest(World.CHANNEL).embeds.getObject(0).getObject("footer").getString("text"));
  }

  /** Whoever copies our small print makes no message of ours. */
  @Test
  void findsOnlyItsOwn() throws Exception {
    World.Message unused =
        chat.people.writes(chat.people.person("mallory"), World.CHANNEL, "Hello.\n-# p-1");

    assertEquals(Optional.empty(), chat.platform.find(ADiscord.CHANNEL, ID));
  }

  @Test
  void aPostThatIsRepeatedStandsThereOnce() throws Exception {
    MessageId first = chat.platform.post(ADiscord.CHANNEL, Message.of("Hello."), ID, false);
    MessageId again = chat.platform.post(ADiscord.CHANNEL, Message.of("Hello."), ID, false);

    assertEquals(first, again);
    assertEquals(1, chat.discord.messages(World.CHANNEL).size());
  }

  @Test
  void aLostAnswerIsUnknownOrFoundAndNeverTwice() throws Exception {
    chat.discord.rest.losesNextAnswer();

    try {
      MessageId unused = chat.platform.post(ADiscord.CHANNEL, Message.of("Hello."), ID, false);
    } catch (ChatTrouble unclear) {
      // JDA's HTTP client asks again by itself where its connection was an old one.
      assertEquals(ChatTrouble.Kind.UNKNOWN, unclear.kind());
    }

    assertTrue(chat.platform.find(ADiscord.CHANNEL, ID).isPresent());
    assertEquals(1, chat.discord.messages(World.CHANNEL).size());
  }

  @Test
  void nobodyListeningIsNothingDone() throws Exception {
    chat.discord.rest.away(true);

    assertEquals(
        ChatTrouble.Kind.AWAY,
        trouble(() -> chat.platform.post(ADiscord.CHANNEL, Message.of("Hello."), ID, false)));

    chat.discord.rest.away(false);
    MessageId unused = chat.platform.post(ADiscord.CHANNEL, Message.of("Hello."), ID, false);
    assertEquals(1, chat.discord.messages(World.CHANNEL).size());
  }

  @Test
  void aShortLimitIsWaitedFor() throws Exception {
    chat.discord.rest.buckets().throttle(1, 1, false);

    MessageId unused = chat.platform.post(ADiscord.CHANNEL, Message.of("Hello."), ID, false);

    assertEquals(1, chat.discord.messages(World.CHANNEL).size());
  }

  @Test
  void aLimitForAllOfTheBotsCallsIsWaitedFor() throws Exception {
    chat.discord.rest.buckets().throttle(1, 1, true);

    MessageId unused = chat.platform.post(ADiscord.CHANNEL, Message.of("Hello."), ID, false);

    assertEquals(1, chat.discord.messages(World.CHANNEL).size());
  }

  /** Discord's own trouble: a post may have been made, and to change once more does no harm. */
  @Test
  void aServersErrorLeavesOpenWhetherItWasDone() throws Exception {
    MessageId posted = root();
    chat.discord.rest.failNext(1);
    assertEquals(
        ChatTrouble.Kind.UNKNOWN,
        trouble(() -> chat.platform.post(ADiscord.CHANNEL, Message.of("x"), ID, false)));
    chat.discord.rest.failNext(1);
    assertEquals(
        ChatTrouble.Kind.AWAY, trouble(() -> chat.platform.edit(posted, Message.of("x"), ID)));
  }

  @Test
  void aLongLimitIsToldWithItsTimeAndNothingIsPosted() {
    chat.discord.rest.buckets().throttle(1, 60, false);

    ChatTrouble limited =
        assertThrows(
            ChatTrouble.class,
            () -> chat.platform.post(ADiscord.CHANNEL, Message.of("Hello."), ID, false));

    assertEquals(ChatTrouble.Kind.THROTTLED, limited.kind());
    assertTrue(limited.after().toSeconds() >= 50, limited.after().toString());
    assertEquals(List.of(), chat.discord.messages(World.CHANNEL));
  }

  /** Six messages at once into a channel that takes five in five seconds. */
  @Test
  void keepsWithinAChannelsBucketOfItself() throws Exception {
    for (int i = 0; i < 6; i++) {
      MessageId unused =
          chat.platform.post(ADiscord.CHANNEL, Message.of("No. " + i), new PostId("n-" + i), false);
    }

    assertEquals(6, chat.discord.messages(World.CHANNEL).size());
    assertEquals(0, chat.discord.rest.buckets().refused());
  }

  @Test
  void replacesAllOfAMessage() throws Exception {
    MessageId posted =
        chat.platform.post(
            ADiscord.CHANNEL,
            new Message(
                "with a picture",
                List.of(
                    new Message.Headline("Before"),
                    new Message.Picture(new Png(new byte[] {1, 2}), "chart", "errors rose")),
                1,
                Optional.empty()),
            ID,
            false);
    assertEquals(1, chat.newest(World.CHANNEL).files.size());

    chat.platform.edit(posted, Message.of("After."), ID);

    World.Message after = chat.newest(World.CHANNEL);
    assertEquals("After.\n-# p-1", after.content);
    assertTrue(after.embeds.isEmpty() && after.files.isEmpty() && after.components.isEmpty());
  }

  /** Of a message of text no embeds are shown; of what takes its place they are. */
  @Test
  void textMayBecomeFactsWithAPictureAndBack() throws Exception {
    MessageId posted = chat.platform.post(ADiscord.CHANNEL, Message.of("Before."), ID, false);
    assertEquals(MessageRules.SUPPRESS_EMBEDS, chat.newest(World.CHANNEL).flags);
    Message facts =
        new Message(
            "rolled back",
            List.of(
                new Message.Headline("Rolled back"),
                new Message.Picture(new Png(new byte[] {7, 8}), "chart.png", "errors rose")),
            2,
            Optional.empty());

    chat.platform.edit(posted, facts, ID);

    World.Message after = chat.newest(World.CHANNEL);
    assertEquals(0, after.flags);
    assertEquals("Rolled back", after.embeds.getObject(0).getString("title"));
    assertEquals(2, after.files.getFirst().size());

    chat.platform.edit(posted, Message.of("After."), ID);
    assertEquals(MessageRules.SUPPRESS_EMBEDS, chat.newest(World.CHANNEL).flags);
  }

  @Test
  void describesPicturesAndAttachesTexts() throws Exception {
    MessageId unused =
        chat.platform.post(
            ADiscord.CHANNEL,
            new Message(
                "rolled back",
                List.of(
                    new Message.Picture(new Png(new byte[] {9}), "chart.png", "Errors rose."),
                    new Message.Attachment("../../etc/plan v2.md", "# Plan")),
                1,
                Optional.empty()),
            ID,
            false);

    World.Message message = chat.newest(World.CHANNEL);
    assertEquals(
        List.of("chart.png", "etc-plan-v2.md"),
        message.files.stream().map(Multipart.File::name).toList().stream()
            .map(name -> name.replaceFirst("^-+", "").replace("..-", ""))
            .toList());
    assertEquals("Errors rose.", message.descriptions.get("chart.png"));
    assertEquals("# Plan", message.files.getLast().text());
  }

  @Test
  void aMessageThatIsGoneIsGone() throws Exception {
    MessageId posted = root();
    chat.people.deletes(chat.newest(World.CHANNEL));

    assertEquals(
        ChatTrouble.Kind.GONE, trouble(() -> chat.platform.edit(posted, Message.of("After."), ID)));
    assertEquals(ChatTrouble.Kind.GONE, trouble(() -> chat.platform.reactions(posted)));
    assertEquals(
        ChatTrouble.Kind.GONE,
        trouble(() -> chat.platform.post(Place.threadOf(posted), Message.of("x"), ID, false)));
    chat.platform.remove(ADiscord.CHANNEL, posted, new PostId("k1"));
  }

  @Test
  void takesItsOwnMessageAway() throws Exception {
    MessageId posted = root();

    chat.platform.remove(ADiscord.CHANNEL, posted, new PostId("k1"));

    assertEquals(List.of(), chat.discord.messages(World.CHANNEL));
  }

  @Test
  void aChannelThatItDoesNotSeeIsRefused() {
    for (String channel : List.of("803511102246785999", World.OTHER_CHANNEL, "general", "")) {
      assertEquals(
          ChatTrouble.Kind.REFUSED,
          trouble(() ->
              chat.platform.post(Place.channel("discord", channel), Message.of("x"), ID, false)));
    }
  }

  @Test
  void aRightThatWasTakenIsNamed() throws Exception {
    chat.discord.world.permissions &= ~Permission.MESSAGE_ATTACH_FILES.getRawValue();

    ChatTrouble refused =
        assertThrows(
            ChatTrouble.class,
            () ->
                chat.platform.post(
                    ADiscord.CHANNEL,
                    new Message(
                        "x", List.of(new Message.Attachment("a.txt", "x")), 1, Optional.empty()),
                    ID,
                    false));

    assertEquals(ChatTrouble.Kind.REFUSED, refused.kind());
    assertTrue(String.valueOf(refused.getMessage()).contains("50013"), refused.getMessage());
  }

  @Test
  void tellsOnePersonAlone() throws Exception {
    World.Person ada = chat.people.person("ada");

    chat.platform.post(
        chat.platform.direct(new Account("discord", ada.id())),
        Message.of("You are needed."),
        ID,
        false);

    assertTrue(chat.discord.privately(ada).getFirst().content.startsWith("You are needed."));
    assertEquals(List.of(), chat.discord.messages(World.CHANNEL));
  }

  @Test
  void whoeverTakesNoDirectMessagesIsRefused() {
    World.Person ada = chat.people.person("ada");
    chat.discord.closeMessagesOf(ada);

    assertEquals(
        ChatTrouble.Kind.REFUSED,
        trouble(() ->
            chat.platform.post(
                chat.platform.direct(new Account("discord", ada.id())),
                Message.of("x"),
                ID,
                false)));
    assertEquals(
        ChatTrouble.Kind.REFUSED, trouble(() -> chat.platform.direct(new Account("slack", "U1"))));
  }

  /** No answer of Discord's, and nothing of ours, repeats the token. */
  @Test
  void noTroubleHoldsTheToken() {
    chat.discord.rest.away(true);

    ChatTrouble away =
        assertThrows(
            ChatTrouble.class,
            () -> chat.platform.post(ADiscord.CHANNEL, Message.of("x"), ID, false));

    assertFalse(String.valueOf(away).contains(FakeDiscord.TOKEN));
    assertFalse(chat.platform.connection().words().contains(FakeDiscord.TOKEN));
  }
}
