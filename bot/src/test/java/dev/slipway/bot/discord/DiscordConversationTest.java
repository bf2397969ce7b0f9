package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.ConversationStory;
import dev.slipway.control.Clock;
import org.junit.jupiter.api.Tag;

/** The story of every platform, in Discord. */
@Tag("T2")
class DiscordConversationTest extends ConversationStory {
  @Override
  protected ChatRig open(Clock clock) {
    return new DiscordRig(clock);
  }
}
