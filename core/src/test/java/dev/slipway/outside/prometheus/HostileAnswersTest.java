package dev.slipway.outside.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.control.port.Calls;
import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.health.Judge;
import dev.slipway.health.Side;
import dev.slipway.health.Snapshot;
import dev.slipway.health.ThresholdJudge;
import dev.slipway.health.Verdict;
import dev.slipway.outside.http.HttpCalls;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Reach;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands at the address of a Prometheus: it is said, and never a figure. */
@Tag("X3")
class HostileAnswersTest {
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String url;

  /** Answers everything but the question for the time. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private volatile Answer answer = exchange -> say(exchange, 200, "");

  private volatile Supplier<String> time =
      () ->
          "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\""
              + System.currentTimeMillis() / 1000.0
              + "\"]}}";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          secrets.add(
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                  .orElse("none"));
          if (String.valueOf(exchange.getRequestURI().getQuery()).contains("query=time()")) {
            say(exchange, 200, time.get());
          } else {
            answer.to(exchange);
          }
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void assertSilent(String words) {
    assertSilent(words, new AShop());
  }

  private void assertSilent(String words, AShop given) {
    try (AShop shop = given) {
      Metrics metrics = shop.at(url).measured(Map.of());
      Snapshot seen = metrics.read(Instant.now(), Duration.ofSeconds(10));
      Snapshot.Provider.Silent silent =
          assertInstanceOf(Snapshot.Provider.Silent.class, seen.provider(), seen::toString);
      assertTrue(silent.why().contains(words), silent::why);
      assertEquals(List.of(), seen.measures());
      assertEquals(
          Verdict.UNMEASURABLE,
          new ThresholdJudge()
              .judge(AShop.limits(500), Judge.Question.CANARY_AGAINST_BASELINE, seen)
              .verdict());
      Instant now = Instant.now();
      assertEquals(new Metrics.Tally(0, 0), metrics.tally(Side.CANARY, now.minusSeconds(5), now));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          502 | <html>Bad Gateway</html> | answers 502 and no JSON
          200 | <html>Sign in</html>     | answers 200 and no JSON
          401 | {}                       | does not let Slipway in (401)
          302 | {}                       | answers 302 without success or error
          503 | {"status":"error","errorType":"timeout","error":"query timed out"} | answers 503, timeout: query timed out
          200 | {"status":"success","data":{"resultType":"vector","result":[]},"warnings":["partial response"]} | a warning: partial response
          200 | {"status":"success","data":{"resultType":"streams","result":[]}} | answers a streams
          200 | {"status":"success","data":{"resultType":"vector","result":[]}} | finds no series
          200 | {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"slipway":"requests"},"values":[[1,"many"]]}]}} | no number
          200 | {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"slipway":"requests"},"values":[[1,"NaN"]]}]}} | a counter is NaN
          200 | {"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[]}]}} | a series without values
          200 | {"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[7]}]}} | a value that is none
          200 | {"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"histograms":[[1,{"count":"7","sum":"2"}]]}]}} | a series without values
          """)
  void saysWhatItGot(int status, String body, String words) {
    answer = exchange -> say(exchange, status, body);
    assertSilent(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"resultType\":\"vector\",\"result\":[]}",
        "{\"resultType\":\"scalar\",\"result\":[1,\"NaN\"]}",
        "{\"resultType\":\"scalar\",\"result\":[1,\"1e300\"]}"
      })
  void aTimeThatIsNoneIsNoClockThatDiffers(String told) {
    time = () -> "{\"status\":\"success\",\"data\":" + told + "}";
    assertSilent("answers a time that is none");
  }

  @ParameterizedTest
  @CsvSource({"1e+06, 1.5e+06, 500000", "0, 1E2, 100", "1e300, 2e300, 9223372036854775807"})
  void takesNumbersAsTheyAreWritten(String before, String after, long requests) {
    double now = System.currentTimeMillis() / 1000.0;
    answer =
        exchange ->
            say(
                exchange,
                200,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                    + series("requests", now, before, after)
                    + ","
                    + series("seen", now, Double.toString(now - 2), Double.toString(now - 1))
                    + "]}}");
    try (AShop shop = new AShop()) {
      Metrics metrics = shop.at(url).measured(Map.of());
      Instant at = Instant.ofEpochMilli(Math.round(now * 1000));
      Snapshot seen = metrics.read(at, Duration.ofSeconds(10));
      assertEquals(requests, seen.requests(Side.CANARY), seen::toString);
      assertTrue(metrics.tally(Side.CANARY, at, at.plusSeconds(2)).requests() >= 0);
    }
  }

  private static String series(String part, double now, String before, String after) {
    return "{\"metric\":{\"slipway\":\"%s\",\"instance\":\"a\"},\"values\":[[%f,\"%s\"],[%f,\"%s\"]]}"
        .formatted(part, now - 2, before, now - 1, after);
  }

  @Test
  void endsAnAnswerThatNeverEnds() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] piece = "x".repeat(100_000).getBytes(UTF_8);
          try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
              out.write(piece);
            }
          } catch (IOException cut) {
            exchange.close();
          }
        };
    assertSilent("larger than 4 MB");
  }

  @Test
  void doesNotWaitForOneThatDrips() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            end.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        };
    assertSilent("no answer within 1000 ms", new AShop().hasty());
  }

  @Test
  void sendsASecretAndNeverTellsIt(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "s3cret\n");
    Calls calls = new HttpCalls();
    answer = exchange -> say(exchange, 200, "well");
    Calls.Reply reply =
        calls.call(
            "Prometheus", "look", reach(new ExecSpec.Value.FromFile(file)), Calls.Ask.get("/x"));
    assertEquals(new Calls.Reply(200, "well"), reply);
    assertEquals("Bearer s3cret", secrets.getLast());

    Files.writeString(file, "s3cret\nand more");
    assertSaysNoSecret(calls, new ExecSpec.Value.FromFile(file), "more than one line");
    assertSaysNoSecret(
        calls, new ExecSpec.Value.FromFile(folder.resolve("none")), "cannot be read");
    assertSaysNoSecret(
        calls, new ExecSpec.Value.FromEnvironment("SLIPWAY_NO_SUCH_VARIABLE"), "is not set");
  }

  private void assertSaysNoSecret(Calls calls, ExecSpec.Value value, String words) {
    OutsideFailure failure =
        assertThrows(
            OutsideFailure.class,
            () -> calls.call("Prometheus", "look", reach(value), Calls.Ask.get("/x")));
    assertTrue(failure.toString().contains(words), failure::toString);
    assertTrue(!failure.toString().contains("s3cret"), failure::toString);
  }

  private Reach reach(ExecSpec.Value token) {
    return new Reach(
        url, Optional.of(new Reach.Login.Bearer(token)), Optional.empty(), Duration.ofSeconds(5));
  }
}
