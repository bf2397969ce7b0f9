package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Answering;
import dev.slipway.bot.conversation.ChatListener;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Place;
import dev.slipway.catalog.ChatSettings;
import dev.slipway.catalog.Secret;
import dev.slipway.command.Candidate;
import dev.slipway.control.Clock;
import dev.slipway.control.SystemClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The adapter in front of the strict fake, and a listener that writes down what it hears. */
final class ADiscord implements AutoCloseable {
  /** Longer than a machine stands still: what the core answers is the first word. */
  private static final Answers.Patience LONG =
      new Answers.Patience(Duration.ofSeconds(30), Duration.ofSeconds(30));

  static final Place CHANNEL = Place.channel("discord", World.CHANNEL);

  final FakeDiscord discord;
  final FakePeople people;
  final DiscordPlatform platform;
  final List<Incoming> heard = new CopyOnWriteArrayList<>();

  /** What is done about everything heard. */
  volatile BiConsumer<Incoming, Answering> answers = (incoming, answering) -> {};

  volatile Function<String, List<Candidate>> completes = line -> List.of();

  ADiscord() throws Exception {
    this(new FakeDiscord());
  }

  ADiscord(FakeDiscord discord) {
    this(discord, LONG);
  }

  private ADiscord(FakeDiscord discord, Answers.Patience patience) {
    this.discord = discord;
    this.people = new FakePeople(discord);
    this.platform = platform(discord, new SystemClock(), FakeDiscord.TOKEN, patience);
  }

  /** Commands and clicks are acknowledged after the usual while. */
  static ADiscord inTime() throws Exception {
    return new ADiscord(new FakeDiscord(), Answers.Patience.USUAL);
  }

  static DiscordPlatform platform(FakeDiscord discord, Clock clock) {
    return platform(discord, clock, FakeDiscord.TOKEN);
  }

  static DiscordPlatform platform(FakeDiscord discord, Clock clock, String token) {
    return platform(discord, clock, token, LONG);
  }

  static DiscordPlatform platform(
      FakeDiscord discord, Clock clock, String token, Answers.Patience patience) {
    return new DiscordPlatform(
        new ChatSettings.Discord(
            new Secret.InEnvironment("DISCORD_TOKEN"),
            World.SERVER,
            discord.rest.address(),
            discord.gateway.address()),
        Map.of("DISCORD_TOKEN", token),
        clock,
        patience);
  }

  ADiscord open() {
    platform.open(listener());
    Eventually.so(
        () -> "connected: " + platform.connection().words(), () -> platform.connection().up());
    Eventually.so("the command is declared", () -> !discord.commands().isEmpty());
    return this;
  }

  ChatListener listener() {
    return new ChatListener() {
      @Override
      public void heard(Incoming incoming, Answering answering) {
        heard.add(incoming);
        answers.accept(incoming, answering);
      }

      @Override
      public List<Candidate> complete(Account by, Place at, String line) {
        return completes.apply(line);
      }
    };
  }

  <T extends Incoming> T hears(Class<T> kind) {
    Eventually.so(
        () -> "heard " + kind.getSimpleName() + " in " + heard,
        () -> heard.stream().anyMatch(kind::isInstance));
    return kind.cast(heard.stream().filter(kind::isInstance).findFirst().orElseThrow());
  }

  World.Message newest(String channel) {
    return discord.messages(channel).getLast();
  }

  @Override
  public void close() {
    platform.close();
    discord.close();
  }
}
