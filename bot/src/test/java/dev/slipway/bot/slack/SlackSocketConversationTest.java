package dev.slipway.bot.slack;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.ConversationStory;
import dev.slipway.control.Clock;

/** The story in Slack, over a connection that the server opens. */
class SlackSocketConversationTest extends ConversationStory {
  @Override
  protected ChatRig open(Clock clock) {
    return new SlackRig(SlackRig.Mode.SOCKET, clock);
  }
}
