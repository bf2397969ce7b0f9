package dev.slipway.bot.conversation;

/**
 * How one incoming thing is answered. The platform has acknowledged it already, or does so in time
 * whatever happens here; every method may be called from any thread and may block.
 */
public interface Answering {
  /** Seen only by whoever asked. */
  void privately(Message message);

  /** Seen by everyone where it was asked. */
  void openly(Message message);

  /**
   * Opens a form. Only within the first seconds after a click; later the click is answered
   * privately instead.
   */
  void form(Form form);
}
