package dev.slipway.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bot.discord.ServedDiscord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounded form of {@code ./bench reattach}; how fast it is is no matter here. */
@Tag("T2")
class ReattachTest {
  @Test
  void theNextProcessGoesOnBelowTheSameMessage(@TempDir Path folder) throws Exception {
    try (Reattachments server = new Reattachments(folder, new ServedDiscord(), Optional.empty())) {
      Reattachments.Took unused = server.afterKill(1, Duration.ofMillis(100));

      assertEquals(0, server.twice(1));
    }
  }
}
