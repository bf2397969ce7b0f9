package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.ChatListener;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.ChatTrouble.Kind;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Reactions;
import dev.slipway.catalog.ChatSettings;
import dev.slipway.control.Clock;
import dev.slipway.view.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.MessageReaction;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.entities.channel.concrete.PrivateChannel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.requests.restaction.pagination.ReactionPaginationAction;

/** Discord, in one server. Keeps nothing that a restart may not lose. */
public final class DiscordPlatform implements ChatPlatform {
  public static final String NAME = "discord";

  /** How many of the newest messages of a place are looked at for one of ours. */
  private static final int LOOKED_AT = 100;

  private static final int PAGE = 100;
  private static final int THREAD_NAME = 100;

  private final ChatSettings.Discord settings;
  private final ApplicationCommand command = new ApplicationCommand();
  private final CallRate rate = new CallRate();
  private final Calls calls = new Calls();
  private final Channels channels;
  private final AtomicReference<Optional<ChatListener>> heard =
      new AtomicReference<>(Optional.empty());
  private final Pointers pointers;
  private final Answers answers;
  private final DiscordConnection connection;

  /**
   * @param environment where secrets of the kind {@code env:} are
   */
  public DiscordPlatform(
      ChatSettings.Discord settings, Map<String, String> environment, Clock clock) {
    this(settings, environment, clock, Answers.Patience.USUAL);
  }

  DiscordPlatform(
      ChatSettings.Discord settings,
      Map<String, String> environment,
      Clock clock,
      Answers.Patience patience) {
    this.settings = settings;
    this.channels = new Channels(settings.server(), calls);
    this.pointers = new Pointers(settings.server(), calls);
    this.connection = new DiscordConnection(settings, environment, clock, command, rate);
    this.answers =
        new Answers(
            calls,
            clock,
            new Late(),
            took -> heard.get().ifPresent(ear -> ear.acknowledged(took)),
            patience);
  }

  /** Answers that find no interaction to answer any more. */
  private final class Late implements Answers.Elsewhere {
    @Override
    public void post(Place place, Message message) throws ChatTrouble {
      MessageChannel channel = channels.toPost(connection.discord(), place, threadName(message));
      Object unused = calls.once(() -> channel.sendMessage(Rendering.answer(message)));
    }

    @Override
    public void tell(Account to, Message message) throws ChatTrouble {
      PrivateChannel channel = privateChannel(to);
      Object unused = calls.once(() -> channel.sendMessage(Rendering.answer(message)));
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void sharedBy(int servers) {
    rate.sharedBy(servers);
  }

  @Override
  public void open(ChatListener listener) {
    heard.set(Optional.of(listener));
    connection.open(
        new Events(
            settings.server(),
            listener,
            command,
            answers,
            new Membership(settings.server(), calls)));
  }

  @Override
  public Connection connection() {
    return connection.words();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Discord cannot show one message in a thread and in its channel. What everyone should see
   * stands in the channel, where it tells people and takes their reactions; the thread gets a line
   * that points at it.
   */
  @Override
  public MessageId post(Place place, Message message, PostId id, boolean alsoInChannel)
      throws ChatTrouble {
    return post(place, message, id, alsoInChannel, false);
  }

  @Override
  public MessageId postFirst(Place place, Message message, PostId id, boolean alsoInChannel)
      throws ChatTrouble {
    return post(place, message, id, alsoInChannel, true);
  }

  private MessageId post(
      Place place, Message message, PostId id, boolean alsoInChannel, boolean first)
      throws ChatTrouble {
    JDA discord = connection.discord();
    MessageChannel at = channels.toPost(discord, place, threadName(message));
    if (!alsoInChannel || place.thread().isEmpty()) {
      return send(at, message, id);
    }
    MessageChannel channel = channels.channel(discord, place.channel());
    // A post whose second half failed is made again as a whole.
    Optional<MessageId> before =
        first ? Optional.empty() : marked(discord, channel, id).stream().findFirst();
    MessageId posted = before.isPresent() ? before.get() : send(channel, message, id);
    PostId pointer = Mark.inThread(id);
    if (before.isEmpty() || marked(discord, at, pointer).isEmpty()) {
      MessageId unused = send(at, pointers.to(message, posted), pointer);
    }
    return posted;
  }

  private MessageId send(MessageChannel channel, Message message, PostId id) throws ChatTrouble {
    return id(
        calls.once(() ->
            Channels.evenIfArchived(
                channel,
                () -> channel.sendMessage(Rendering.post(message, id)).setNonce(id.value()))));
  }

  private static MessageId id(net.dv8tion.jda.api.entities.Message posted) {
    return new MessageId(NAME, posted.getChannelId(), posted.getId());
  }

  private static String threadName(Message message) {
    String name = Plain.line(message.about().orElse(message.spoken()), THREAD_NAME);
    return name.isBlank() ? "release" : name;
  }

  @Override
  public Optional<MessageId> find(Place place, PostId id) throws ChatTrouble {
    return findAll(place, id).stream().findFirst();
  }

  @Override
  public List<MessageId> findAll(Place place, PostId id) throws ChatTrouble {
    JDA discord = connection.discord();
    List<MessageId> all = new ArrayList<>();
    Optional<? extends MessageChannel> thread =
        place.thread().isPresent()
            ? channels.thread(discord, place.thread().get())
            : Optional.empty();
    if (thread.isPresent()) {
      all.addAll(marked(discord, thread.get(), id));
    }
    all.addAll(marked(discord, channels.channel(discord, place.channel()), id));
    return all;
  }

  private List<MessageId> marked(JDA discord, MessageChannel channel, PostId id)
      throws ChatTrouble {
    return bearing(discord, channel, id).stream().map(DiscordPlatform::id).toList();
  }

  /** Our messages that bear the id, the oldest first. */
  private List<net.dv8tion.jda.api.entities.Message> bearing(
      JDA discord, MessageChannel channel, PostId id) throws ChatTrouble {
    return calls.again(() -> channel.getHistory().retrievePast(LOOKED_AT)).reversed().stream()
        .filter(message -> message.getAuthor().equals(discord.getSelfUser()))
        .filter(message -> Mark.of(message).equals(Optional.of(id)))
        .toList();
  }

  @Override
  public boolean isDirect(String channel) {
    return connection.channelName(channel).isEmpty();
  }

  @Override
  public String channelName(String channel) {
    return connection.channelName(channel).map(name -> "#" + name).orElse(channel);
  }

  @Override
  public void edit(MessageId posted, Message message, PostId id) throws ChatTrouble {
    MessageChannel channel = channels.channel(connection.discord(), posted.channel());
    Object unused =
        calls.again(() ->
            Channels.evenIfArchived(
                channel,
                () ->
                    channel.editMessageById(
                        posted.id(), Rendering.edit(message, Optional.of(id)))));
  }

  @Override
  public void remove(Place place, MessageId posted, PostId id) throws ChatTrouble {
    JDA discord = connection.discord();
    MessageChannel channel = channels.channel(discord, posted.channel());
    remove(channel, posted);
    if (place.thread().isEmpty() || !posted.channel().equals(place.channel())) {
      return;
    }
    Optional<ThreadChannel> thread = channels.thread(discord, place.thread().get());
    if (thread.isPresent()) {
      pointers.gone(
          thread.get(),
          bearing(discord, thread.get(), Mark.inThread(id)),
          posted,
          marked(discord, channel, id).stream().findFirst());
    }
  }

  private void remove(MessageChannel channel, MessageId posted) throws ChatTrouble {
    try {
      Void unused =
          calls.again(
              () -> Channels.evenIfArchived(channel, () -> channel.deleteMessageById(posted.id())));
    } catch (ChatTrouble trouble) {
      if (trouble.kind() != Kind.GONE) {
        throw trouble;
      }
    }
  }

  @Override
  public Reactions reactions(MessageId posted) throws ChatTrouble {
    MessageChannel channel = channels.channel(connection.discord(), posted.channel());
    net.dv8tion.jda.api.entities.Message message =
        calls.again(() -> channel.retrieveMessageById(posted.id()));
    List<Reactions.Reaction> all = new ArrayList<>();
    for (MessageReaction reaction : message.getReactions()) {
      for (MessageReaction.ReactionType type : MessageReaction.ReactionType.values()) {
        if (reaction.getCount(type) > 0 && !addAll(reaction, type, all)) {
          return new Reactions(all, false);
        }
      }
    }
    return new Reactions(all, true);
  }

  /** Page by page. Whether the last page was reached. */
  private boolean addAll(
      MessageReaction reaction, MessageReaction.ReactionType type, List<Reactions.Reaction> all) {
    ReactionPaginationAction pages = reaction.retrieveUsers(type).cache(false).limit(PAGE);
    String emoji = EmojiName.of(reaction.getEmoji());
    try {
      List<User> page;
      do {
        page = calls.again(() -> pages);
        page.stream()
            .filter(user -> !user.isBot())
            .map(user -> new Reactions.Reaction(new Account(NAME, user.getId()), emoji))
            .forEach(all::add);
      } while (page.size() == PAGE);
      return true;
    } catch (ChatTrouble unread) {
      return false;
    }
  }

  @Override
  public Place direct(Account to) throws ChatTrouble {
    return Place.channel(NAME, privateChannel(to).getId());
  }

  private PrivateChannel privateChannel(Account to) throws ChatTrouble {
    if (!to.platform().equals(NAME) || !to.id().matches("[0-9]{15,20}")) {
      throw new ChatTrouble(Kind.REFUSED, Plain.line(to.key(), 40) + " is not a Discord account");
    }
    JDA discord = connection.discord();
    return calls.again(() -> discord.openPrivateChannelById(to.id()));
  }

  @Override
  public void close() {
    connection.close();
    answers.close();
  }
}
