package dev.slipway.practice;

import dev.slipway.control.port.OutsideFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks HTTP with the fleet whose addresses stand in a file; the file is read for each call, since
 * a fleet may restart.
 */
final class FleetLink {
  static final String SYSTEM = "practice fleet";
  static final Duration SHORT = Duration.ofSeconds(4);

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(SHORT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(
              Executors.newThreadPerTaskExecutor(
                  Thread.ofVirtual().name("practice-http-", 0).factory()))
          .build();

  /** What came back, whether the fleet agreed or not. */
  record Reply(int status, ObjectNode body) {
    boolean isAgreed() {
      return status == 200;
    }

    String refusal() {
      return body.path("error").asString("it answered " + status);
    }
  }

  /** The fleet was never reached: whatever was asked has not happened. */
  static final class NotReached extends IOException {
    private static final long serialVersionUID = 1L;

    NotReached(String why) {
      super(why);
    }
  }

  private final Path file;

  FleetLink(Path file) {
    this.file = file.toAbsolutePath();
  }

  Path file() {
    return file;
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * Reads or changes something and expects agreement.
   *
   * @param doing the operation in words, for the failure
   * @throws OutsideFailure when the fleet does not run, does not answer in time, or says no
   */
  ObjectNode call(String doing, String method, String target, String body, Duration limit) {
    try {
      Reply reply = exchange(method, target, body, limit);
      if (!reply.isAgreed()) {
        throw new OutsideFailure(SYSTEM, doing, reply.refusal());
      }
      return reply.body();
    } catch (IOException noAnswer) {
      throw new OutsideFailure(SYSTEM, doing, reason(noAnswer));
    }
  }

  ObjectNode get(String doing, String target) {
    return call(doing, "GET", target, "", SHORT);
  }

  /**
   * @throws NotReached when nothing was sent; other IOExceptions leave open whether it was done
   */
  Reply exchange(String method, String target, String body, Duration limit) throws IOException {
    FleetFile fleet;
    try {
      fleet = FleetFile.read(file);
    } catch (OutsideFailure missing) {
      throw new NotReached(FleetFile.NOT_RUNNING);
    }
    HttpRequest request =
        HttpRequest.newBuilder(fleet.control().resolve(target))
            .timeout(limit)
            .header("Authorization", "Bearer " + fleet.token())
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response;
    try {
      response = send(request);
    } catch (ConnectException | HttpConnectTimeoutException refused) {
      throw new NotReached(FleetFile.NOT_RUNNING);
    }
    try {
      if (MAPPER.readTree(response.body()) instanceof ObjectNode object) {
        return new Reply(response.statusCode(), object);
      }
    } catch (JacksonException notJson) {
      throw new IOException("its answer is not JSON", notJson);
    }
    throw new IOException("its answer is not a JSON object");
  }

  /** Asks an instance of the shop itself; any status comes back. */
  static HttpResponse<String> ask(String method, String address, String path, Duration limit)
      throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(address).resolve(path))
            .timeout(limit)
            .method(method, BodyPublishers.noBody())
            .build());
  }

  static JsonNode parsed(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException notJson) {
      return MAPPER.createObjectNode();
    }
  }

  static String reason(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for an answer", interrupted);
    }
  }
}
