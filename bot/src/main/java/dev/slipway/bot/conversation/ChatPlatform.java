package dev.slipway.bot.conversation;

import java.util.List;
import java.util.Optional;

/**
 * A chat that releases are talked about in. An adapter translates and keeps its platform's limits;
 * it decides nothing and keeps no state that a restart may not lose.
 */
public interface ChatPlatform extends AutoCloseable {
  /** "slack", "discord". */
  String name();

  /**
   * Connects, and goes on connecting when the connection is lost. Returns at once.
   *
   * @param listener hears everything from now on
   */
  void open(ChatListener listener);

  /** Whether events arrive at this moment, in words for people. */
  Connection connection();

  /**
   * @param words "connected as @slipway since 14:02", "not connected: invalid_auth"
   */
  record Connection(boolean up, String words) {}

  /**
   * Posts a message.
   *
   * @param alsoInChannel a line of a thread that everyone in the channel should see as well
   * @throws ChatTrouble of kind UNKNOWN when it may stand there although nobody said so
   */
  MessageId post(Place place, Message message, PostId id, boolean alsoInChannel) throws ChatTrouble;

  /** The same under an id that was never tried before: nothing need be looked for. */
  default MessageId postFirst(Place place, Message message, PostId id, boolean alsoInChannel)
      throws ChatTrouble {
    return post(place, message, id, alsoInChannel);
  }

  /** The message that was posted under this id; the newest hundred of the place are looked at. */
  Optional<MessageId> find(Place place, PostId id) throws ChatTrouble;

  /**
   * Every message that was posted under this id, the oldest first: more than one when a post whose
   * outcome was unknown had arrived after all.
   */
  default List<MessageId> findAll(Place place, PostId id) throws ChatTrouble {
    return find(place, id).stream().toList();
  }

  void edit(MessageId posted, Message message, PostId id) throws ChatTrouble;

  /**
   * Takes one of our own messages away, and what points at it. One that is gone already is no
   * trouble.
   *
   * @param place where it was posted
   * @param id under which it was posted
   */
  void remove(Place place, MessageId posted, PostId id) throws ChatTrouble;

  /** Who reacted, asked of the platform now. */
  Reactions reactions(MessageId posted) throws ChatTrouble;

  /**
   * Where only this person and the bot are; opened when it is not. Everything that can be done in a
   * place can be done there.
   *
   * @throws ChatTrouble of kind REFUSED when the person is not there, or takes no messages
   */
  Place direct(Account to) throws ChatTrouble;

  /** What people call a channel, "#shop-deploys"; its id while that is not known. Asks nobody. */
  default String channelName(String channel) {
    return channel;
  }

  /** Whether only one person and the bot are there. Asks nobody. */
  default boolean isDirect(String channel) {
    return false;
  }

  /**
   * How many servers look after its channels at this moment, this one included: what it takes of
   * one bot is theirs together.
   */
  default void sharedBy(int servers) {}

  /** Ends the connection; what is being answered may finish for a few seconds. */
  @Override
  void close();
}
