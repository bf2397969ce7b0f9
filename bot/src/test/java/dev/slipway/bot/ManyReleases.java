package dev.slipway.bot;

import dev.slipway.bot.conversation.Channels;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.Conversation;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.delivery.Delivery;
import dev.slipway.bot.delivery.Holder;
import dev.slipway.bot.discord.ServedDiscord;
import dev.slipway.bot.slack.ServedSlack;
import dev.slipway.command.AShop;
import dev.slipway.control.Answer;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.outside.store.SqlOutbox;
import dev.slipway.release.EnvironmentName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * 200 releases at once in 20 channels, in real time, against platforms that keep their limits: how
 * long until each release has its message, until news of harm stands in every thread and shows in
 * its message, and until nothing waits any more. Argument: slack or discord; both without one.
 */
public final class ManyReleases implements AutoCloseable {
  private static final int CHANNELS = 20;
  private static final int IN_EACH = 10;
  private static final Duration TURN = Duration.ofMillis(400);
  private static final Duration HARM = Duration.ofSeconds(15);
  private static final Duration ALL = Duration.ofMinutes(5);

  private final ServedChat chat;
  private final List<Place> places;
  private final AShop shop;
  private final SqlOutbox outbox;
  private final ChatPlatform platform;
  private final Delivery delivery;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private long turned = System.nanoTime();

  ManyReleases(Path folder, ServedChat chat) {
    this.chat = chat;
    List<String> channels = chat.moreChannels(CHANNELS);
    Map<EnvironmentName, List<String>> told = new LinkedHashMap<>();
    for (int i = 0; i < CHANNELS; i++) {
      told.put(environment(i), List.of(channels.get(i)));
    }
    places = channels.stream().map(Channels::place).toList();
    shop = AShop.inManyChannels(folder, told);
    outbox = new SqlOutbox(shop.store());
    SqlChatBook book = new SqlChatBook(shop.store());
    platform = chat.rig().platform();
    delivery =
        new Delivery(
            shop.desk(),
            outbox,
            book,
            List.of(platform),
            Holder.ofThisProcess(),
            List.of("✅", "white_check_mark"),
            threads);
    platform.open(new Conversation(shop.desk(), book, delivery.names(), delivery.reacting()));
  }

  private static EnvironmentName environment(int channel) {
    return new EnvironmentName("prod-" + (channel + 1));
  }

  /** Turns until it is so. */
  private Duration takes(String what, Duration aim, BooleanSupplier so)
      throws InterruptedException {
    long begin = System.nanoTime();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - begin > 2 * ALL.toNanos()) {
        throw new AssertionError(what + ": given up");
      }
      turn();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    System.out.printf(
        Locale.ROOT, "  %-58s %6.1f s (aim: %d s)%n", what, took.toMillis() / 1e3, aim.toSeconds());
    return took;
  }

  /** The shop's time goes as fast as everybody's. */
  private void turn() throws InterruptedException {
    long now = System.nanoTime();
    AShop unused = shop.later(Duration.ofNanos(now - turned));
    turned = now;
    delivery.turn();
    Thread.sleep(TURN);
  }

  private boolean everywhere(java.util.function.IntPredicate so) {
    return java.util.stream.IntStream.range(0, CHANNELS).allMatch(so);
  }

  private List<ChatRig.Seen> roots(int channel) {
    String title = " to " + environment(channel).value() + ": ";
    return chat.rig().messages(places.get(channel)).stream()
        .filter(seen -> seen.text().contains("shop v2" + title))
        .toList();
  }

  private static boolean isHarmed(int channel) {
    return channel < CHANNELS / 2;
  }

  private boolean showsHarm(int channel) {
    String state = isHarmed(channel) ? "rolled back" : "paused";
    String title = "shop v2 to " + environment(channel).value() + ": " + state;
    return roots(channel).stream().anyMatch(seen -> seen.text().contains(title));
  }

  private boolean tellsHarm(int channel) {
    String words = isHarmed(channel) ? "was rolled back by itself" : "is paused";
    return roots(channel).stream()
        .flatMap(root -> chat.rig().messages(Place.threadOf(root.id())).stream())
        .anyMatch(line -> line.text().contains(words));
  }

  boolean run() throws InterruptedException {
    while (!platform.connection().up()) {
      turn();
    }
    delivery.turn();
    List<ReleaseRecord> moving = new ArrayList<>();
    for (int i = 0; i < CHANNELS; i++) {
      moving.add(shop.atAQuarterIn(environment(i).value(), "v2"));
      for (int more = 1; more < IN_EACH; more++) {
        ReleaseRecord unused = shop.opened("v2", environment(i));
      }
    }
    AShop unusedAlive = shop.withAWorker();
    turned = System.nanoTime();
    Duration all =
        takes(
            "200 releases: each has its message",
            ALL,
            () -> everywhere(i -> roots(i).size() == IN_EACH));
    for (int i = 0; i < CHANNELS; i++) {
      if (isHarmed(i)) {
        ReleaseRecord unused = shop.rollsBackByItself(moving.get(i));
      } else {
        Answer<ReleaseRecord> unused =
            shop.desk().course().pause(AShop.BEN, moving.get(i), "a log line");
      }
    }
    turned = System.nanoTime();
    Duration told =
        takes(
            "10 rolled back, 10 paused: told in their threads",
            HARM,
            () -> everywhere(this::tellsHarm));
    Duration shown =
        takes("and their messages show it, after that", HARM, () -> everywhere(this::showsHarm));
    Duration rest =
        takes(
            "and nothing waits any more, after that",
            ALL,
            () -> outbox.oldest(shop.now()).isEmpty());
    System.out.println(
        "  calls that the platform refused for their pace: " + chat.refusedForPace());
    chat.refusals().forEach((what, times) -> System.out.println("    " + what + ": " + times));
    return told.plus(shown).compareTo(HARM) <= 0
        && all.plus(told).plus(shown).plus(rest).compareTo(ALL) <= 0;
  }

  @Override
  public void close() {
    platform.close();
    threads.close();
    shop.close();
    chat.close();
  }

  public static void main(String[] arguments) throws Exception {
    boolean good = true;
    for (boolean slack : new boolean[] {true, false}) {
      if (arguments.length > 0 && slack != arguments[0].equals("slack")) {
        continue;
      }
      System.out.println(slack ? "SLACK" : "DISCORD");
      Path folder = Files.createTempDirectory("slipway-many-");
      try (ManyReleases many =
          new ManyReleases(folder, slack ? new ServedSlack() : new ServedDiscord())) {
        good &= many.run();
      }
    }
    System.exit(good ? 0 : 1);
  }
}
