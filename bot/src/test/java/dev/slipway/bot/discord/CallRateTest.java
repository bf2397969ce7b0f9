package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.control.SystemClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T2: Discord takes fifty calls a second of a bot. */
@Tag("T2")
class CallRateTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Clocks of this kind may begin anywhere, also below zero. */
  private static final long BEGIN = -7 * SECOND;

  private static final long STEP = Duration.ofMillis(1).toNanos();
  private final Random random = new Random(4);

  /** When calls of several servers arrive that all want to be made at once, in nanoseconds. */
  private List<Long> arriving(int servers, int calls, Duration longestWay) {
    List<CallRate> rates = new ArrayList<>();
    List<PriorityQueue<Long>> answers = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      CallRate rate = new CallRate();
      rate.sharedBy(servers);
      rates.add(rate);
      answers.add(new PriorityQueue<>());
    }
    List<Long> arriving = new ArrayList<>();
    for (long now = BEGIN; arriving.size() < calls; now += STEP) {
      for (int i = 0; i < servers; i++) {
        PriorityQueue<Long> expected = answers.get(i);
        while (!expected.isEmpty() && expected.peek() <= now) {
          rates.get(i).answered(expected.remove());
        }
        while (rates.get(i).take(now).isZero()) {
          long arrives = now + way(longestWay);
          arriving.add(arrives);
          expected.add(arrives + way(longestWay));
        }
      }
    }
    return arriving.stream().sorted().toList();
  }

  private long way(Duration longest) {
    return longest.isZero() ? 0 : random.nextLong(longest.toNanos());
  }

  private static long mostInASecond(List<Long> arriving) {
    return arriving.stream()
        .mapToLong(from -> arriving.stream().filter(at -> at >= from && at < from + SECOND).count())
        .max()
        .orElse(0);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 20", "1, 300", "1, 2000", "2, 20", "2, 300", "3, 50", "7, 100"})
  void aCrowdArrivesNoFasterThanDiscordTakesItHoweverLongTheWayIs(int servers, int millis) {
    List<Long> arriving = arriving(servers, 400, Duration.ofMillis(millis));

    assertTrue(mostInASecond(arriving) <= 50, "at most fifty: " + mostInASecond(arriving));
  }

  @Test
  void mostOfWhatThereIsIsUsed() {
    List<Long> arriving = arriving(1, 400, Duration.ofMillis(100));

    assertTrue(arriving.getLast() - BEGIN <= 11 * SECOND, "400 calls in 11 s");
  }

  @Test
  void whatComesNowAndThenIsNeverHeldBack() {
    CallRate rate = new CallRate();
    for (long now = BEGIN; now < BEGIN + 20 * SECOND; now += SECOND / 10) {
      for (int at = 0; at < 4; at++) {
        assertEquals(Duration.ZERO, rate.take(now));
        rate.answered(now + SECOND / 20);
      }
    }
  }

  @Test
  void twoServersAtFullSpeedAreNeverRefused() throws Exception {
    List<String> channels = List.of(World.CHANNEL, World.SECOND_CHANNEL);
    List<Future<?>> calls = new ArrayList<>();
    try (ADiscord chat = new ADiscord();
        DiscordPlatform other = ADiscord.platform(chat.discord, new SystemClock());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      chat.open();
      other.open(chat.listener());
      Eventually.so("both are connected", () -> other.connection().up());
      for (DiscordPlatform platform : List.of(chat.platform, other)) {
        platform.sharedBy(2);
        for (int i = 0; i < 45; i++) {
          String channel = channels.get(i % 2);
          calls.add(threads.submit(() -> look(platform, channel)));
        }
      }
      for (Future<?> call : calls) {
        Object unused = call.get();
      }

      assertEquals(0, chat.discord.rest.buckets().refused(), "within the platform's limits");
    }
  }

  private static Void look(DiscordPlatform platform, String channel) throws ChatTrouble {
    var unused = platform.find(Place.channel("discord", channel), new PostId("none"));
    return null;
  }
}
