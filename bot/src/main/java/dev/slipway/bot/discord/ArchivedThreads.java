package dev.slipway.bot.discord;

import java.util.Optional;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.internal.JDAImpl;
import net.dv8tion.jda.internal.entities.GuildImpl;
import net.dv8tion.jda.internal.requests.RestActionImpl;

/**
 * Threads that Discord has archived because nothing was said in them. JDA forgets a thread when it
 * is archived, is not told of one when it starts, and its public interface can neither ask for one
 * thread by its id nor reopen one that a person opened. Discord can do both, so this goes below
 * that interface, here and nowhere else.
 */
final class ArchivedThreads {
  private static final int THREAD_IS_ARCHIVED = 50083;

  private ArchivedThreads() {}

  /** The thread as it is now, if the channel of that id is one and is in that server. */
  static RestAction<Optional<ThreadChannel>> find(JDA discord, String server, String id) {
    return new RestActionImpl<>(
        discord,
        Route.Channels.GET_CHANNEL.compile(id),
        (response, request) -> thread(discord, server, response.getObject()));
  }

  private static Optional<ThreadChannel> thread(JDA discord, String server, DataObject channel) {
    boolean ours =
        ChannelType.fromId(channel.getInt("type")).isThread()
            && channel.getString("guild_id", "").equals(server);
    if (!ours
        || !(discord.getGuildById(server) instanceof GuildImpl guild)
        || guild.getChannelById(IThreadContainer.class, channel.getString("parent_id")) == null) {
      return Optional.empty();
    }
    // Not into JDA's memory, where it keeps open threads only.
    return Optional.of(
        ((JDAImpl) discord)
            .getEntityBuilder()
            .createThreadChannel(guild, channel, guild.getIdLong(), false));
  }

  /** Whoever may write into a thread may reopen it, unless it was locked. */
  static RestAction<Void> reopen(ThreadChannel thread) {
    return new RestActionImpl<>(
        thread.getJDA(),
        Route.Channels.MODIFY_CHANNEL.compile(thread.getId()),
        DataObject.empty().put("archived", false));
  }

  static boolean isArchived(Throwable refused) {
    return refused instanceof ErrorResponseException answered
        && answered.getErrorCode() == THREAD_IS_ARCHIVED;
  }
}
