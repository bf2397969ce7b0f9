package dev.slipway.bot.conversation;

import java.util.Map;

/**
 * What a platform reports. Its sender was proved by the platform (signature, socket, gateway); the
 * text in it was not checked by anybody.
 *
 * <p>Events may come twice, late, or never. {@link #event} is the same for the same event.
 */
public sealed interface Incoming {
  /** The platform's id of the event. */
  String event();

  Account by();

  /** A command line: a slash command, a mention, a direct message. */
  record Typed(String event, Account by, Place at, String line) implements Incoming {}

  /** A button, or an entry of a menu. */
  record Pressed(String event, Account by, Place at, MessageId on, Press press)
      implements Incoming {}

  /** A form that was filled in. */
  record Submitted(String event, Account by, Place at, Press press, Map<String, String> answers)
      implements Incoming {
    public Submitted {
      answers = Map.copyOf(answers);
    }
  }

  /**
   * @param emoji the platform's name for it without skin tone: "white_check_mark", "✅"
   */
  record Reacted(String event, Account by, MessageId on, String emoji, boolean added)
      implements Incoming {}

  /**
   * A message of ours is gone.
   *
   * @param by whoever removed it, where the platform says so; else our own account
   */
  record Removed(String event, Account by, MessageId message) implements Incoming {}
}
