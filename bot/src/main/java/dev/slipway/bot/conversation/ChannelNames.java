package dev.slipway.bot.conversation;

/** What people call a channel. */
public interface ChannelNames {
  /** "#shop-deploys"; the id itself where no name is known. Never asks outside. */
  String name(String platform, String channel);
}
