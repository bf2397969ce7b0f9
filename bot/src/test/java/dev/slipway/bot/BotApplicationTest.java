package dev.slipway.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BotApplicationTest {
  private static final String CONFIGURATION =
      """
      version: 1
      store: { kind: sqlite, path: slipway.db }
      people:
        ada: { name: Ada Okafor, emails: [ada@example.org], os-users: [ada], roles: [developer] }
        chi: { name: Chi Tan, emails: [chi@example.org], os-users: [chi], roles: [on-call] }
      policies:
        default:
          levels: { medium-from: 3, high-from: 6, high-at-once: [money] }
          low: { strategy: canary, stages: [10, 100], bake: 5m, observe: 5m, approvals: [] }
          medium: { strategy: canary, stages: [10, 100], bake: 5m, observe: 5m, approvals: [] }
          high: { strategy: canary, stages: [10, 100], bake: 5m, observe: 5m, approvals: [] }
      services:
        shop:
          repository: { path: . }
          environments:
            prod:
              policy: default
              target: { kind: practice, fleet: fleet.json }
              limits: { error-rate: { at-most: 2% } }
      """;

  @TempDir private Path folder;

  @Test
  void saysWhetherItIsWellAndMoreToWhoeverShowsAToken() throws Exception {
    try (GivenServer server = GivenServer.in(folder)) {
      HttpResponse<String> stranger = server.get("/actuator/health", "");
      assertEquals(200, stranger.statusCode());
      assertFalse(stranger.body().contains("worker"), stranger.body());

      HttpResponse<String> known = server.get("/actuator/health", server.token("ben"));
      assertTrue(
          known.body().contains("\"core\":{\"details\":{\"moving\":[],\"worker\":true}"),
          known.body());
    }
  }

  @Test
  void givesItsFiguresToWhoeverShowsAToken() throws Exception {
    try (GivenServer server = GivenServer.in(folder)) {
      assertEquals(401, server.get("/actuator/prometheus", "").statusCode());

      String figures = server.get("/actuator/prometheus", server.token("ci")).body();

      for (String figure :
          List.of(
              "slipway_releases_moving 0.0",
              "slipway_releases_waiting 0.0",
              "slipway_workers 1.0",
              "slipway_driving 0.0",
              "slipway_outbox_oldest_seconds 0.0",
              "slipway_news_oldest_seconds{to=\"webhook\"} 0.0",
              "slipway_news_dead{to=\"mail\"} 0.0",
              "slipway_news_dead{to=\"marker\"} 0.0",
              "slipway_api_turned_away_total 1.0")) {
        assertTrue(figures.contains(figure), figure + " in " + figures);
      }
    }
  }

  @Test
  void doesNotStartOnAWrongConfiguration() throws Exception {
    write("version: 1\npeeple: {}\n");

    assertEquals(2, ServerStart.in(folder, err()), said());
    assertTrue(said().contains("slipway.yaml:2:"), said());
    assertTrue(said().contains("Fix:  mend them"), said());
  }

  @Test
  void doesNotStartWithoutAConfiguration() {
    assertEquals(5, ServerStart.in(folder, err()), said());
    assertTrue(said().contains("There is no slipway.yaml here or above."), said());
  }

  @Test
  void doesNotListenToOthersWithoutACertificate() throws Exception {
    write(CONFIGURATION + "server: { address: 0.0.0.0 }\n");

    assertEquals(2, ServerStart.in(folder, err()), said());
    assertTrue(said().contains("can be reached from other computers"), said());
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      write(CONFIGURATION + "server: { port: " + taken.getLocalPort() + " }\n");

      assertEquals(6, ServerStart.in(folder, err()), said());
      assertTrue(
          said().contains("Port " + taken.getLocalPort() + " of 127.0.0.1 is taken."), said());
    }
  }

  @Test
  void saysWhatIsWrongWithACertificate() throws Exception {
    Files.writeString(folder.resolve("server.crt"), "no certificate", StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("server.key"), "no key", StandardCharsets.UTF_8);
    write(
        CONFIGURATION
            + "server: { address: 0.0.0.0, port: 0, certificate: server.crt, private-key-from: { file: server.key } }\n");

    assertEquals(1, ServerStart.in(folder, err()), said());
    assertTrue(said().contains("The certificate cannot be used."), said());
  }

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private PrintStream err() {
    return new PrintStream(said, true, StandardCharsets.UTF_8);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("slipway.yaml"), text, StandardCharsets.UTF_8);
  }
}
