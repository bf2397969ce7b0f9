package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Reactions;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who reacted, asked of Discord: all of them, or said to be in part. */
@Tag("T2")
class DiscordReactionsTest {
  private ADiscord chat;
  private MessageId posted;

  @BeforeEach
  void open() throws Exception {
    chat = new ADiscord().open();
    posted = chat.platform.post(ADiscord.CHANNEL, Message.of("shop"), new PostId("root"), false);
  }

  @AfterEach
  void close() {
    chat.close();
  }

  private World.Message message() {
    return chat.newest(World.CHANNEL);
  }

  @Test
  void listsEveryPageOfEveryEmojiAndNoBots() throws Exception {
    Set<Account> people = new LinkedHashSet<>();
    for (int i = 0; i < 230; i++) {
      World.Person person = chat.people.person("person-" + i);
      chat.people.reacts(person, message(), "✅");
      people.add(new Account("discord", person.id()));
    }
    chat.people.reacts(chat.people.bot("another"), message(), "✅");
    World.Person chi = chat.people.person("chi");
    chat.people.reacts(chi, message(), "❌");

    Reactions reactions = chat.platform.reactions(posted);

    assertTrue(reactions.complete());
    assertEquals(
        people,
        reactions.all().stream()
            .filter(reaction -> reaction.emoji().equals("✅"))
            .map(Reactions.Reaction::by)
            .collect(Collectors.toSet()));
    assertTrue(
        reactions.all().contains(new Reactions.Reaction(new Account("discord", chi.id()), "❌")));
    assertEquals(231, reactions.all().size());
  }

  /** Who pays may react louder; it is the same reaction. */
  @Test
  void listsSuperReactionsToo() throws Exception {
    World.Person chi = chat.people.person("chi");
    synchronized (chat.discord) {
      message().superReactions.put("✅", new LinkedHashSet<>(Set.of(chi.id())));
    }

    assertEquals(
        java.util.List.of(new Reactions.Reaction(new Account("discord", chi.id()), "✅")),
        chat.platform.reactions(posted).all());
  }

  @Test
  void whatCannotBeReadToItsEndIsSaidToBeAPart() throws Exception {
    chat.people.reacts(chat.people.person("chi"), message(), "✅");
    chat.discord.listReactionsInPart(true);

    assertFalse(chat.platform.reactions(posted).complete());
  }

  @Test
  void nobodyIsAWholeAnswer() throws Exception {
    assertEquals(new Reactions(java.util.List.of(), true), chat.platform.reactions(posted));
  }
}
