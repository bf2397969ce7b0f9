package dev.slipway.bot.conversation;

import java.util.Optional;

/**
 * Where in a chat something stands.
 *
 * @param platform "slack", "discord"
 * @param channel the platform's id of the channel
 * @param thread the message whose thread it is; empty for the channel itself
 */
public record Place(String platform, String channel, Optional<MessageId> thread) {
  public static Place channel(String platform, String channel) {
    return new Place(platform, channel, Optional.empty());
  }

  public static Place threadOf(MessageId root) {
    return new Place(root.platform(), root.channel(), Optional.of(root));
  }
}
