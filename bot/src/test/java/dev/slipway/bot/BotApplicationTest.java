package dev.slipway.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

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
  void opensTheCoreAndShowsItsHealth() throws Exception {
    Path file =
        Files.writeString(folder.resolve("slipway.yaml"), CONFIGURATION, StandardCharsets.UTF_8);
    int port = aFreePort();
    try (ConfigurableApplicationContext server = run(file, port);
        HttpClient client = HttpClient.newHttpClient()) {
      assertTrue(server.isRunning());
      URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health");

      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());

      assertEquals(200, answer.statusCode());
      assertTrue(
          answer.body().contains("\"core\":{\"details\":{\"moving\":[],\"worker\":false}"),
          answer.body());
    }
  }

  @Test
  void doesNotStartOnAWrongConfiguration() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("slipway.yaml"), "version: 1\npeeple: {}\n", StandardCharsets.UTF_8);

    Exception refused = assertThrows(Exception.class, () -> run(file, 0).close());

    assertTrue(causes(refused).contains("slipway.yaml:2:"), causes(refused));
  }

  private static String causes(Throwable thrown) {
    StringBuilder words = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      words.append(cause.getMessage()).append('\n');
    }
    return words.toString();
  }

  private static ConfigurableApplicationContext run(Path configuration, int port) {
    return SpringApplication.run(
        BotApplication.class, "--server.port=" + port, "--slipway.configuration=" + configuration);
  }

  private static int aFreePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
