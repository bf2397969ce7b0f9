package dev.slipway.bot.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.GivenServer;
import dev.slipway.bot.conversation.Eventually;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T3: from the configuration to the program, through a whole server. */
@Tag("T3")
class ServerTellsProgramsTest {
  @Test
  void aTestThatSomebodyAsksForArrivesSignedAndIsCounted(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("secret"), CourierTest.SECRET + "\n", StandardCharsets.UTF_8);
    try (Receiver receiver = new Receiver(CourierTest.SECRET);
        GivenServer server =
            GivenServer.in(
                folder,
                GivenServer.CONFIGURATION
                    + """
                    webhooks: { page: { url: "%s", secret-from: { file: secret } } }
                    news: { subscriptions: { all: { to: ["webhook:page"] } } }
                    """
                        .formatted(receiver.hook()))) {
      String body = "{\"words\":[\"news\",\"test\",\"page\"],\"answers\":[]}";

      var answer = server.post("/api/v1/lines", server.token("ada"), body);

      assertTrue(answer.body().contains("on its way"), answer.body());
      Eventually.so("it arrives", () -> !receiver.got().isEmpty());
      assertEquals("dev.slipway.test", receiver.got().getFirst().event().getType());
      String counted = "slipway_webhook_taken_total{webhook=\"page\"} 1.0";
      String token = server.token("ci");
      Eventually.so("counted", () -> figures(server, token).contains(counted));
    }
  }

  private static String figures(GivenServer server, String token) {
    try {
      return server.get("/actuator/prometheus", token).body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
