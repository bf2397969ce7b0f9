package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.ConversationStory;
import dev.slipway.control.Clock;

/** The story of every platform, in Discord. */
class DiscordConversationTest extends ConversationStory {
  @Override
  protected ChatRig open(Clock clock) {
    return new DiscordRig(clock);
  }
}
