import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;

class Greeter {
  static final String WORDS = "hello\n";

  public static void main(String[] args) throws Exception {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 0);
    server.createContext("/", exchange -> {
      byte[] words = WORDS.getBytes();
      exchange.sendResponseHeaders(200, words.length);
      exchange.getResponseBody().write(words);
      exchange.close();
    });
    server.start();
  }
}
