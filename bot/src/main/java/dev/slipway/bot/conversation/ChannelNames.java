package dev.slipway.bot.conversation;

/** What people call a channel. */
public interface ChannelNames {
  /** "#shop-deploys"; the id itself where no name is known. Never asks outside. */
  String name(String platform, String channel);

  /** Whether only one person and the bot are there. */
  default boolean isDirect(String platform, String channel) {
    return false;
  }
}
