package dev.slipway.bot.webhook;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import dev.slipway.bot.MoodyServer;
import dev.slipway.catalog.Secret;
import dev.slipway.catalog.WebhookSettings.Endpoint;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody's program that hears of releases, and is strict: it takes nothing whose signature the
 * standard's own library does not accept, or that the CloudEvents library cannot read. Everything
 * else is answered with 401 or 400.
 */
final class Receiver extends MoodyServer<Receiver.Mood> {
  /** What it does with the next message. */
  sealed interface Mood {}

  record Answers(int status, Map<String, String> headers) implements Mood {}

  /** Says nothing until it is closed. */
  record Hangs() implements Mood {}

  /** Begins an answer that never ends. */
  record Babbles() implements Mood {}

  /** Takes the message and closes the connection without a word. */
  record Closes() implements Mood {}

  static Mood answers(int status) {
    return new Answers(status, Map.of());
  }

  /** A message whose signature was right. */
  record Got(String id, CloudEvent event, JsonObject body) {}

  private final List<String> secrets;
  private final List<Got> got = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  /**
   * @param secrets it accepts any of them
   */
  Receiver(String... secrets) {
    this.secrets = List.of(secrets);
  }

  URI hook() {
    return URI.create(url() + "/hook");
  }

  Endpoint endpoint(String name, Secret secret, Optional<Secret> former) {
    return new Endpoint(name, hook(), secret, former);
  }

  /** Every message whose signature was right, taken or not. */
  synchronized List<Got> got() {
    return List.copyOf(got);
  }

  synchronized List<String> ids() {
    return got.stream().map(Got::id).toList();
  }

  synchronized List<String> refused() {
    return List.copyOf(refused);
  }

  @Override
  protected void take(HttpExchange call) throws IOException {
    byte[] body = call.getRequestBody().readAllBytes();
    Mood mood;
    synchronized (this) {
      Optional<String> fault = fault(call, body);
      if (fault.isPresent()) {
        refused.add(fault.get());
        mood = answers(fault.get().startsWith("signature") ? 401 : 400);
      } else {
        got.add(
            new Got(
                first(call, "webhook-id"),
                new JsonFormat().deserialize(body),
                JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                    .getAsJsonObject()));
        mood = mood().orElse(answers(204));
      }
    }
    answer(call, mood);
  }

  private Optional<String> fault(HttpExchange call, byte[] body) {
    if (!call.getRequestMethod().equals("POST")) {
      return Optional.of("method " + call.getRequestMethod());
    }
    if (!first(call, "content-type").startsWith("application/cloudevents+json")) {
      return Optional.of("content type " + first(call, "content-type"));
    }
    String text = new String(body, StandardCharsets.UTF_8);
    HttpHeaders headers = HttpHeaders.of(call.getRequestHeaders(), (name, value) -> true);
    boolean known = secrets.stream().anyMatch(secret -> verifies(secret, text, headers));
    if (!known) {
      return Optional.of("signature " + first(call, "webhook-signature"));
    }
    return text.length() > 8_000 ? Optional.of("too long") : Optional.empty();
  }

  private static boolean verifies(String secret, String text, HttpHeaders headers) {
    try {
      new Webhook(secret).verify(text, headers);
      return true;
    } catch (WebhookVerificationException wrong) {
      return false;
    }
  }

  private static String first(HttpExchange call, String header) {
    return Optional.ofNullable(call.getRequestHeaders().getFirst(header)).orElse("");
  }

  private void answer(HttpExchange call, Mood mood) throws IOException {
    switch (mood) {
      case Answers answers -> {
        answers.headers().forEach((name, value) -> call.getResponseHeaders().set(name, value));
        call.sendResponseHeaders(answers.status(), -1);
        call.close();
      }
      case Hangs hangs -> {
        awaitClosing();
        call.close();
      }
      case Babbles babbles -> {
        call.sendResponseHeaders(200, 0);
        try (OutputStream out = call.getResponseBody()) {
          while (!isClosing()) {
            out.write(new byte[65_536]);
          }
        } catch (IOException gone) {
          // Nobody listens: as it should be.
        }
      }
      case Closes closes -> call.close();
    }
  }
}
