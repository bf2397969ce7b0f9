package dev.slipway.outside.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.rig.Pusher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A registry as OCI 1.1 describes it: tokens from a server of its own, and referrers. What no real
 * one does on demand, it does when it is told to: it lies, and it sends too much.
 */
final class ARegistry implements AutoCloseable {
  static final String TOKEN = "a-token-of-the-registry";
  private static final JsonMapper JSON = new JsonMapper();

  /** Instead of the right answer to whoever reads a manifest. */
  interface Whim {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** Headers "Authorization" as they came, by the path that got them. */
  final List<String> authorizations = new CopyOnWriteArrayList<>();

  private final Map<String, byte[]> content = new ConcurrentHashMap<>();
  private final Map<String, String> types = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  volatile Optional<Whim> whim = Optional.empty();

  /** What it says of the referrers that it does not know. */
  volatile OptionalInt withoutReferrers = OptionalInt.empty();

  /** Host of the token server that it names; empty for its own. */
  volatile Optional<String> tokensFrom = Optional.empty();

  ARegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/token", this::token);
    server.createContext("/v2/", this::api);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** "user:password" in Basic, or a form with the identity token, is answered with a token. */
  private void token(HttpExchange exchange) throws IOException {
    String told = header(exchange, "Authorization");
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    authorizations.add(exchange.getRequestURI() + " " + told + " " + form);
    boolean welcome = told.startsWith("Basic ") || form.contains("refresh_token=an-identity");
    answer(
        exchange,
        welcome ? 200 : 401,
        welcome ? "{\"token\":\"" + TOKEN + "\",\"expires_in\":60}" : "{}");
  }

  private void api(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String told = header(exchange, "Authorization");
    authorizations.add(path + " " + told);
    boolean reads = exchange.getRequestMethod().equals("GET");
    if (reads && !told.equals("Bearer " + TOKEN)) {
      exchange
          .getResponseHeaders()
          .set(
              "WWW-Authenticate",
              "Bearer realm=\"http://"
                  + tokensFrom.orElse(host())
                  + "/token\",service=\"the, rig\",scope=\"x\"");
      answer(exchange, 401, "{}");
    } else if (reads && whim.isPresent() && path.contains("/manifests/")) {
      whim.get().answer(exchange);
    } else if (reads && path.contains("/referrers/") && withoutReferrers.isPresent()) {
      answer(exchange, withoutReferrers.getAsInt(), "{}");
    } else if (reads && path.contains("/referrers/")) {
      referrers(exchange, path.substring(path.lastIndexOf('/') + 1));
    } else if (reads) {
      read(exchange, path.substring(path.lastIndexOf('/') + 1));
    } else {
      write(exchange, path);
    }
  }

  private void read(HttpExchange exchange, String name) throws IOException {
    byte[] bytes = content.get(name);
    if (bytes == null) {
      answer(exchange, 404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", types.getOrDefault(name, "x/y"));
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest(bytes));
    send(exchange, 200, bytes);
  }

  private void write(HttpExchange exchange, String path) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    switch (exchange.getRequestMethod()) {
      case "DELETE" -> {
        byte[] gone = content.remove(name);
        content.values().removeIf(one -> java.util.Arrays.equals(one, gone));
        answer(exchange, 202, "");
      }
      case "POST" -> {
        exchange.getResponseHeaders().set("Location", path + "one");
        answer(exchange, 202, "");
      }
      default -> {
        content.put(digest(bytes), bytes);
        content.put(name, bytes);
        String type = header(exchange, "Content-Type");
        types.put(digest(bytes), type);
        types.put(name, type);
        answer(exchange, 201, "");
      }
    }
  }

  /** One entry a page, so that there are pages. */
  private void referrers(HttpExchange exchange, String digest) throws IOException {
    List<String> entries = new ArrayList<>();
    for (Map.Entry<String, byte[]> one : new java.util.TreeMap<>(content).entrySet()) {
      JsonNode manifest = JSON.readTree(one.getValue());
      if (one.getKey().startsWith("sha256:")
          && manifest.path("subject").path("digest").asString("").equals(digest)) {
        String type = manifest.path("artifactType").asString("");
        entries.add(
            "{\"digest\":\"" + one.getKey() + "\",\"artifactType\":\"" + type + "\",\"size\":1}");
      }
    }
    String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("page=0");
    int page = Integer.parseInt(query.substring(query.indexOf('=') + 1));
    if (page + 1 < entries.size()) {
      String next = exchange.getRequestURI().getPath() + "?page=" + (page + 1);
      exchange.getResponseHeaders().set("Link", "<" + next + ">; rel=\"next\"");
    }
    answer(
        exchange,
        200,
        "{\"schemaVersion\":2,\"manifests\":["
            + (page < entries.size() ? entries.get(page) : "")
            + "]}");
  }

  private static String digest(byte[] bytes) {
    return Pusher.digest(new String(bytes, StandardCharsets.UTF_8)).value();
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  static void answer(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
