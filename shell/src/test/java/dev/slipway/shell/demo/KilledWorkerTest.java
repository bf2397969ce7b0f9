package dev.slipway.shell.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few kills of the proof that {@code ./bench kills} runs at length. */
class KilledWorkerTest {
  private static final int KILLS = 3;

  @TempDir Path folder;

  @Test
  @Tag("X9")
  void aReleaseWhoseWorkerIsKilledAgainAndAgainIsStillTakenBack() throws Exception {
    long seed = new Random().nextLong();
    AtomicInteger left = new AtomicInteger(KILLS);
    try (KilledGround ground = KilledGround.prepare(folder)) {
      KilledLife.Result result = ground.live(KilledLife.Kind.V2_BREAKS, new Random(seed), left);
      assertEquals(List.of(), result.wrong(), "seed " + seed);
      assertTrue(result.kills() > 0, "nobody was killed; seed " + seed);
    }
  }
}
