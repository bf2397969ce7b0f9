package dev.slipway.bot.conversation;

/**
 * A message that was posted.
 *
 * @param id unique in its channel: Slack's "ts", Discord's snowflake
 */
public record MessageId(String platform, String channel, String id) {}
