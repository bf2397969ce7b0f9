import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The service: says hello, that it is well, which version it is, and how long answers took. Usage:
 * Hello PORT.
 */
public class Hello {
  static final String WORDS = "hello\n";

  /** Upper bounds in seconds, and how many answers took no longer than each. */
  private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};

  private static final AtomicLongArray WITHIN = new AtomicLongArray(BOUNDS.length);
  private static final LongAdder ANSWERS = new LongAdder();
  private static final LongAdder NANOS = new LongAdder();

  public static void main(String[] arguments) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    String version = version();
    HttpServer server = HttpServer.create(address, 50);
    server.createContext("/", Hello::hello);
    server.createContext("/health", exchange -> answer(exchange, 200, "well\n"));
    server.createContext("/version", exchange -> answer(exchange, 200, version));
    server.createContext("/metrics", exchange -> answer(exchange, 200, metrics()));
    server.start();
  }

  /** What users come for; only this is measured. */
  private static void hello(HttpExchange exchange) throws IOException {
    long began = System.nanoTime();
    answer(exchange, 200, WORDS);
    long took = System.nanoTime() - began;
    for (int bound = 0; bound < BOUNDS.length; bound++) {
      if (took <= BOUNDS[bound] * 1e9) {
        WITHIN.incrementAndGet(bound);
      }
    }
    NANOS.add(took);
    ANSWERS.increment();
  }

  /** A histogram as Prometheus reads it. A client library writes the same for you. */
  private static String metrics() {
    String name = "http_request_duration_seconds";
    StringBuilder text = new StringBuilder("# TYPE " + name + " histogram\n");
    for (int bound = 0; bound < BOUNDS.length; bound++) {
      text.append(name + "_bucket{le=\"" + BOUNDS[bound] + "\"} " + WITHIN.get(bound) + "\n");
    }
    text.append(name + "_bucket{le=\"+Inf\"} " + ANSWERS + "\n");
    text.append(name + "_sum " + NANOS.sum() / 1e9 + "\n");
    text.append(name + "_count " + ANSWERS + "\n");
    return text.toString();
  }

  /** The build writes it into the jar: what runs says itself what it is. */
  private static String version() throws IOException {
    try (InputStream text = Hello.class.getResourceAsStream("/version")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
