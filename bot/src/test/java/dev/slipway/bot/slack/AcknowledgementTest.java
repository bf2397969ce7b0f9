package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bounded form of {@code ./bench ack}. */
@Tag("T2")
class AcknowledgementTest {
  @ParameterizedTest
  @EnumSource
  void everyClickIsAcknowledgedInTimeWhileTheStoreIsLocked(SlackRig.Mode mode, @TempDir Path folder)
      throws Exception {
    try (AcknowledgementBenchmark benchmark = new AcknowledgementBenchmark(folder, mode)) {
      AcknowledgementBenchmark.Result result =
          benchmark.measureWithALockedStore(Duration.ofSeconds(3), Duration.ofSeconds(5));

      String words = result.slipway().words(mode.name());
      assertEquals(150, result.slipway().nanos().size(), words);
      assertEquals(0, result.slipway().refused(), words);
      assertTrue(result.slipway().millis(1) < 3_000, words);
    }
  }
}
