package dev.slipway.bot.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.slack.api.bolt.App;
import com.slack.api.bolt.socket_mode.request.SocketModeRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.slack.SlackWeb.Effect;
import dev.slipway.catalog.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Socket Mode: always one line to Slack, another one before Slack gives up the old, and again after
 * it was lost.
 */
final class SlackSocket {
  private static final Logger LOG = LoggerFactory.getLogger(SlackSocket.class);

  /** What is under way on a line that is replaced still arrives on it. */
  private static final Executor LATER = CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS);

  private static final int ACKNOWLEDGING = 4;

  private final SlackWeb web;
  private final SlackAddress addresses;
  private final Secret appToken;
  private final App app;

  /**
   * Never virtual: a core that waits inside the store's native code holds the few threads that
   * carry virtual ones, and an acknowledgement must not wait for it.
   */
  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          ACKNOWLEDGING, Thread.ofPlatform().daemon().name("slack-ack-", 0).factory());

  private final Duration pulse;
  private final SocketModeRequestParser parser;
  private final HttpClient http = HttpClient.newHttpClient();

  private final Consumer<Duration> took;

  /**
   * @param took told how long an acknowledgement took
   */
  SlackSocket(
      SlackWeb web,
      SlackAddress addresses,
      Secret appToken,
      App app,
      Duration pulse,
      Consumer<Duration> took) {
    this.web = web;
    this.addresses = addresses;
    this.appToken = appToken;
    this.app = app;
    this.pulse = pulse;
    this.took = took;
    this.parser = new SocketModeRequestParser(app.config());
  }

  /**
   * Opens a line and stays until it is of no use any more.
   *
   * @param before the line that is replaced; it stays a little for what is under way on it
   * @param opened told once events come
   * @return the line that Slack wants replaced; empty when it was lost
   */
  Optional<SlackLine> once(Optional<SlackLine> before, Consumer<SlackLine> opened)
      throws ChatTrouble, InterruptedException {
    URI address =
        addresses.socket(
            web.call(
                    appToken,
                    "apps.connections.open",
                    Effect.READS,
                    client -> client.appsConnectionsOpen(call -> call))
                .getUrl());
    SlackLine line = SlackLine.open(http, address, executor, this::received);
    before.ifPresent(old -> LATER.execute(old::abort));
    opened.accept(line);
    return line.awaitEnd(pulse) == SlackLine.End.REFRESH ? Optional.of(line) : Optional.empty();
  }

  private void received(String text, SlackLine line) {
    JsonObject message;
    try {
      message = JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      LOG.warn("Slack sent something that is no message");
      return;
    }
    String type = message.has("type") ? message.get("type").getAsString() : "";
    switch (type) {
      case "hello" -> line.greeted();
      case "disconnect" -> line.asksForAnother();
      default -> envelope(text, line);
    }
  }

  private void envelope(String text, SlackLine line) {
    try {
      SocketModeRequest request = parser.parse(text);
      if (request == null || request.getBoltRequest() == null) {
        return;
      }
      long began = System.nanoTime();
      if (app.run(request.getBoltRequest()).getStatusCode() == 200) {
        JsonObject acknowledged = new JsonObject();
        acknowledged.addProperty("envelope_id", request.getEnvelope().getEnvelopeId());
        line.send(acknowledged.toString());
        took.accept(Duration.ofNanos(System.nanoTime() - began));
      }
    } catch (IOException unheard) {
      LOG.info("not acknowledged: {}", unheard.getMessage());
    } catch (Exception broken) {
      LOG.warn("an envelope that cannot be read", broken);
    }
  }

  void close() {
    http.shutdownNow();
    executor.shutdown();
  }
}
