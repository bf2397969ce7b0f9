import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The service: says hello, that it is well, and which version it is. Usage: Hello PORT. */
public class Hello {
  static final String WORDS = "hello\n";

  public static void main(String[] arguments) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    String version = version();
    HttpServer server = HttpServer.create(address, 50);
    server.createContext("/", exchange -> answer(exchange, 200, WORDS));
    server.createContext("/health", exchange -> answer(exchange, 200, "well\n"));
    server.createContext("/version", exchange -> answer(exchange, 200, version));
    server.start();
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
