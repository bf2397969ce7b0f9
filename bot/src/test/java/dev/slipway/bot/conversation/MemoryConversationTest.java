package dev.slipway.bot.conversation;

import dev.slipway.control.Clock;

/** The story without a network. */
class MemoryConversationTest extends ConversationStory {
  @Override
  protected ChatRig open(Clock clock) {
    return new MemoryChat(clock);
  }
}
