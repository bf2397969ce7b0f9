package dev.slipway.bot.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The HTTP side of the pretended Slack: Web API, uploads, response addresses. */
final class FakeSlackWeb implements AutoCloseable {
  private static final List<String> CHANGING =
      List.of("chat.postMessage", "chat.update", "chat.delete", "files.completeUploadExternal");

  private final FakeSlackState state;
  private final FakeSlackMethods methods;
  private final FakeSlackRates rates = new FakeSlackRates();
  private final InstantSource pace;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger throttled = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger uploadsRefused = new AtomicInteger();
  private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
  private volatile int uploadStatus = 503;
  private volatile Duration throttledFor = Duration.ZERO;
  private volatile boolean away;
  volatile boolean ratesHold = true;

  /**
   * @param pace the clock by which calls are too many
   */
  FakeSlackWeb(FakeSlackState state, FakeSlackMethods methods, InstantSource pace)
      throws IOException {
    this.state = state;
    this.pace = pace;
    this.methods = methods;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/api/", exchange -> guarded(exchange, this::api));
    server.createContext("/upload/", exchange -> guarded(exchange, this::upload));
    server.createContext("/response/", exchange -> guarded(exchange, this::response));
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void away(boolean now) {
    away = now;
  }

  void loseNextAnswer() {
    lost.incrementAndGet();
  }

  void throttle(int times, Duration after) {
    throttledFor = after;
    throttled.addAndGet(times);
  }

  /** Runs when the next post has arrived, before anything is done about it. */
  void beforeNextPost(Runnable runs) {
    meanwhile.set(runs);
  }

  /** So many uploads of a file's bytes are answered like this. */
  void refuseUploads(int times, int status) {
    uploadStatus = status;
    uploadsRefused.set(times);
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private void guarded(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      if (!away) {
        handler.handle(exchange);
      }
    }
  }

  private void api(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestURI().getPath().substring("/api/".length());
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> arguments = new LinkedHashMap<>(form(body));
    String token =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
            .map(header -> header.replaceFirst("^Bearer ?", ""))
            .orElse("");
    boolean changing = CHANGING.contains(method);
    String channel = arguments.getOrDefault("channel", "");
    synchronized (state) {
      state.calls.add(method);
    }
    Optional<Duration> wait =
        changing && throttled.get() > 0 && throttled.getAndDecrement() > 0
            ? Optional.of(throttledFor)
            : ratesHold ? rates.refuses(method, channel, pace.instant()) : Optional.empty();
    if (wait.isPresent()) {
      exchange
          .getResponseHeaders()
          .set("Retry-After", Long.toString(Math.max(1, wait.get().toSeconds())));
      refused(method, "ratelimited");
      reply(exchange, 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
      return;
    }
    if (method.equals("chat.postMessage")) {
      meanwhile.getAndSet(() -> {}).run();
    }
    String answer = answer(method, token, arguments);
    if (changing && lost.get() > 0 && lost.getAndDecrement() > 0) {
      return;
    }
    reply(exchange, 200, answer);
  }

  private String answer(String method, String token, Map<String, String> arguments) {
    try {
      return methods.call(method, token, arguments).toString();
    } catch (FakeSlackMethods.Refused refused) {
      refused(method, refused.error + " " + refused.details);
      JsonObject answer = new JsonObject();
      answer.addProperty("ok", false);
      answer.addProperty("error", refused.error);
      JsonArray details = new JsonArray();
      refused.details.forEach(details::add);
      JsonObject metadata = new JsonObject();
      metadata.add("messages", details);
      answer.add("response_metadata", metadata);
      refused.details.stream()
          .filter(detail -> detail.startsWith("needed:"))
          .forEach(detail -> answer.addProperty("needed", detail.substring(7)));
      return answer.toString();
    }
  }

  private void refused(String method, String why) {
    synchronized (state) {
      state.refusals.add(method + ": " + why);
    }
  }

  private void upload(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    if (uploadsRefused.get() > 0 && uploadsRefused.getAndDecrement() > 0) {
      reply(exchange, uploadStatus, "not now");
      return;
    }
    synchronized (state) {
      FakeSlackState.File file =
          state.files.get(exchange.getRequestURI().getPath().substring("/upload/".length()));
      if (file == null || file.length != bytes.length) {
        reply(exchange, 400, "wrong length");
        return;
      }
      file.bytes = bytes;
    }
    reply(exchange, 200, "OK - " + bytes.length);
  }

  private void response(HttpExchange exchange) throws IOException {
    JsonElement body =
        JsonParser.parseString(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    synchronized (state) {
      FakeSlackState.Responses responses =
          state.responses.get(exchange.getRequestURI().getPath().substring("/response/".length()));
      boolean usable =
          responses != null
              && responses.uses < FakeSlackState.MOST_RESPONSES
              && Duration.between(responses.made, state.clock.instant())
                      .compareTo(FakeSlackState.RESPONSES_LIVE)
                  <= 0;
      if (!usable || responses == null) {
        refused("response_url", "used_url");
        reply(exchange, 404, "used_url");
        return;
      }
      JsonObject message = body.getAsJsonObject();
      JsonArray blocks = message.has("blocks") ? message.getAsJsonArray("blocks") : new JsonArray();
      List<String> wrong =
          blocks.isEmpty() ? List.of() : BlockRules.ofMessage(blocks, state.files::containsKey);
      if (!wrong.isEmpty()) {
        refused("response_url", wrong.toString());
        reply(exchange, 400, "invalid_blocks");
        return;
      }
      responses.uses++;
      take(responses, message, blocks);
    }
    reply(exchange, 200, "ok");
  }

  private void take(FakeSlackState.Responses to, JsonObject message, JsonArray blocks) {
    String text = BlockRules.text(message, "text");
    if (BlockRules.text(message, "response_type").equals("in_channel")) {
      FakeSlackState.Posted posted =
          new FakeSlackState.Posted(to.channel, state.ts(), FakeSlackState.BOT);
      posted.text = text;
      posted.blocks = blocks;
      state.messages.put(posted.ts, posted);
    } else {
      state.whispers.add(
          new FakeSlackState.Whispered(to.channel, "", to.user, state.ts(), text, blocks));
    }
  }

  static Map<String, String> form(String body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : List.of(body.split("&"))) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
