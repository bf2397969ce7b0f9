package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.MemoryChat;
import dev.slipway.control.Clock;

/** The story without a network. */
class MemoryDeliveryTest extends DeliveryStory {
  @Override
  protected ChatRig open(Clock clock) {
    return new MemoryChat(clock);
  }
}
