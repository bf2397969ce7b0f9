package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.PostId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that the bot posts, finds again, changes and takes away. */
class DiscordPostingTest {
  private ADiscord chat;

  @BeforeEach
  void open() throws Exception {
    chat = new ADiscord().open();
  }

  @AfterEach
  void close() {
    chat.close();
  }

  @Test
  void postsAndFindsItAgain() throws Exception {
    PostId id = new PostId("p-1");

    MessageId posted = chat.platform.post(ADiscord.CHANNEL, Message.of("Hello."), id, false);

    assertEquals(World.CHANNEL, posted.channel());
    assertEquals("Hello.\n-# p-1", chat.newest(World.CHANNEL).content);
    assertEquals(Optional.of(posted), chat.platform.find(ADiscord.CHANNEL, id));
  }
}
