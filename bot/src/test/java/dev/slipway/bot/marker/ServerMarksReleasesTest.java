package dev.slipway.bot.marker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.GivenServer;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.command.AShop;
import dev.slipway.journal.ReleaseRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** V3: from the configuration to the dashboard, through a whole server. */
@Tag("V3")
class ServerMarksReleasesTest {
  private static final String SERIES =
      "slipway_release_info{environment=\"prod\",service=\"shop\",";

  @Test
  void aReleaseThatMovesIsAnAnnotationAndASeries(@TempDir Path folder) throws Exception {
    try (AShop shop = AShop.in(folder)) {
      ReleaseRecord unused = shop.atAQuarter("v2");
    }
    Files.writeString(folder.resolve("token"), FakeGrafana.TOKEN + "\n", StandardCharsets.UTF_8);
    try (FakeGrafana grafana = new FakeGrafana();
        GivenServer server =
            GivenServer.in(
                folder,
                GivenServer.CONFIGURATION.replace("store/slipway.db", "slipway.db")
                    + """
                    markers: { grafana: { url: "%s", token-from: { file: token } } }
                    """
                        .formatted(grafana.url()))) {
      Eventually.so("it is marked", () -> !grafana.annotations().isEmpty());
      String marked = grafana.annotations().getFirst().get("tags").toString();
      assertTrue(marked.contains("\"service:shop\",\"environment:prod\",\"version:v2\""), marked);

      String token = server.token("ci");
      Eventually.so("it is seen", () -> figures(server, token).contains(SERIES));
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
