package dev.slipway.bot.conversation;

/**
 * Somebody's account on a platform, as the platform proved it.
 *
 * @param platform "slack", "discord"
 * @param id the platform's own id of the member, never a name that can be chosen
 */
public record Account(String platform, String id) {
  /** As the catalogue writes it: "slack:U024BE7LH". */
  public String key() {
    return platform + ":" + id;
  }
}
