package dev.slipway.bot.conversation;

import java.time.Duration;

/** Why a platform did not do what it was asked. Messages hold no token and no address with one. */
public final class ChatTrouble extends Exception {
  private static final long serialVersionUID = 1L;

  /** What may be done about it. */
  public enum Kind {
    /** Too much at once: again after {@link ChatTrouble#after}. */
    THROTTLED,
    /** Nothing happened: not reached at all, or refused before it was looked at. Again later. */
    AWAY,
    /** It may have happened, or not: look before doing it again. */
    UNKNOWN,
    /** The message is not there any more. */
    GONE,
    /** It will never work this way: no such channel, no right, too long. */
    REFUSED
  }

  private final Kind kind;
  private final Duration after;

  public ChatTrouble(Kind kind, String what) {
    this(kind, what, Duration.ZERO);
  }

  public ChatTrouble(Kind kind, String what, Duration after) {
    super(what);
    this.kind = kind;
    this.after = after;
  }

  public Kind kind() {
    return kind;
  }

  /** How long to wait at least; zero where the platform did not say. */
  public Duration after() {
    return after;
  }
}
