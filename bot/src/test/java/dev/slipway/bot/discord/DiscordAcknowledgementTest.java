package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounded form of {@code ./bench ack}. */
@Tag("T2")
class DiscordAcknowledgementTest {
  @TempDir private Path folder;

  private static void isInTime(DiscordAcknowledgements.Result result, int clicks) {
    String words = result.slipway().words("Discord");
    assertEquals(clicks, result.slipway().nanos().size(), words);
    assertEquals(0, result.slipway().refused(), words);
    assertTrue(result.slipway().millis(1) < 3_000, words);
  }

  @Test
  void everyClickIsAcknowledgedInTimeWhileTheStoreIsLockedAndWhileTheCoreIsBlocked()
      throws Exception {
    try (DiscordAcknowledgements benchmark = new DiscordAcknowledgements(folder)) {
      isInTime(
          benchmark.measureWithALockedStore(Duration.ofSeconds(2), Duration.ofSeconds(5)), 100);
      isInTime(benchmark.measure(Duration.ofSeconds(2), Duration.ofSeconds(10)), 100);
    }
  }
}
