package dev.slipway.bot.discord;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.dv8tion.jda.api.utils.data.DataObject;

/** Discord's REST API over a real socket: who may call, how often, and what comes of it. */
final class FakeRest {
  private static final String BASE = "/api/v10/";

  private final String token;
  private final Routes routes;
  private final Object world;
  private final Buckets buckets = new Buckets();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean losesAnswer = new AtomicBoolean();
  private final AtomicInteger failing = new AtomicInteger();
  private HttpServer server;
  private int port;

  /** What a call does. */
  interface Routes {
    /**
     * @param path without the base, in steps
     * @return what is answered; an empty array for nothing
     */
    byte[] call(String method, List<String> path, Map<String, String> query, Multipart body);
  }

  /**
   * @param world locked while a call is carried out
   */
  FakeRest(String token, Routes routes, Object world) throws IOException {
    this.token = token;
    this.routes = routes;
    this.world = world;
    begin();
  }

  private void begin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    port = server.getAddress().getPort();
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + port + BASE;
  }

  /** Nothing listens any more, or again at the same address. */
  void away(boolean away) {
    try {
      server.stop(0);
      if (!away) {
        begin();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void losesNextAnswer() {
    losesAnswer.set(true);
  }

  /** The next calls end in a server's error, and nothing was done. */
  void failNext(int times) {
    failing.set(times);
  }

  Buckets buckets() {
    return buckets;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      List<String> path = path(exchange);
      boolean interaction = path.getFirst().equals("interactions") || isWebhook(path);
      if (!interaction
          && !("Bot " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        throw Refusal.of(401, 0, "401: Unauthorized");
      }
      String agent = String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent"));
      if (!agent.startsWith("DiscordBot (")) {
        throw Refusal.of(403, 40333, "internal network error");
      }
      boolean changes = !method.equals("GET");
      Buckets.Standing standing =
          buckets.take(
              route(method, path), path.size() > 1 ? path.get(1) : "", interaction, changes);
      limits(exchange, standing);
      if (standing.retryAfter().isPresent()) {
        tooMany(exchange, standing);
        return;
      }
      if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        answer(exchange, 500, "upstream error".getBytes(StandardCharsets.UTF_8));
        return;
      }
      String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
      byte[] answer;
      synchronized (world) {
        answer =
            routes.call(
                method,
                path,
                query(exchange),
                path.getLast().equals("commands")
                    ? new Multipart(DataObject.empty().put("all", array(body)), List.of())
                    : Multipart.of(type, body));
      }
      if (changes && losesAnswer.compareAndSet(true, false)) {
        exchange.close();
        return;
      }
      answer(exchange, answer.length == 0 ? 204 : 200, answer);
    } catch (Refusal no) {
      answer(exchange, no.status(), no.json());
    } catch (RuntimeException broken) {
      broken.printStackTrace();
      answer(
          exchange,
          500,
          "{\"message\":\"500: Internal Server Error\"}".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Object array(byte[] body) {
    return net.dv8tion.jda.api.utils.data.DataArray.fromJson(
        new String(body, StandardCharsets.UTF_8));
  }

  private static boolean isWebhook(List<String> path) {
    return path.getFirst().equals("webhooks");
  }

  private static List<String> path(HttpExchange exchange) {
    String raw = exchange.getRequestURI().getRawPath();
    if (!raw.startsWith(BASE)) {
      throw Refusal.of(404, 0, "404: Not Found");
    }
    return Arrays.stream(raw.substring(BASE.length()).split("/", -1))
        .map(step -> URLDecoder.decode(step, StandardCharsets.UTF_8))
        .toList();
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> all = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        all.put(
            parts[0], parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
      }
    }
    return all;
  }

  /** "POST /channels/messages": what Discord counts together. */
  private static String route(String method, List<String> path) {
    String last =
        path.contains("reactions")
            ? "reactions"
            : path.contains("threads") ? "threads" : path.size() > 2 ? path.get(2) : "";
    return method + " /" + path.getFirst() + (last.isEmpty() ? "" : "/" + last);
  }

  private static void limits(HttpExchange exchange, Buckets.Standing standing) {
    var headers = exchange.getResponseHeaders();
    headers.set("Via", "1.1 google");
    headers.set("X-RateLimit-Bucket", standing.key());
    headers.set("X-RateLimit-Limit", Integer.toString(standing.limit().limit()));
    headers.set("X-RateLimit-Remaining", Integer.toString(standing.remaining()));
    headers.set("X-RateLimit-Reset-After", "%.3f".formatted(standing.resetAfter()));
    headers.set(
        "X-RateLimit-Reset",
        "%.3f".formatted(System.currentTimeMillis() / 1000.0 + standing.resetAfter()));
  }

  private static void tooMany(HttpExchange exchange, Buckets.Standing standing) throws IOException {
    double seconds = standing.retryAfter().orElse(1.0);
    var headers = exchange.getResponseHeaders();
    headers.set("Retry-After", Long.toString((long) Math.ceil(seconds)));
    headers.set("X-RateLimit-Scope", standing.global() ? "global" : "user");
    if (standing.global()) {
      headers.set("X-RateLimit-Global", "true");
    }
    answer(
        exchange,
        429,
        DataObject.empty()
            .put("message", "You are being rate limited.")
            .put("retry_after", seconds)
            .put("global", standing.global())
            .toJson());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  void end() {
    server.stop(0);
    threads.shutdownNow();
  }
}
