package dev.slipway.bot.slack;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.delivery.DeliveryStory;
import dev.slipway.control.Clock;

/** What is told of releases, in Slack. */
class SlackDeliveryTest extends DeliveryStory {
  @Override
  protected ChatRig open(Clock clock) {
    return new SlackRig(SlackRig.Mode.SOCKET, clock);
  }
}
