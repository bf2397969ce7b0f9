import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The service, with something new behind the flag "politeness", which is off. Usage: Hello PORT.
 */
public class Hello {
  static final String WORDS = "hello\n";
  static final String POLITE = "good morning\n";
  static final Path FLAG = Path.of("run", "flag-politeness");

  public static void main(String[] arguments) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    String version = version();
    HttpServer server = HttpServer.create(address, 50);
    server.createContext("/", exchange -> answer(exchange, 200, isPolite() ? POLITE : WORDS));
    server.createContext("/health", exchange -> answer(exchange, 200, "well\n"));
    server.createContext("/version", exchange -> answer(exchange, 200, version));
    server.start();
  }

  /** So many of a hundred requests are shown what is new; in earnest the same users every time. */
  private static boolean isPolite() throws IOException {
    return Files.exists(FLAG)
        && ThreadLocalRandom.current().nextInt(100)
            < Integer.parseInt(Files.readString(FLAG).strip());
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
