package dev.slipway.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.discord.ServedDiscord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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

  /** JDA itself would write warnings and errors at every try. */
  @Test
  void thatDiscordIsAwayIsOneCalmLine(@TempDir Path folder) throws Exception {
    try (ServedDiscord discord = new ServedDiscord()) {
      Path configuration = ServerProcess.configure(folder, discord, Optional.empty());
      Path log = configuration.resolveSibling("log");
      try (ServerProcess server = ServerProcess.start(configuration)) {
        until(server, discord::isListenedTo);

        discord.drop();

        until(server, () -> written(log).contains("connected to Discord as @slipway again"));
      }
      List<String> warnings =
          written(log)
              .lines()
              .filter(line -> line.contains(" ERROR ") || line.contains(" WARN "))
              .filter(line -> line.contains("iscord") || line.contains("jda"))
              .toList();
      assertEquals(1, warnings.size(), warnings::toString);
      assertTrue(
          warnings.getFirst().contains("not connected to Discord: the connection was lost"),
          warnings::toString);
    }
  }

  private static String written(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JVM starts, perhaps on a machine that has other things to do. */
  private static void until(ServerProcess server, BooleanSupplier so) throws InterruptedException {
    for (int tries = 0; tries < 600 && !so.getAsBoolean(); tries++) {
      assertTrue(server.isAlive(), "the server has ended");
      Thread.sleep(100);
    }
    assertTrue(so.getAsBoolean(), "not within a minute");
  }
}
