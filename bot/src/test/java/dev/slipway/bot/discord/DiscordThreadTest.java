package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Words;
import dev.slipway.control.SystemClock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The thread below a release's message. */
@Tag("T2")
class DiscordThreadTest {
  private ADiscord chat;
  private MessageId root;

  @BeforeEach
  void open() throws Exception {
    chat = new ADiscord().open();
    root =
        chat.platform.post(
            ADiscord.CHANNEL, Message.of("shop v2 to prod"), new PostId("root"), false);
  }

  @AfterEach
  void close() {
    chat.close();
  }

  private MessageId line(String text, String id) throws ChatTrouble {
    return chat.platform.post(
        Place.threadOf(root),
        new Message(
            text, List.of(new Message.Paragraph(Words.of(text))), 0, Optional.of("shop/42")),
        new PostId(id),
        false);
  }

  private World.Channel thread() {
    return chat.discord.world.channel(root.id());
  }

  @Test
  void isOpenedByItsFirstLine() throws Exception {
    MessageId first = line("25 % since 14:47.", "e-1");
    MessageId second = line("50 % since 15:02.", "e-2");

    assertEquals("shop/42", thread().name);
    assertEquals(root.id(), first.channel());
    assertEquals(root.id(), second.channel());
    assertEquals(2, chat.discord.messages(root.id()).size());
    assertEquals(1, chat.discord.messages(World.CHANNEL).size());
    assertEquals(Optional.of(second), chat.platform.find(Place.threadOf(root), new PostId("e-2")));
  }

  @Test
  void nothingIsFoundWhereNoThreadIs() throws Exception {
    assertEquals(Optional.empty(), chat.platform.find(Place.threadOf(root), new PostId("e-1")));
    assertFalse(chat.discord.world.channels.containsKey(root.id()));
  }

  /** Discord archives threads where nothing was said for some days. */
  @Test
  void isReopenedByTheNextLine() throws Exception {
    MessageId unused = line("before the weekend", "e-1");
    archive();
    MessageId later = line("after the weekend", "e-2");
    assertFalse(thread().archived);
    archiveAndTell();
    MessageId last = line("after the holidays", "e-3");

    assertFalse(thread().archived);
    assertEquals(root.id(), later.channel());
    assertEquals(root.id(), last.channel());
    assertEquals(3, chat.discord.messages(root.id()).size());
  }

  /** The refusal comes before the news of it does. */
  @Test
  void isReopenedForAChangeBeforeItIsKnownToBeArchived() throws Exception {
    MessageId first = line("before the weekend", "e-1");
    archive();

    chat.platform.edit(first, Message.of("changed"), new PostId("e-1"));

    assertFalse(thread().archived);
    assertTrue(chat.newest(root.id()).content.contains("changed"));
  }

  /** Once it is told, the library has forgotten that there is such a thread. */
  @Test
  void isReopenedForAChangeOnceItIsKnownToBeArchived() throws Exception {
    MessageId first = line("before the weekend", "e-1");
    archiveAndTell();

    assertTrue(chat.platform.reactions(first).complete());
    chat.platform.edit(first, Message.of("changed"), new PostId("e-1"));

    assertFalse(thread().archived);
    assertTrue(chat.newest(root.id()).content.contains("changed"));
    archiveAndTell();
    chat.platform.remove(Place.threadOf(root), first, new PostId("e-1"));
    assertEquals(List.of(), chat.discord.messages(root.id()));
  }

  /** Whoever may write there may reopen it, though only who opened it may close it. */
  @Test
  void isReopenedAlsoWhenAPersonOpenedIt() throws Exception {
    MessageId first = line("before the weekend", "e-1");
    synchronized (chat.discord) {
      thread().owner = chat.people.person("ada").id();
    }
    archiveAndTell();

    chat.platform.edit(first, Message.of("changed"), new PostId("e-1"));

    assertFalse(thread().archived);
  }

  @Test
  void isNotReopenedWhenItWasLocked() throws Exception {
    MessageId first = line("before", "e-1");
    synchronized (chat.discord) {
      thread().locked = true;
    }
    archiveAndTell();

    ChatTrouble refused =
        assertThrows(
            ChatTrouble.class,
            () -> chat.platform.edit(first, Message.of("changed"), new PostId("e-1")));

    assertEquals(ChatTrouble.Kind.REFUSED, refused.kind());
    assertTrue(thread().archived);
  }

  @Test
  void ofAnotherServerIsNotLookedAt() throws Exception {
    String elsewhere = "803511102246787000";
    synchronized (chat.discord) {
      World.Channel thread =
          new World.Channel(elsewhere, 11, World.OTHER_SERVER, World.OTHER_CHANNEL, "gossip", "");
      thread.archived = true;
      chat.discord.world.channels.put(elsewhere, thread);
    }
    MessageId there = new MessageId("discord", elsewhere, elsewhere);

    ChatTrouble refused =
        assertThrows(
            ChatTrouble.class,
            () -> chat.platform.edit(there, Message.of("changed"), new PostId("e-1")));

    assertEquals(ChatTrouble.Kind.REFUSED, refused.kind());
    assertTrue(String.valueOf(refused.getMessage()).contains(elsewhere), refused::toString);
  }

  private void archive() {
    synchronized (chat.discord) {
      thread().archived = true;
    }
  }

  /** Until the library has forgotten the thread, as it does. */
  private void archiveAndTell() {
    synchronized (chat.discord) {
      thread().archived = true;
      chat.discord.gateway.tell(
          FakeGateway.GUILDS, "THREAD_UPDATE", chat.discord.world.json(thread()));
    }
    Eventually.so(
        "the thread is forgotten", () -> chat.platform.channelName(root.id()).equals(root.id()));
  }

  /** A bot that starts later has never heard of a thread that was archived before. */
  @Test
  void isFoundAgainByABotThatStartsAnew() throws Exception {
    MessageId unused = line("before the weekend", "e-1");
    thread().archived = true;
    try (DiscordPlatform another = ADiscord.platform(chat.discord, new SystemClock())) {
      another.open(chat.listener());
      Eventually.so("connected", () -> another.connection().up());

      MessageId line =
          another.post(
              Place.threadOf(root), Message.of("after the weekend"), new PostId("e-2"), false);

      assertEquals(root.id(), line.channel());
      assertEquals(2, chat.discord.messages(root.id()).size());
    }
  }

  @Test
  void isChangedByABotThatStartsAnew() throws Exception {
    MessageId first = line("before the weekend", "e-1");
    archive();
    try (DiscordPlatform another = ADiscord.platform(chat.discord, new SystemClock())) {
      another.open(chat.listener());
      Eventually.so("connected", () -> another.connection().up());

      assertTrue(another.reactions(first).complete());
      another.edit(first, Message.of("changed"), new PostId("e-1"));

      assertFalse(thread().archived);
      assertTrue(chat.newest(root.id()).content.contains("changed"));
    }
  }

  /** Both bots see no thread, and both want to open it. */
  @Test
  void isOpenedOnceByTwoBots() throws Exception {
    try (DiscordPlatform another = ADiscord.platform(chat.discord, new SystemClock())) {
      another.open(chat.listener());
      Eventually.so("connected", () -> another.connection().up());
      Thread other =
          Thread.startVirtualThread(() -> {
            try {
              MessageId unused =
                  another.post(
                      Place.threadOf(root), Message.of("by the other"), new PostId("e-2"), false);
            } catch (ChatTrouble trouble) {
              throw new IllegalStateException(trouble);
            }
          });
      MessageId unused = line("by one", "e-1");
      other.join();

      assertEquals(2, chat.discord.messages(root.id()).size());
    }
  }

  private Message news(World.Person told) {
    return new Message(
        "shop 2.4.1 was rolled back.",
        List.of(
            new Message.Paragraph(
                Words.of(
                    new Words.Plain("shop 2.4.1 was rolled back, "),
                    new Words.Mention(new Account("discord", told.id()))))),
        0,
        Optional.of("shop/42"));
  }

  @Test
  void whatEveryoneShouldSeeStandsInTheChannelAndTheThreadPointsAtIt() throws Exception {
    World.Person ada = chat.people.person("ada");

    MessageId posted = chat.platform.post(Place.threadOf(root), news(ada), new PostId("e-1"), true);

    assertEquals(World.CHANNEL, posted.channel());
    assertEquals(posted.id(), chat.newest(World.CHANNEL).id);
    assertEquals(Set.of(ada.id()), chat.newest(World.CHANNEL).told);
    World.Message line = chat.discord.messages(root.id()).getFirst();
    assertEquals(Set.of(), line.told);
    assertTrue(
        line.content.startsWith(
            "shop 2.4.1 was rolled back. [in the channel](<https://discord.com/channels/"
                + World.SERVER
                + "/"
                + World.CHANNEL
                + "/"
                + posted.id()
                + ">)"),
        line.content);
    assertEquals(List.of(posted), chat.platform.findAll(Place.threadOf(root), new PostId("e-1")));
  }

  /** Longer ago than Discord remembers nonces, and with its second half missing. */
  @Test
  void whatEveryoneShouldSeeIsNotPostedTwice() throws Exception {
    World.Person ada = chat.people.person("ada");
    MessageId first = chat.platform.post(Place.threadOf(root), news(ada), new PostId("e-1"), true);
    synchronized (chat.discord) {
      chat.discord.messages(World.CHANNEL).forEach(message -> message.nonce = "");
      chat.people.deletes(chat.discord.messages(root.id()).getFirst());
    }

    MessageId again = chat.platform.post(Place.threadOf(root), news(ada), new PostId("e-1"), true);

    assertEquals(first, again);
    assertEquals(2, chat.discord.messages(World.CHANNEL).size());
    assertEquals(1, chat.discord.messages(root.id()).size());
  }

  /** What is removed leaves no line behind that points at nothing. */
  @Test
  void whatPointsAtAMessageGoesWithIt() throws Exception {
    World.Person ada = chat.people.person("ada");
    MessageId posted = chat.platform.post(Place.threadOf(root), news(ada), new PostId("e-1"), true);
    MessageId stays = line("another line", "e-2");
    archive();

    chat.platform.remove(Place.threadOf(root), posted, new PostId("e-1"));

    assertEquals(
        List.of(root.id()), chat.discord.messages(World.CHANNEL).stream().map(m -> m.id).toList());
    assertEquals(
        List.of(stays.id()), chat.discord.messages(root.id()).stream().map(m -> m.id).toList());
  }

  /** Of two messages of one post the other one stays, and is what the thread points at. */
  @Test
  void whatPointsAtAMessagePointsAtTheOneThatStays() throws Exception {
    World.Person ada = chat.people.person("ada");
    PostId id = new PostId("e-1");
    MessageId first = chat.platform.post(Place.threadOf(root), news(ada), id, true);
    synchronized (chat.discord) {
      chat.discord.messages(World.CHANNEL).forEach(message -> message.nonce = "");
    }
    MessageId second = chat.platform.post(ADiscord.CHANNEL, news(ada), id, false);
    assertEquals(List.of(first, second), chat.platform.findAll(Place.threadOf(root), id));

    chat.platform.remove(Place.threadOf(root), first, id);

    World.Message pointer = chat.discord.messages(root.id()).getFirst();
    assertTrue(pointer.content.contains("/" + second.id() + ">)"), pointer.content);
    assertEquals(List.of(second), chat.platform.findAll(Place.threadOf(root), id));
    assertEquals(
        second, chat.platform.post(Place.threadOf(root), news(ada), id, true), "not again");
  }

  @Test
  void aLockedThreadRefuses() throws Exception {
    MessageId unused = line("before", "e-1");
    thread().locked = true;

    ChatTrouble refused = assertThrows(ChatTrouble.class, () -> line("after", "e-2"));

    assertEquals(ChatTrouble.Kind.REFUSED, refused.kind());
  }
}
