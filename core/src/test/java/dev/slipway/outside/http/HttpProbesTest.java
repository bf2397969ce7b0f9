package dev.slipway.outside.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.control.port.Probes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Probes against a real server. */
@Tag("V1")
class HttpProbesTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private final HttpProbes probes = new HttpProbes();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void serves() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          try {
            if (path.equals("/never")) {
              end.await();
            }
            exchange.sendResponseHeaders(path.equals("/ill") ? 503 : 200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            if (path.equals("/endless")) {
              end.await();
            }
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void ends() {
    end.countDown();
    server.stop(0);
  }

  @Test
  void tellsWellFromIll() {
    assertEquals(Probes.Kind.WELL, ask("/", LONG).kind());
    Probes.Answer ill = ask("/ill", LONG);
    assertEquals(Probes.Kind.ILL, ill.kind());
    assertEquals("answers 503, expected 200", ill.words());
  }

  @Test
  void isAnsweredWhileTheProcessSharedPoolIsBlocked() {
    CountDownLatch free = new CountDownLatch(1);
    try {
      for (int i = 0; i < 2 * ForkJoinPool.getCommonPoolParallelism() + 2; i++) {
        var unused =
            ForkJoinPool.commonPool()
                .submit(() -> {
                  free.await();
                  return null;
                });
      }
      assertEquals(Probes.Kind.WELL, ask("/", LONG).kind());
    } finally {
      free.countDown();
    }
  }

  @Test
  void anAnswerThatNeverComesOrNeverEndsIsIll() {
    for (String path : new String[] {"/never", "/endless"}) {
      Probes.Answer late = ask(path, Duration.ofMillis(300));
      assertEquals(Probes.Kind.ILL, late.kind(), path);
      assertTrue(late.took().toSeconds() < 20, path);
    }
  }

  @Test
  void aServiceThatIsDownIsIllAndAnAddressThatMeansNothingIsNotAsked() {
    int port = server.getAddress().getPort();
    server.stop(0);
    assertEquals(Probes.Kind.ILL, probes.http("http://127.0.0.1:" + port + "/", 200, LONG).kind());
    assertEquals(
        Probes.Kind.NOT_ASKED, probes.http("http://no.such.host.invalid/", 200, LONG).kind());
    assertEquals(Probes.Kind.NOT_ASKED, probes.http("http://[", 200, LONG).kind());
  }

  private Probes.Answer ask(String path, Duration atMost) {
    return probes.http("http://127.0.0.1:" + server.getAddress().getPort() + path, 200, atMost);
  }
}
