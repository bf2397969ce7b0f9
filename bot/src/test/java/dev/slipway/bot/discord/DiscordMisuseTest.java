package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.delivery.MisuseStory;
import dev.slipway.control.Clock;
import org.junit.jupiter.api.Tag;

/** What must not approve or call anybody, in Discord. */
@Tag("G3")
class DiscordMisuseTest extends MisuseStory {
  @Override
  protected ChatRig open(Clock clock) {
    return new DiscordRig(clock);
  }
}
