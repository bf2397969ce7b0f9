package dev.slipway.bot.marker;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** V2, V3: from the configuration to the dashboard and the traces, through a whole server. */
@Tag("V2")
@Tag("V3")
class ServerMarksReleasesTest {
  private static final String SERIES =
      "slipway_release_info{environment=\"prod\",service=\"shop\",";

  @Test
  void aReleaseThatMovesIsAnAnnotationATraceAndASeries(@TempDir Path folder) throws Exception {
    try (AShop shop = AShop.in(folder)) {
      ReleaseRecord unused = shop.atAQuarter("v2");
    }
    Files.writeString(folder.resolve("token"), FakeGrafana.TOKEN + "\n", StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("otlp"), FakeCollector.TOKEN, StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("tenant"), FakeCollector.TENANT, StandardCharsets.UTF_8);
    try (FakeGrafana grafana = new FakeGrafana();
        FakeCollector collector = new FakeCollector();
        GivenServer server =
            GivenServer.in(
                folder,
                GivenServer.CONFIGURATION.replace("store/slipway.db", "slipway.db")
                    + """
                    markers:
                      grafana: { url: "%s", token-from: { file: token } }
                      otlp: { url: "%s", token-from: { file: otlp }, headers: { X-Scope-OrgID: { file: tenant } } }
                    """
                        .formatted(grafana.url(), collector.url()))) {
      Eventually.so("it is marked", () -> !grafana.annotations().isEmpty());
      String marked = grafana.annotations().getFirst().get("tags").toString();
      assertTrue(marked.contains("\"service:shop\",\"environment:prod\",\"version:v2\""), marked);

      Eventually.so("it is traced", () -> !collector.taken().isEmpty());
      assertEquals("started", collector.taken().getFirst().span().getName());
      assertEquals("shop", collector.taken().getFirst().resource().get("service.name"));

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
