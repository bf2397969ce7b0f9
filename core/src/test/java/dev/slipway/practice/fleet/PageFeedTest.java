package dev.slipway.practice.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.practice.Fault;
import dev.slipway.practice.Moment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page's server, read as a browser reads it. */
class PageFeedTest {
  private static final String V1 = "sha256:" + "1".repeat(64);

  @TempDir Path folder;
  private Fleet fleet;
  private final List<Reader> readers = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    fleet = Fleet.start(settings("fleet", 0));
    fleet.artifacts().register("v1", V1);
  }

  @AfterEach
  void stop() throws IOException {
    for (Reader reader : readers) {
      reader.close();
    }
    fleet.close();
  }

  @Test
  void servesOneFileUnderAStrictPolicy() throws IOException {
    HttpAnswer page = get("/", "127.0.0.1");
    String policy = page.headers().getOrDefault("content-security-policy", "");
    assertTrue(policy.startsWith("default-src 'none'; connect-src 'self';"), policy);
    assertTrue(policy.contains("script-src 'sha256-") && !policy.contains("unsafe"), policy);
    assertTrue(page.body().contains("new EventSource('/events')"));
    assertFalse(page.body().contains("innerHTML") || page.body().contains("/*script*/"));
    assertFalse(page.body().replace("http://www.w3.org/2000/svg", "").contains("http"));
  }

  @Test
  void opensToNobodyWhoCameByAnotherName() throws IOException {
    assertEquals(400, get("/", "shop.example").status());
    assertEquals(400, get("/events", "shop.example").status());
    assertEquals(405, post("/").status());
    assertEquals(404, get("/state", "127.0.0.1").status());
  }

  @Test
  void takesTheNextFreePort() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, HttpListener.loopback());
        Fleet other = Fleet.start(settings("other", taken.getLocalPort()))) {
      int port = other.pagePort();
      assertTrue(port > taken.getLocalPort() && port <= taken.getLocalPort() + 20, "port " + port);
    }
  }

  @Test
  void tellsWhatWasAndThenEveryRequestAndMoment() throws IOException {
    long second = System.currentTimeMillis() / 1000 * 1000 - 5_000;
    fleet.measurements().add(second, "v1", 40_000, false, false);
    fleet.measurements().add(second, "v1", 40_000, true, false);
    fleet.breakVersion("v1", List.of(new Fault.Errors(30)));
    Reader reader = reader();

    JsonNode begin = reader.next("begin");
    assertEquals("[2,1]", begin.path("seconds").path(0).path("versions").path("v1").toString());
    assertEquals("v1 breaks: 30 % of requests fail", begin.at("/moments/0/words").asString());
    assertEquals("fault", begin.at("/moments/0/tone").asString());
    assertEquals("v1", begin.at("/state/versions/0/name").asString());

    fleet.measurements().add("v1", 123_000, true, false);
    JsonNode requests = reader.next("requests");
    assertEquals("[\"v1\"]", requests.path("names").toString());
    assertEquals(4, requests.path("list").size());
    assertEquals(123, requests.at("/list/2").asInt());
    assertEquals(1, requests.at("/list/3").asInt());

    fleet.moments().add(new Moment("limit broken", Moment.Tone.BAD, true, OptionalDouble.of(0.02)));
    assertEquals("limit broken", reader.next("moment").path("words").asString());
    JsonNode tick = reader.next("second");
    assertEquals("limit broken", tick.at("/state/headline/words").asString());
    assertEquals(0.02, tick.at("/state/error-limit").asDouble());
  }

  @Test
  void notesOnceWhatSeveralTell() {
    Moment moment = Moment.of("stage 2", Moment.Tone.MOVING);
    fleet.moments().add(moment);
    fleet.moments().add(moment);
    assertEquals(1, fleet.moments().after(0).size());
  }

  @Test
  void letsSoManyLookAndNoMore() throws IOException {
    for (int i = 0; i < PageFeed.MOST_WATCHERS; i++) {
      reader().next("begin");
    }
    assertEquals(503, get("/events", "127.0.0.1").status());
    readers.removeFirst().close();
    until(() -> fleet.watching() < PageFeed.MOST_WATCHERS);
    reader().next("begin");
  }

  @Test
  void dropsWhoeverDoesNotRead() throws IOException {
    reader();
    until(() -> fleet.watching() == 1);
    Reader quick = reader();
    quick.next("begin");
    Thread feeding = Thread.ofVirtual().start(this::feed);
    Thread reading = Thread.ofVirtual().start(quick::readOn);
    until(() -> fleet.watching() == 1);
    feeding.interrupt();
    assertTrue(reading.isAlive(), "who reads stays");
  }

  @Test
  void saysGoodbye() throws IOException {
    Reader reader = reader();
    reader.next("begin");
    fleet.close();
    assertEquals("{}", reader.next("ended").toString());
  }

  /** More than the buffers of two sockets hold, until it is interrupted. */
  private void feed() {
    try {
      while (true) {
        for (int i = 0; i < 100; i++) {
          fleet.measurements().add("v1", 40_000, false, false);
        }
        fleet.moments().add(Moment.of("x".repeat(190) + System.nanoTime(), Moment.Tone.GOOD));
        Thread.sleep(5);
      }
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
    }
  }

  private FleetSettings settings(String name, int page) {
    return new FleetSettings(
        folder.resolve(name), 0, 7, OptionalLong.empty(), 60, 12, Duration.ofMillis(10), page);
  }

  private HttpAnswer get(String path, String host) throws IOException {
    return raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  private HttpAnswer post(String path) throws IOException {
    return raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private HttpAnswer raw(String request) throws IOException {
    try (Socket socket = new Socket(HttpListener.loopback(), fleet.pagePort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new HttpWire(socket).readAnswer();
    }
  }

  private Reader reader() throws IOException {
    Reader reader = new Reader(fleet.pagePort());
    readers.add(reader);
    return reader;
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "did not come true");
      try {
        Thread.sleep(5);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }

  /** Server-sent events as they come. */
  private static final class Reader implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    Reader(int port) throws IOException {
      this.socket = new Socket();
      socket.setReceiveBufferSize(16 * 1024);
      socket.connect(new InetSocketAddress(HttpListener.loopback(), port));
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              "GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
      this.lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The data of the next event of that name. */
    JsonNode next(String name) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("event: " + name)) {
          return JsonMapper.shared()
              .readTree(Objects.requireNonNull(lines.readLine()).substring("data: ".length()));
        }
      }
      throw new AssertionError("the stream ended before " + name);
    }

    void readOn() {
      try {
        while (lines.readLine() != null) {
          // only reads
        }
      } catch (IOException ended) {
        // the test is over
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
