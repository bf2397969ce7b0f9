package dev.slipway.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class BotApplicationTest {

  @Test
  void saysThatItIsUp() throws Exception {
    int port = aFreePort();
    try (ConfigurableApplicationContext server =
            SpringApplication.run(BotApplication.class, "--server.port=" + port);
        HttpClient client = HttpClient.newHttpClient()) {
      URI health = URI.create("http://localhost:" + port + "/actuator/health");

      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());

      assertTrue(server.isRunning());
      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().contains("\"status\":\"UP\""), answer.body());
    }
  }

  private static int aFreePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
