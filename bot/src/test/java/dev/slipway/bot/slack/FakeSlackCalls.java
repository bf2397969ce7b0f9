package dev.slipway.bot.slack;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;

/** Signed calls to the app's address. */
final class FakeSlackCalls implements FakeSlackDelivery {
  static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI app;
  private final InstantSource clock;

  FakeSlackCalls(URI app, InstantSource clock) {
    this.app = app;
    this.clock = clock;
  }

  @Override
  public boolean deliver(Kind kind, JsonObject payload, Optional<Retry> retry, Duration within) {
    String body =
        switch (kind) {
          case EVENT -> payload.toString();
          case INTERACTION -> "payload=" + encoded(payload.toString());
          case COMMAND ->
              payload.entrySet().stream()
                  .map(entry -> entry.getKey() + "=" + encoded(entry.getValue().getAsString()))
                  .collect(Collectors.joining("&"));
        };
    String type = kind == Kind.EVENT ? "application/json" : "application/x-www-form-urlencoded";
    HttpRequest.Builder request = signed(body, type, SECRET).timeout(within);
    retry.ifPresent(again ->
        request
            .header("X-Slack-Retry-Num", Integer.toString(again.number()))
            .header("X-Slack-Retry-Reason", "http_" + again.reason()));
    try {
      return send(request.build()) == 200;
    } catch (IOException late) {
      return false;
    }
  }

  /** A call as Slack makes it; a test may spoil it. */
  HttpRequest.Builder signed(String body, String type, String secret) {
    return signedAt(body, type, secret, clock.instant().getEpochSecond());
  }

  HttpRequest.Builder signedAt(String body, String type, String secret, long seconds) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String timestamp = Long.toString(seconds);
    return HttpRequest.newBuilder(app)
        .header("Content-Type", type)
        .header("X-Slack-Request-Timestamp", timestamp)
        .header("X-Slack-Signature", SlackSignature.of(secret, timestamp, bytes))
        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
  }

  int send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
