package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.ChatPlatform.Connection;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.ChatTrouble.Kind;
import dev.slipway.catalog.ChatSettings;
import dev.slipway.catalog.Secret;
import dev.slipway.control.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.events.StatusChangeEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.requests.SequentialRestRateLimiter;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.MemberCachePolicy;
import net.dv8tion.jda.api.utils.cache.CacheFlag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One login to Discord, again and again for as long as the server runs. JDA keeps a session alive
 * and resumes it; where it gives up (a refused token, no network at the start) this begins anew
 * with the token as it is then.
 */
final class DiscordConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiscordConnection.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  /** Seconds; the least that JDA takes. */
  private static final int LONGEST_RECONNECT = 32;

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  static {
    // Without it a message's text is there where it names the bot: the text that is meant for it.
    Message.suppressContentIntentWarning();
  }

  private final ChatSettings.Discord settings;
  private final Map<String, String> environment;
  private final Clock clock;
  private final ApplicationCommand command;

  /** Outlives a login: Discord counts the bot's calls whatever session makes them. */
  private final CallRate rate;

  private final AtomicReference<@Nullable JDA> login = new AtomicReference<>();
  private volatile State state = new State(false, "not connected yet", Instant.EPOCH);
  private final AtomicReference<String> said = new AtomicReference<>("");
  private volatile boolean closed;
  private volatile @Nullable Thread keeper;

  private record State(boolean up, String words, Instant since) {}

  DiscordConnection(
      ChatSettings.Discord settings,
      Map<String, String> environment,
      Clock clock,
      ApplicationCommand command,
      CallRate rate) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.command = command;
    this.rate = rate;
  }

  /** Returns at once. */
  void open(ListenerAdapter events) {
    keeper = Thread.ofVirtual().name("discord").start(() -> keep(events));
  }

  /** The login there is: calls work with it also while events do not arrive. */
  JDA discord() throws ChatTrouble {
    JDA now = login.get();
    if (now == null || now.getGuildById(settings.server()) == null) {
      throw new ChatTrouble(Kind.AWAY, "Discord is " + state.words());
    }
    return now;
  }

  /** Of a channel that is known; asks nobody. */
  Optional<String> channelName(String id) {
    return Optional.ofNullable(login.get())
        .filter(discord -> id.matches("[0-9]{1,20}"))
        .map(discord -> discord.getGuildChannelById(id))
        .map(GuildChannel::getName);
  }

  Connection words() {
    State now = state;
    JDA discord = login.get();
    Guild server = discord != null && now.up() ? discord.getGuildById(settings.server()) : null;
    if (discord == null || !now.up()) {
      return new Connection(false, now.words());
    }
    if (server == null) {
      return new Connection(
          false,
          "connected, but not a member of the server " + settings.server() + ": invite the bot");
    }
    List<String> missing = Rights.missing(server);
    String lacks = missing.isEmpty() ? "" : ", without the permissions " + missing;
    return new Connection(
        true, now.words() + " since " + now.since().truncatedTo(ChronoUnit.SECONDS) + lacks);
  }

  private void keep(ListenerAdapter events) {
    Duration pause = FIRST_PAUSE;
    while (!closed) {
      Instant begun = clock.now();
      try {
        String why = stay(events);
        down("not connected: " + why);
        if (Duration.between(begun, clock.now()).compareTo(LONGEST_PAUSE) > 0) {
          pause = FIRST_PAUSE;
        }
        if (!closed) {
          sayAway(why);
          clock.pause(pause);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  /** Logs in and waits for the end of that login. Says why it ended. */
  private String stay(ListenerAdapter events) throws InterruptedException {
    Lifetime lifetime = new Lifetime();
    try {
      JDA discord = builder(settings.token().value(environment), events, lifetime).build();
      login.set(discord);
      if (closed) {
        discord.shutdownNow();
      }
      lifetime.over.await();
      return lifetime.why;
    } catch (Secret.Missing missing) {
      return missing.getMessage() + "; " + missing.fix();
    } catch (InvalidTokenException refused) {
      return "Discord refused the token";
    } catch (RuntimeException e) {
      return String.valueOf(Calls.trouble(e, Kind.AWAY).getMessage());
    }
  }

  private JDABuilder builder(String token, ListenerAdapter events, Lifetime lifetime) {
    return JDABuilder.create(token, Rights.intents())
        .setRestConfig(
            new RestConfig()
                .setBaseUrl(settings.api())
                .setRateLimiterFactory(
                    limits -> new Attempt.Limits(new SequentialRestRateLimiter(limits), rate)))
        .setSessionController(new AtGateway(settings.gateway()))
        .setCompression(Compression.NONE)
        .disableCache(EnumSet.allOf(CacheFlag.class))
        .setMemberCachePolicy(MemberCachePolicy.NONE)
        .setRequestTimeoutRetry(false)
        .setMaxReconnectDelay(LONGEST_RECONNECT)
        .setEnableShutdownHook(false)
        .addEventListeners(lifetime, events);
  }

  /** Once for each reason, however often it is tried in vain. */
  private void sayAway(String why) {
    if (!why.equals(said.getAndSet(why)) && !closed) {
      LOG.warn("not connected to Discord: {}. It is tried again; what is to be told waits", why);
    }
  }

  private void sayBack(String words) {
    if (!said.getAndSet("").isEmpty()) {
      LOG.info("{} again", words);
    }
  }

  private void down(String words) {
    state = new State(false, words, clock.now());
  }

  @Override
  public void close() {
    closed = true;
    Thread thread = keeper;
    if (thread != null) {
      thread.interrupt();
    }
    JDA discord = login.get();
    if (discord != null) {
      discord.shutdown();
      try {
        if (!discord.awaitShutdown(FAREWELL)) {
          discord.shutdownNow();
        }
      } catch (InterruptedException e) {
        discord.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
    down("closed");
  }

  /** JDA does not take the gateway's address from Discord's REST API. */
  private static final class AtGateway extends ConcurrentSessionController {
    private final String address;

    AtGateway(String address) {
      this.address = address;
    }

    @Override
    public String getGateway() {
      return address;
    }
  }

  /** What becomes of one login. */
  private final class Lifetime extends ListenerAdapter {
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile String why = "the connection was closed";

    @Override
    public void onStatusChange(StatusChangeEvent event) {
      if (event.getNewStatus() == JDA.Status.CONNECTED) {
        String name = event.getJDA().getSelfUser().getName();
        state = new State(true, "connected as @" + name, clock.now());
        sayBack("connected to Discord as @" + name);
      } else if (state.up()) {
        down("not connected: reconnecting");
        if (event.getNewStatus() != JDA.Status.SHUTTING_DOWN) {
          sayAway("the connection was lost");
        }
      }
    }

    @Override
    public void onSessionDisconnect(SessionDisconnectEvent event) {
      CloseCode code = event.getCloseCode();
      if (code != null && !code.isReconnect()) {
        why = code.getCode() + " " + code.getMeaning();
      }
    }

    @Override
    public void onGuildReady(GuildReadyEvent event) {
      if (event.getGuild().getId().equals(settings.server())) {
        event
            .getGuild()
            .updateCommands()
            .addCommands(command.declaration())
            .queue(
                declared -> {},
                failed ->
                    LOG.warn(
                        "the command of Discord could not be declared: {}",
                        Calls.trouble(failed, Kind.AWAY).getMessage()));
      }
    }

    @Override
    public void onShutdown(ShutdownEvent event) {
      over.countDown();
    }
  }
}
