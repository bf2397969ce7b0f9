package dev.slipway.shell.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real workers in processes of their own; how long it takes is measured by {@code ./bench
 * takeover}.
 */
@Timeout(240)
class TakeoverTest {
  @TempDir Path folder;

  @Test
  void theWorkerBesideAKilledOneGoesOn() throws Exception {
    try (LongBake bake = LongBake.in(folder)) {
      List<Duration> gaps = Takeovers.takeovers(bake, 1);
      assertEquals(1, gaps.size());
    }
  }

  /** A stopped process knows nothing of the time that passed; woken, it must not go on driving. */
  @Test
  void aWorkerThatWasStoppedLetsGoOfWhatAnotherTookOver() throws Exception {
    try (LongBake bake = LongBake.in(folder);
        WorkerProcess stopped = WorkerProcess.in(folder)) {
      bake.start();
      try (WorkerProcess other = WorkerProcess.in(folder)) {
        LongBake.await("second worker", () -> bake.workers().contains(other.pid()));
        stopped.standStill();
        Instant moment = Instant.now();
        Duration gap = bake.drivenAgainAfter(moment);
        assertTrue(gap.compareTo(Duration.ofSeconds(1)) > 0, "it was the stopped one: " + gap);

        stopped.goOn();

        LongBake.await("letting go", () -> log().contains("no longer driving shop/2"));
        Instant both = Instant.now();
        assertTrue(!bake.drivenAgainAfter(both).isNegative());
        LongBake.await("sign of life", () -> bake.workers().contains(stopped.pid()));
      }
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("work.log"), StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      return "";
    }
  }
}
