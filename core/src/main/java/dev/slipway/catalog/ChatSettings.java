package dev.slipway.catalog;

import java.util.List;
import java.util.Optional;

/**
 * The chats that a server talks in; each absent where it is not configured. What stands here is
 * where secrets are kept, never a secret.
 *
 * @param approveWith reactions that approve, each as one of the platforms calls it
 * @param redact patterns in the syntax of RE2: what they find never leaves for a chat, a mail or a
 *     webhook
 * @param quietHours names of the audience's hours in which channels hear only what is urgent
 */
public record ChatSettings(
    Optional<Slack> slack,
    Optional<Discord> discord,
    List<String> approveWith,
    List<String> redact,
    List<String> quietHours) {
  /** As Slack and as Discord call it. */
  public static final List<String> APPROVE_WITH = List.of("white_check_mark", "✅");

  public ChatSettings {
    approveWith = List.copyOf(approveWith);
    redact = List.copyOf(redact);
    quietHours = List.copyOf(quietHours);
  }

  public ChatSettings(Optional<Slack> slack, Optional<Discord> discord) {
    this(slack, discord, APPROVE_WITH, List.of(), List.of());
  }

  public static ChatSettings none() {
    return new ChatSettings(Optional.empty(), Optional.empty());
  }

  /**
   * @param token of the bot user ("xoxb-…")
   * @param api where its Web API is, ending in a slash
   */
  public record Slack(Secret token, Delivery delivery, String api) {}

  /** How what people do in Slack reaches the server. */
  public sealed interface Delivery {
    /**
     * Over a connection that the server opens itself: nothing of it need be reachable.
     *
     * @param appToken the app's token for connections ("xapp-…")
     */
    record Socket(Secret appToken) implements Delivery {}

    /**
     * Slack calls the server.
     *
     * @param signingSecret proves that it was Slack
     * @param path below the server's own address
     */
    record Http(Secret signingSecret, String path) implements Delivery {}
  }

  /**
   * @param token of the bot
   * @param server the snowflake of the one Discord server ("guild") it works in
   * @param api where the REST API is, ending in a slash
   * @param gateway where events come from, ending in a slash
   */
  public record Discord(Secret token, String server, String api, String gateway) {}
}
