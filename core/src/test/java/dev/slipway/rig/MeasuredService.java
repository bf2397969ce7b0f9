package dev.slipway.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small HTTP service of one version that shows its counters to a Prometheus. Its failures begin
 * to show with the first one, as the usual client libraries do it.
 */
public final class MeasuredService implements AutoCloseable {
  private static final double[] BUCKETS = {0.05, 0.1, 0.25, 0.5, 1};
  private final String version;
  private final HttpServer server;
  private final Map<String, Long> byCode = new TreeMap<>(Map.of("200", 0L));
  private final long[] atMost = new long[BUCKETS.length];
  private long orders;
  private String more = "";

  public MeasuredService(String version) {
    this(version, 0);
  }

  public MeasuredService(String version, int port) {
    this.version = version;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] text = text().getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** So many requests, of which so many failed, each after so many seconds. */
  public synchronized void serve(long requests, long failures, double seconds) {
    byCode.merge("200", requests - failures, Long::sum);
    if (failures > 0) {
      byCode.merge("500", failures, Long::sum);
    }
    for (int i = 0; i < BUCKETS.length; i++) {
      atMost[i] += seconds <= BUCKETS[i] ? requests : 0;
    }
  }

  public synchronized void order(long count) {
    orders += count;
  }

  /** One more value of its own for each of these, told apart by the label cpu. */
  public synchronized void showOwn(String name, double... values) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      lines.append(
          String.format(
              Locale.ROOT, "%s{version=\"%s\",cpu=\"%d\"} %f%n", name, version, i, values[i]));
    }
    more = lines.toString();
  }

  /** As after a crash: a new process counts from zero. */
  public synchronized void restart() {
    byCode.clear();
    byCode.put("200", 0L);
    java.util.Arrays.fill(atMost, 0);
    orders = 0;
  }

  private synchronized String text() {
    StringBuilder text = new StringBuilder("# TYPE http_requests_total counter\n");
    byCode.forEach(
        (code, count) -> line(text, "http_requests_total", ",code=\"" + code + "\"", count));
    long all = byCode.values().stream().mapToLong(Long::longValue).sum();
    for (int i = 0; i < BUCKETS.length; i++) {
      line(text, "http_request_duration_seconds_bucket", ",le=\"" + BUCKETS[i] + "\"", atMost[i]);
    }
    line(text, "http_request_duration_seconds_bucket", ",le=\"+Inf\"", all);
    line(text, "http_request_duration_seconds_count", "", all);
    line(text, "orders_total", "", orders);
    return text.append(more).toString();
  }

  private void line(StringBuilder text, String name, String labels, long value) {
    text.append(
        String.format(Locale.ROOT, "%s{version=\"%s\"%s} %d%n", name, version, labels, value));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
