package dev.slipway.bot.news;

/** Takes news to readers of one kind: by mail, by a call. One letter at a time. */
public interface Carrier {
  /** How the channels of its lines begin: {@code Newsroom.MAIL}. */
  String beginning();

  /**
   * Whether of several letters about one release to one reader only the newest is worth carrying.
   */
  boolean newestOnly();

  /**
   * Carries a letter. May be called again with the same letter when nobody knows whether it arrived
   * the first time.
   */
  Carried carry(Letter letter) throws InterruptedException;

  /** Called after the last letter of a round; connections need not stay open. */
  default void rest() {}
}
