package dev.slipway.bot.slack;

import com.slack.api.bolt.App;
import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.ChatListener;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Reactions;
import dev.slipway.catalog.ChatSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bot in one Slack workspace. */
public final class SlackPlatform implements ChatPlatform {
  public static final String NAME = "slack";
  private static final Logger LOG = LoggerFactory.getLogger(SlackPlatform.class);
  private static final Duration PULSE = Duration.ofSeconds(10);
  private static final Duration ASKED_EVERY = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final int MOST_HASTY = 5;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final DateTimeFormatter SINCE =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final ChatSettings.Slack settings;
  private final SlackWeb web;
  private final SlackAddress addresses;
  private final SlackClient client;
  private final SlackFiles files;
  private final SlackMessages messages;
  private final App app;
  private final SlackChannelNames names;
  private final SlackTurns turns = new SlackTurns();
  private final AtomicReference<Optional<ChatListener>> listener =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Workspace>> workspace =
      new AtomicReference<>(Optional.empty());
  private final Thread connecting =
      Thread.ofPlatform().daemon().name("slack-line").unstarted(this::stayConnected);
  private volatile Connection connection = new Connection(false, "not connected yet");

  public SlackPlatform(ChatSettings.Slack settings, Map<String, String> environment) {
    this.settings = settings;
    this.web = new SlackWeb(settings.api(), environment);
    this.addresses = SlackAddress.of(settings.api());
    this.client = new SlackClient(web, settings.token());
    this.names = new SlackChannelNames(client::channelName, InstantSource.system());
    this.files = new SlackFiles(web, settings.token(), addresses);
    this.messages = new SlackMessages(web, client, files, addresses);
    this.app = SlackEvents.app(web, new OurWorkspace(workspace::get), this::hear);
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Takes Slack's calls; only with {@link ChatSettings.Delivery.Http}. */
  public Optional<SlackServlet> servlet(java.time.Clock clock) {
    return settings.delivery() instanceof ChatSettings.Delivery.Http http
        ? Optional.of(
            new SlackServlet(app, () -> web.value(http.signingSecret()), clock, this::acknowledged))
        : Optional.empty();
  }

  @Override
  public void open(ChatListener heard) {
    listener.set(Optional.of(heard));
    connecting.start();
  }

  @Override
  public Connection connection() {
    return connection;
  }

  private void stayConnected() {
    Duration pause = FIRST_PAUSE;
    int hasty = 0;
    Optional<SlackLine> before = Optional.empty();
    Optional<SlackSocket> socket =
        settings.delivery() instanceof ChatSettings.Delivery.Socket(var appToken)
            ? Optional.of(new SlackSocket(web, addresses, appToken, app, PULSE, this::acknowledged))
            : Optional.empty();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          workspace.set(Optional.of(client.workspace()));
          if (socket.isEmpty()) {
            connected("@%s may act, asked at %s; Slack calls this server");
            pause = FIRST_PAUSE;
            Thread.sleep(ASKED_EVERY);
            continue;
          }
          long began = System.nanoTime();
          before = socket.get().once(before, line -> connected("connected as @%s since %s"));
          pause = FIRST_PAUSE;
          if (before.isEmpty()) {
            connection = new Connection(false, "not connected: Slack's socket was closed");
          }
          // A line that never lasts is Slack's way to say no; asking without end would be refused.
          boolean brief = System.nanoTime() - began < SHORT.toNanos();
          hasty = brief ? hasty + 1 : 0;
          if (hasty > MOST_HASTY) {
            Thread.sleep(LONGEST_PAUSE);
          }
        } catch (ChatTrouble trouble) {
          connection = new Connection(false, "not connected: " + trouble.getMessage());
          LOG.warn("Slack: {}", connection.words());
          Thread.sleep(trouble.after().compareTo(pause) > 0 ? trouble.after() : pause);
          Duration longer = pause.multipliedBy(2);
          pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      socket.ifPresent(SlackSocket::close);
    }
  }

  private void connected(String words) {
    String name = workspace.get().map(Workspace::name).orElse("?");
    connection = new Connection(true, words.formatted(name, SINCE.format(Instant.now())));
  }

  private boolean hear(Incoming incoming, SlackAnswering.Asked asked) {
    Optional<ChatListener> ear = listener.get();
    return ear.isPresent() && turns.take(() -> handle(incoming, asked, ear.get()));
  }

  private void acknowledged(Duration took) {
    listener.get().ifPresent(ear -> ear.acknowledged(took));
  }

  private void handle(Incoming incoming, SlackAnswering.Asked asked, ChatListener ear) {
    try {
      if (!isByProgram(incoming)) {
        recorded(incoming).ifPresent(place -> names.learn(place.channel()));
        ear.heard(incoming, new SlackAnswering(asked, client, messages));
      }
    } catch (RuntimeException broken) {
      LOG.error("not handled: {}", incoming.event(), broken);
    }
  }

  /** Where it was done, for what may be written down because of it; a form opens at once. */
  private static Optional<Place> recorded(Incoming incoming) {
    return switch (incoming) {
      case Incoming.Typed typed -> Optional.of(typed.at());
      case Incoming.Pressed pressed when pressed.press().form().isPresent() -> Optional.empty();
      case Incoming.Pressed pressed -> Optional.of(pressed.at());
      case Incoming.Submitted submitted -> Optional.of(submitted.at());
      case Incoming.Reacted reacted -> Optional.of(Place.threadOf(reacted.on()));
      case Incoming.Removed removed -> Optional.empty();
    };
  }

  /**
   * Programs may react, but it means nothing. Who cannot be asked about now is left to the regular
   * look at all reactions.
   */
  private boolean isByProgram(Incoming incoming) {
    if (!(incoming instanceof Incoming.Reacted reacted) || !reacted.added()) {
      return false;
    }
    try {
      return client.isBot(reacted.by().id(), known());
    } catch (ChatTrouble unknown) {
      return true;
    }
  }

  private Workspace known() throws ChatTrouble {
    return workspace
        .get()
        .orElseThrow(() -> new ChatTrouble(ChatTrouble.Kind.AWAY, connection.words()));
  }

  @Override
  public MessageId post(Place place, Message message, PostId id, boolean alsoInChannel)
      throws ChatTrouble {
    return messages.post(place, message, Optional.of(id), alsoInChannel);
  }

  @Override
  public Optional<MessageId> find(Place place, PostId id) throws ChatTrouble {
    return findAll(place, id).stream().findFirst();
  }

  @Override
  public List<MessageId> findAll(Place place, PostId id) throws ChatTrouble {
    return client.find(place, id, known());
  }

  @Override
  public boolean isDirect(String channel) {
    return channel.startsWith("D");
  }

  @Override
  public String channelName(String channel) {
    return names.name(channel);
  }

  @Override
  public void edit(MessageId posted, Message message, PostId id) throws ChatTrouble {
    messages.edit(posted, message, id);
  }

  @Override
  public void remove(Place place, MessageId posted, PostId id) throws ChatTrouble {
    try {
      client.delete(posted);
    } catch (ChatTrouble trouble) {
      if (trouble.kind() != ChatTrouble.Kind.GONE) {
        throw trouble;
      }
    }
  }

  @Override
  public Reactions reactions(MessageId posted) throws ChatTrouble {
    return client.reactions(posted, known());
  }

  @Override
  public Place direct(Account to) throws ChatTrouble {
    if (!to.platform().equals(NAME)) {
      throw new ChatTrouble(ChatTrouble.Kind.REFUSED, to.key() + " has no account in Slack");
    }
    return Place.channel(NAME, client.directChannel(to.id()));
  }

  @Override
  public void close() {
    listener.set(Optional.empty());
    connecting.interrupt();
    turns.close();
    connection = new Connection(false, "closed");
    files.close();
    web.close();
  }
}
