package dev.slipway.outside.exec;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The service that is released in tests: a process of its own. It says in a file what it is while
 * it is up, does what a file tells its version to do, and ends when its folder is gone.
 */
public final class TinyService {
  private TinyService() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    String instance = arguments[1];
    String version = arguments[2];
    int port = Integer.parseInt(arguments[3]);
    Path up = folder.resolve(instance + ".up");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    server.setExecutor(Executors.newCachedThreadPool());
    Counters counters = new Counters(version);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = counters.text().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/",
        exchange -> {
          long begun = System.nanoTime();
          takes(String.valueOf(exchange.getRequestURI().getQuery()));
          Path told = folder.resolve("behaviour-" + version + "-" + instance);
          int status = Files.exists(told) ? Integer.parseInt(Files.readString(told).strip()) : 200;
          Path broken = folder.resolve("broken-path-" + version);
          if (Files.exists(broken)
              && exchange.getRequestURI().getPath().equals("/" + Files.readString(broken))) {
            status = 500;
          }
          if (!exchange.getRequestURI().getPath().equals("/health")) {
            slows(folder.resolve("slowing-" + version));
            status = failing(folder.resolve("failing-" + version)).orElse(status);
          }
          byte[] body = version.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          if (!exchange.getRequestURI().getPath().equals("/health")) {
            counters.count(status, (System.nanoTime() - begun) / 1e9);
          }
        });
    server.start();
    Files.writeString(up, version);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              // First the port: whoever waits for the file to go begins on it at once.
              server.stop(0);
              try {
                Files.deleteIfExists(up);
              } catch (IOException gone) {
                // The folder went first.
              }
            }));
    while (Files.exists(folder)) {
      Thread.sleep(500);
    }
    Runtime.getRuntime().halt(0);
  }

  /** An answer that takes its time, when it was asked for: {@code takes=40} milliseconds. */
  private static void takes(String query) {
    if (query.matches("takes=[0-9]{1,4}")) {
      try {
        Thread.sleep(Long.parseLong(query.substring("takes=".length())));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** As a leak does: the longer ago the moment in the file, the slower. */
  private static void slows(Path told) throws IOException {
    if (Files.exists(told)) {
      String[] words = Files.readString(told).split(" ", -1);
      long since = System.currentTimeMillis() - Long.parseLong(words[0]);
      try {
        Thread.sleep(Math.max(0, since * Long.parseLong(words[1]) / 1000));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The file says how many of a hundred get which answer. */
  private static OptionalInt failing(Path told) throws IOException {
    if (!Files.exists(told)) {
      return OptionalInt.empty();
    }
    String[] words = Files.readString(told).split(" ", -1);
    return ThreadLocalRandom.current().nextDouble(100) < Double.parseDouble(words[0])
        ? OptionalInt.of(Integer.parseInt(words[1]))
        : OptionalInt.empty();
  }

  /** What its users got, as a Prometheus reads it. */
  private static final class Counters {
    private static final double[] BUCKETS = {0.05, 0.25, 1, 10};
    private final String version;
    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private final long[] atMost = new long[BUCKETS.length];

    Counters(String version) {
      this.version = version;
    }

    synchronized void count(int status, double seconds) {
      byStatus.merge(status, 1L, Long::sum);
      for (int i = 0; i < BUCKETS.length; i++) {
        atMost[i] += seconds <= BUCKETS[i] ? 1 : 0;
      }
    }

    synchronized String text() {
      StringBuilder text = new StringBuilder();
      byStatus.forEach(
          (status, count) -> line(text, "http_requests_total", "code=\"" + status + "\"", count));
      for (int i = 0; i < BUCKETS.length; i++) {
        line(text, "http_request_duration_seconds_bucket", "le=\"" + BUCKETS[i] + "\"", atMost[i]);
      }
      line(
          text,
          "http_request_duration_seconds_bucket",
          "le=\"+Inf\"",
          byStatus.values().stream().mapToLong(Long::longValue).sum());
      return text.toString();
    }

    private void line(StringBuilder text, String name, String label, long value) {
      text.append(name)
          .append("{version=\"" + version + "\"," + label + "} ")
          .append(value)
          .append('\n');
    }
  }
}
