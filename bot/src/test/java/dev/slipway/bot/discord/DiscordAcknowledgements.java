package dev.slipway.bot.discord;

import dev.slipway.bot.LoadedConversation;
import dev.slipway.bot.Waits;
import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Press;
import dev.slipway.control.SystemClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;

/**
 * How late Discord's clicks are acknowledged: from the moment at which the gateway reports one to
 * the first word that Discord takes, beside a bot of the same process that has a Discord of its own
 * and does nothing but acknowledge. A click is answered with its answer where that comes in time,
 * and acknowledged after 1.5 s where it does not.
 */
public final class DiscordAcknowledgements implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final FakeDiscord discord = new FakeDiscord();
  private final FakeDiscord beside = new FakeDiscord();
  private final FakePeople people = new FakePeople(discord);
  private final FakePeople peopleBeside = new FakePeople(beside);
  private final DiscordPlatform platform =
      ADiscord.platform(discord, new SystemClock(), FakeDiscord.TOKEN, Answers.Patience.USUAL);
  private final JDA bare;
  private final LoadedConversation conversation;

  DiscordAcknowledgements(Path folder) throws Exception {
    discord.interactions.firstWordWithin = 3_000;
    beside.interactions.firstWordWithin = 3_000;
    World.Person ada = people.person("ada");
    conversation = new LoadedConversation(folder, new Account("discord", ada.id()));
    platform.open(conversation);
    Eventually.so("connected", () -> platform.connection().up());
    bare =
        JDABuilder.createLight(FakeDiscord.TOKEN)
            .setRestConfig(new RestConfig().setBaseUrl(beside.rest.address()))
            .setSessionController(
                new ConcurrentSessionController() {
                  @Override
                  public String getGateway() {
                    return beside.gateway.address();
                  }
                })
            .setCompression(Compression.NONE)
            .addEventListeners(
                new ListenerAdapter() {
                  @Override
                  public void onButtonInteraction(ButtonInteractionEvent event) {
                    event.deferEdit().queue();
                  }
                })
            .build()
            .awaitReady();
  }

  record Result(Waits slipway, Waits bare) {}

  /** Both at the same rate at the same time, each click due whether the one before is answered. */
  Result measure(Duration length, Duration blocked) throws InterruptedException {
    conversation.block(blocked);
    World.Message root = message(discord);
    World.Message rootBeside = message(beside);
    String press = new Press("details", "shop/2", 1, "", Optional.empty()).code();
    int clicks = (int) (length.toMillis() * Waits.A_SECOND / 1_000);
    List<Interactions.One> ours = new ArrayList<>();
    List<Interactions.One> theirs = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < clicks; i++) {
      TimeUnit.NANOSECONDS.sleep(begin + i * (1_000_000_000L / Waits.A_SECOND) - System.nanoTime());
      ours.add(people.pressesId(people.person("ada"), root, press));
      theirs.add(peopleBeside.pressesId(peopleBeside.person("ada"), rootBeside, press));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && !(areAnswered(ours) && areAnswered(theirs))) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return new Result(waits(ours), waits(theirs));
  }

  private static World.Message message(FakeDiscord discord) {
    synchronized (discord) {
      World.Message message =
          new World.Message(
              discord.world.snowflake(), World.CHANNEL, discord.world.person(World.BOT));
      discord.world.messages.put(message.id, message);
      return message;
    }
  }

  private static boolean areAnswered(List<Interactions.One> all) {
    return all.stream().allMatch(Interactions.One::isAnswered);
  }

  private static Waits waits(List<Interactions.One> all) {
    List<Long> nanos =
        all.stream()
            .filter(Interactions.One::isAnswered)
            .map(one -> TimeUnit.MILLISECONDS.toNanos(one.answeredAfter))
            .toList();
    return new Waits(nanos, all.size() - nanos.size());
  }

  Result measureWithALockedStore(Duration length, Duration locked) throws Exception {
    return conversation.withALockedStore(locked, () -> measure(length, Duration.ZERO));
  }

  @Override
  public void close() {
    bare.shutdownNow();
    platform.close();
    conversation.close();
    discord.close();
    beside.close();
  }

  /** Whether the aims were reached; the figures are printed. */
  public static boolean measured(Path folder, long seconds) throws Exception {
    Duration ten = Duration.ofSeconds(10);
    try (DiscordAcknowledgements benchmark =
        new DiscordAcknowledgements(Files.createDirectory(folder.resolve("discord")))) {
      System.out.println("DISCORD");
      Result unused = benchmark.measure(Duration.ofSeconds(5), Duration.ZERO);
      long before = benchmark.conversation.commits();
      Result loaded = benchmark.measure(Duration.ofSeconds(seconds), Duration.ZERO);
      System.out.printf(
          Locale.ROOT,
          "  %d clicks a second for %d s, %d commits a second beside them%n",
          Waits.A_SECOND,
          seconds,
          (benchmark.conversation.commits() - before) / seconds);
      boolean good = loaded.slipway().printedBeside(loaded.bare(), true);
      System.out.println("  the core blocked for 10 s");
      Result blocked = benchmark.measure(ten, ten);
      good &= blocked.slipway().printedBeside(blocked.bare(), false);
      System.out.println("  the store locked for 10 s");
      Result locked = benchmark.measureWithALockedStore(ten, ten);
      good &= locked.slipway().printedBeside(locked.bare(), false);
      return good;
    }
  }
}
