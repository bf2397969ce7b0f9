package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.MemoryChat;
import dev.slipway.bot.conversation.Place;
import dev.slipway.command.AShop;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.outside.store.SqlOutbox;
import dev.slipway.release.EnvironmentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * T2: 200 releases at once in 20 channels. Time is moved, so the figures are what pacing makes of
 * the platform's limits, whatever the machine.
 */
class ManyReleasesTest {
  private static final int CHANNELS = 20;
  private static final int IN_EACH = 10;
  private static final Duration TURN = Duration.ofMillis(400);

  @TempDir private Path folder;
  private AShop shop;
  private MemoryChat chat;
  private Delivery delivery;

  @BeforeEach
  void open() {
    Map<EnvironmentName, List<String>> told = new LinkedHashMap<>();
    for (int i = 1; i <= CHANNELS; i++) {
      told.put(new EnvironmentName("prod-" + i), List.of("memory:C" + i));
    }
    shop = AShop.inManyChannels(folder, told);
    chat = new MemoryChat(shop.clock());
    delivery =
        new Delivery(
            shop.desk(),
            new SqlOutbox(shop.store()),
            new SqlChatBook(shop.store()),
            List.of(chat.platform()),
            new Holder("one", other -> false),
            List.of("✅"),
            Runnable::run);
  }

  @AfterEach
  void close() {
    chat.close();
    shop.close();
  }

  private List<ChatRig.Seen> in(int channel) {
    return chat.messages(Place.channel("memory", "C" + channel));
  }

  private boolean isTold(int channel, String words) {
    return in(channel).stream()
        .flatMap(root -> chat.messages(Place.threadOf(root.id())).stream())
        .anyMatch(line -> line.text().contains(words));
  }

  private void turn() {
    delivery.turn();
    AShop unused = shop.later(TURN);
  }

  /** Turns until it is so, and how much time of the shop passed. */
  private Duration takes(java.util.function.BooleanSupplier so, Duration most) {
    java.time.Instant begin = shop.now();
    while (!so.getAsBoolean()) {
      assertTrue(Duration.between(begin, shop.now()).compareTo(most) <= 0, "not within " + most);
      turn();
    }
    return Duration.between(begin, shop.now());
  }

  private boolean everywhere(java.util.function.IntPredicate so) {
    return java.util.stream.IntStream.rangeClosed(1, CHANNELS).allMatch(so);
  }

  @Test
  void twoHundredReleasesAreRightWithinFiveMinutesAndHarmWithinFifteenSeconds() {
    delivery.turn();
    List<ReleaseRecord> moving = new ArrayList<>();
    for (int i = 1; i <= CHANNELS; i++) {
      moving.add(shop.atAQuarterIn("prod-" + i, "v2"));
      for (int more = 1; more < IN_EACH; more++) {
        var unused = shop.opened("v2", new EnvironmentName("prod-" + i));
      }
    }
    AShop alive = shop.withAWorker();

    Duration unusedFirst =
        takes(() -> everywhere(i -> in(i).size() == IN_EACH), Duration.ofMinutes(5));
    assertTrue(alive.now().isAfter(AShop.START));

    for (int i = 0; i < CHANNELS / 2; i++) {
      var rolledBack = shop.rollsBackByItself(moving.get(i));
      var paused =
          AShop.yes(
              shop.desk().course().pause(AShop.BEN, moving.get(CHANNELS / 2 + i), "a log line"));
      assertTrue(rolledBack.state().isEnd() && paused.state().isMoving());
    }
    Duration harm =
        takes(
            () ->
                everywhere(
                    i -> isTold(i, i <= CHANNELS / 2 ? "was rolled back by itself" : "is paused")),
            Duration.ofSeconds(15));
    Duration unusedRoots =
        takes(
            () ->
                everywhere(i ->
                    in(i).stream()
                        .anyMatch(root ->
                            root.text()
                                .startsWith(
                                    i <= CHANNELS / 2
                                        ? "# shop v2 to prod-" + i + ": rolled back"
                                        : "# shop v2 to prod-" + i + ": paused"))),
            Duration.ofSeconds(15).minus(harm));

    assertEquals(0, chat.refusedForPace(), "within the platform's limits");
  }
}
