package dev.slipway.bot.slack;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.delivery.MisuseStory;
import dev.slipway.control.Clock;
import org.junit.jupiter.api.Tag;

/** What must not approve or call anybody, in Slack. */
@Tag("G3")
class SlackMisuseTest extends MisuseStory {
  @Override
  protected ChatRig open(Clock clock) {
    return new SlackRig(SlackRig.Mode.SOCKET, clock);
  }
}
