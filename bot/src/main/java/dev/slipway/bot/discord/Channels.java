package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.ChatTrouble.Kind;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.view.Plain;
import java.util.Optional;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.requests.RestAction;

/**
 * Where things stand in Discord. A thread has the id of the message that it hangs on, so that
 * nothing about it need be remembered.
 */
final class Channels {
  private static final ThreadChannel.AutoArchiveDuration KEPT_OPEN =
      ThreadChannel.AutoArchiveDuration.TIME_1_WEEK;

  private final String server;
  private final Calls calls;

  Channels(String server, Calls calls) {
    this.server = server;
    this.calls = calls;
  }

  /** Where a channel's event stands, in the conversation's words. */
  static Place place(Channel channel) {
    if (channel instanceof ThreadChannel thread) {
      return Place.threadOf(
          new MessageId(DiscordPlatform.NAME, thread.getParentChannel().getId(), thread.getId()));
    }
    return Place.channel(DiscordPlatform.NAME, channel.getId());
  }

  /** A channel, a thread or what is between two people; also a thread that was archived. */
  MessageChannel channel(JDA discord, String id) throws ChatTrouble {
    Optional<MessageChannel> channel =
        id.matches("[0-9]{1,20}")
            ? Optional.ofNullable(discord.getChannelById(MessageChannel.class, id))
            : Optional.empty();
    if (channel.isPresent()) {
      return channel.filter(this::isOurs).orElseThrow(() -> unseen(id));
    }
    return archived(discord, id).orElseThrow(() -> unseen(id));
  }

  private Optional<ThreadChannel> archived(JDA discord, String id) throws ChatTrouble {
    if (!id.matches("[0-9]{15,20}")) {
      return Optional.empty();
    }
    try {
      return calls.again(() -> ArchivedThreads.find(discord, server, id));
    } catch (ChatTrouble trouble) {
      if (trouble.kind() == Kind.REFUSED) {
        return Optional.empty();
      }
      throw trouble;
    }
  }

  private static ChatTrouble unseen(String id) {
    return new ChatTrouble(
        Kind.REFUSED, "there is no Discord channel " + Plain.line(id, 24) + " that the bot sees");
  }

  private boolean isOurs(Channel channel) {
    return !(channel instanceof GuildChannel inServer)
        || inServer.getGuild().getId().equals(server);
  }

  /** The thread of the message, if somebody opened it. */
  Optional<ThreadChannel> thread(JDA discord, MessageId root) throws ChatTrouble {
    MessageChannel channel = channel(discord, root.channel());
    ThreadChannel known = discord.getThreadChannelById(root.id());
    if (known != null) {
      return Optional.of(known);
    }
    Message message = calls.again(() -> channel.retrieveMessageById(root.id()));
    return Optional.ofNullable(message.getStartedThread());
  }

  /**
   * The thread of the message, opened when there is none.
   *
   * @param name of a thread that is opened now
   */
  ThreadChannel openThread(JDA discord, MessageId root, String name) throws ChatTrouble {
    ThreadChannel known = discord.getThreadChannelById(root.id());
    if (known != null) {
      return known;
    }
    if (!(channel(discord, root.channel()) instanceof IThreadContainer container)) {
      throw new ChatTrouble(Kind.REFUSED, "a direct message has no threads");
    }
    try {
      // Not asked for first: most of those that are not known are not there.
      return calls.again(
          () -> container.createThreadChannel(name, root.id()).setAutoArchiveDuration(KEPT_OPEN));
    } catch (ChatTrouble refused) {
      if (refused.kind() != Kind.REFUSED) {
        throw refused;
      }
      // It was archived, or another process opened it in this very moment.
      return thread(discord, root).orElseThrow(() -> refused);
    }
  }

  /** Where it is posted. */
  MessageChannel toPost(JDA discord, Place place, String name) throws ChatTrouble {
    return place.thread().isPresent()
        ? openThread(discord, place.thread().get(), name)
        : channel(discord, place.channel());
  }

  /**
   * Discord archives threads where nothing is said, and refuses changes in them until they are
   * reopened.
   */
  static <T> RestAction<T> evenIfArchived(MessageChannel channel, Supplier<RestAction<T>> change) {
    return channel instanceof ThreadChannel thread
        ? change
            .get()
            .onErrorFlatMap(
                ArchivedThreads::isArchived,
                refused -> ArchivedThreads.reopen(thread).flatMap(reopened -> change.get()))
        : change.get();
  }
}
