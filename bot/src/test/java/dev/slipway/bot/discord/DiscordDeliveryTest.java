package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.delivery.DeliveryStory;
import dev.slipway.control.Clock;
import org.junit.jupiter.api.Tag;

/** What is told of releases, in Discord. */
@Tag("T2")
class DiscordDeliveryTest extends DeliveryStory {
  @Override
  protected ChatRig open(Clock clock) {
    return new DiscordRig(clock);
  }
}
