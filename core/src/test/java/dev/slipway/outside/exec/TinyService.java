package dev.slipway.outside.exec;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The service that is released in tests: a process of its own. It says in a file what it is while
 * it is up, does what a file tells its version to do, and ends when its folder is gone. Every
 * version after v1 has something new behind the flag coupon_ui.
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
          // As a service does that asks its flags at every request: so many of a hundred are shown.
          Path flag = folder.resolve("flag-coupon_ui");
          boolean shown = !version.equals("v1") && shows(flag);
          if (!exchange.getRequestURI().getPath().equals("/health")) {
            slows(folder.resolve("slowing-" + version));
            status = failing(folder.resolve("failing-" + version)).orElse(status);
            status = shown ? failing(folder.resolve("failing-coupon_ui")).orElse(status) : status;
          }
          byte[] body = (version + (shown ? "+coupon" : "")).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          if (!exchange.getRequestURI().getPath().equals("/health")) {
            String users = Files.exists(flag) ? ",coupon=\"" + (shown ? "on" : "off") + "\"" : "";
            counters.count("code=\"" + status + "\"" + users, (System.nanoTime() - begun) / 1e9);
          }
        });
    server.start();
    AtomicBoolean ending = new AtomicBoolean();
    // Before the file: who is ended as soon as it is there takes it away all the same.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              // First the port: whoever waits for the file to go begins on it at once.
              server.stop(0);
              synchronized (ending) {
                ending.set(true);
                try {
                  Files.deleteIfExists(up);
                } catch (IOException gone) {
                  // The folder went first.
                }
              }
            }));
    synchronized (ending) {
      if (!ending.get()) {
        // All at once: whoever sees the file reads what is in it.
        Path said = Files.writeString(folder.resolve(instance + ".up.new"), version);
        Path unused = Files.move(said, up, StandardCopyOption.ATOMIC_MOVE);
      }
    }
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

  private static boolean shows(Path flag) throws IOException {
    return Files.exists(flag)
        && ThreadLocalRandom.current().nextInt(100)
            < Integer.parseInt(Files.readString(flag).strip());
  }

  /** What its users got, as a Prometheus reads it. */
  private static final class Counters {
    private static final double[] BUCKETS = {0.05, 0.25, 1, 10};
    private final String version;
    private final Map<String, Long> byLabels = new TreeMap<>();
    private final long[] atMost = new long[BUCKETS.length];

    Counters(String version) {
      this.version = version;
    }

    synchronized void count(String labels, double seconds) {
      byLabels.merge(labels, 1L, Long::sum);
      for (int i = 0; i < BUCKETS.length; i++) {
        atMost[i] += seconds <= BUCKETS[i] ? 1 : 0;
      }
    }

    synchronized String text() {
      StringBuilder text = new StringBuilder();
      byLabels.forEach((labels, count) -> line(text, "http_requests_total", labels, count));
      for (int i = 0; i < BUCKETS.length; i++) {
        line(text, "http_request_duration_seconds_bucket", "le=\"" + BUCKETS[i] + "\"", atMost[i]);
      }
      line(
          text,
          "http_request_duration_seconds_bucket",
          "le=\"+Inf\"",
          byLabels.values().stream().mapToLong(Long::longValue).sum());
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
