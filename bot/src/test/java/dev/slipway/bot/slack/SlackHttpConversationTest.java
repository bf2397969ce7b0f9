package dev.slipway.bot.slack;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.ConversationStory;
import dev.slipway.control.Clock;

/** The story in Slack, by calls to the server. */
class SlackHttpConversationTest extends ConversationStory {
  @Override
  protected ChatRig open(Clock clock) {
    return new SlackRig(SlackRig.Mode.HTTP, clock);
  }
}
