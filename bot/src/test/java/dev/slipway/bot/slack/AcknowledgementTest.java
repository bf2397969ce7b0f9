package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.Waits;
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
      Waits waits =
          Waits.bestOf(
              5,
              () ->
                  benchmark
                      .measureWithALockedStore(Duration.ofSeconds(3), Duration.ofSeconds(5))
                      .slipway());

      assertTrue(waits.isInTime(), waits.words(mode.name()));
      assertEquals(150, waits.nanos().size());
    }
  }
}
