package dev.slipway.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.rig.RealHaProxy;
import dev.slipway.view.DoctorView.Check;
import dev.slipway.view.DoctorView.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a service with two sides the doctor asks for the one that serves, whichever that is. */
@Tag("X3")
class DoctorOfSidesTest {
  private static final String NOTHING =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";
  private static final String TARGET =
      """
      target:
                kind: exec
                sides: { blue: [web-b1, web-b2], green: [web-g1, web-g2] }
                directory: shop
                deploy: { run: ["true", "{instance}", "{version}"] }
                running: { run: [sed, -n, "s/^{instance} //p", running] }
                stop: { run: ["true", "{instance}"] }
                probe: { run: ["true"] }
                traffic: { haproxy: { admin: ["ADMIN"], backend: web, servers: { web-g1: g1 } } }
                metrics: { prometheus: { url: "PROMETHEUS", select: 'server=~"{servers}"' } }
      """
          .strip();

  private static final String RULES =
      """
      frontend users
          bind 127.0.0.1:@port@
          default_backend web
      backend web
          server web-b1 127.0.0.1:9
          server web-b2 127.0.0.1:9
          server g1 127.0.0.1:9 weight 0
          server web-g2 127.0.0.1:9 weight 0
      """;

  @TempDir Path folder;
  private HttpServer prometheus;

  @BeforeEach
  void knowsNothing() throws IOException {
    prometheus = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    prometheus.createContext(
        "/",
        exchange -> {
          String asked =
              exchange.getRequestURI().getRawQuery()
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String answer = asked.contains("time%28%29") ? time() : NOTHING;
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    prometheus.start();
  }

  private static String time() {
    return NOTHING
        .replace("vector", "scalar")
        .replace("[]", "[0,\"%d\"]".formatted(Instant.now().getEpochSecond()));
  }

  @AfterEach
  void ends() {
    prometheus.stop(0);
  }

  @Test
  void asksForTheServersOfTheSideThatServesByTheirNamesInHaproxy() {
    try (RealHaProxy haproxy = new RealHaProxy(folder.resolve("haproxy"), RULES)) {
      AWorkplace place = new AWorkplace(folder).repository("shop", "v1.0.0");
      AWorkplace unused =
          place.write(
              "slipway.yaml",
              AWorkplace.RIGHT.replace(
                  "prod: { policy: alone, target: { kind: practice, fleet: fleet.json } }",
                  "prod:\n        policy: alone\n        "
                      + TARGET
                          .replace("ADMIN", haproxy.adminSocket().toString())
                          .replace(
                              "PROMETHEUS",
                              "http://127.0.0.1:" + prometheus.getAddress().getPort())));
      assertAsks(place, "web-b1 v1.0.0\nweb-b2 v1.0.0\n", "server=~\"web-b1|web-b2\"");
      for (String weight : List.of("g1 100", "web-g2 100", "web-b1 0", "web-b2 0")) {
        assertEquals("", haproxy.ask("set weight web/" + weight).strip());
      }
      assertAsks(place, "web-g1 v1.0.0\nweb-g2 v1.0.0\n", "server=~\"g1|web-g2\"");
    }
  }

  private static void assertAsks(AWorkplace place, String running, String series) {
    AWorkplace unused = place.write("shop/running", running);
    Check metrics = place.examined("metrics").getFirst();
    assertEquals(State.MEND, metrics.state(), metrics::toString);
    assertTrue(metrics.result().contains("finds no series {" + series + "}"), metrics::toString);
  }
}
