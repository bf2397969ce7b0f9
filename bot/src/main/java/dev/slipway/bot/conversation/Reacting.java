package dev.slipway.bot.conversation;

import dev.slipway.release.ReleaseId;

/** What is done about reactions, and about messages of ours that are gone. */
public interface Reacting {
  void reacted(Incoming.Reacted reacted, Answering answering);

  void removed(MessageId message);

  /**
   * Called before a start: what people have reacted meanwhile is asked of the platforms. One that
   * does not answer holds nothing up.
   */
  void settle(ReleaseId release);
}
