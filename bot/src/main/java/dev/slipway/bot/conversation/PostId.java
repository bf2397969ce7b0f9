package dev.slipway.bot.conversation;

/**
 * Names a post before it is made, so that a post whose outcome is unknown can be looked for instead
 * of being repeated. It travels with the message where the platform keeps data for us.
 *
 * @param value at most 25 characters of [a-z0-9-], the most Discord's nonce takes
 */
public record PostId(String value) {
  public PostId {
    if (!value.matches("[a-z0-9-]{1,25}")) {
      throw new IllegalArgumentException("not a post id: " + value);
    }
  }
}
