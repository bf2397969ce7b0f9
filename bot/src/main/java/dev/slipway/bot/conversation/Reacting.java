package dev.slipway.bot.conversation;

/** What is done about reactions, and about messages of ours that are gone. */
public interface Reacting {
  void reacted(Incoming.Reacted reacted, Answering answering);

  void removed(MessageId message);
}
