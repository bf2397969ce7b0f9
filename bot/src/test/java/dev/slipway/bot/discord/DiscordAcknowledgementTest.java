package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.Waits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounded form of {@code ./bench ack}. */
@Tag("T2")
class DiscordAcknowledgementTest {
  @TempDir private Path folder;

  private static void isInTime(Callable<DiscordAcknowledgements.Result> measure, int clicks)
      throws Exception {
    Waits waits = Waits.bestOf(5, () -> measure.call().slipway());
    assertTrue(waits.isInTime(), waits.words("Discord"));
    assertEquals(clicks, waits.nanos().size());
  }

  @Test
  void everyClickIsAcknowledgedInTimeWhileTheStoreIsLockedAndWhileTheCoreIsBlocked()
      throws Exception {
    try (DiscordAcknowledgements benchmark = new DiscordAcknowledgements(folder)) {
      Duration length = Duration.ofSeconds(2);
      isInTime(() -> benchmark.measureWithALockedStore(length, Duration.ofSeconds(5)), 100);
      isInTime(() -> benchmark.measure(length, Duration.ofSeconds(10)), 100);
    }
  }
}
