package dev.slipway.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A real Alertmanager in a folder of its own, on a free port of the loopback. Where the program is
 * not installed the test is skipped; with {@code CI=true} that is a failure.
 */
public final class RealAlertmanager implements AutoCloseable {
  private final Path folder;
  private final RealProgram program;

  /**
   * Starts it.
   *
   * @param webhook where it sends what fires; "" for nowhere
   * @param token sent there as bearer token
   */
  public RealAlertmanager(Path folder, String webhook, String token) {
    this.folder = folder.toAbsolutePath();
    try {
      Files.createDirectories(this.folder);
      Files.writeString(
          this.folder.resolve("alertmanager.yml"),
          """
          route: { receiver: slipway, group_wait: 0s, group_interval: 1s, group_by: ['...'] }
          receivers: [{ name: slipway, webhook_configs: %s }]
          """
              .formatted(
                  webhook.isEmpty()
                      ? "[]"
                      : "[{ url: '"
                          + webhook
                          + "', http_config: { authorization: { credentials: '"
                          + token
                          + "' } } }]"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    this.program = new RealProgram("prometheus-alertmanager", this.folder);
    start();
  }

  public void start() {
    program.start(
        List.of(
            "--config.file=" + folder.resolve("alertmanager.yml"),
            "--storage.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + program.port(),
            "--cluster.listen-address=",
            "--log.level=warn"),
        "/-/ready");
  }

  /** Tells it of an alert as Prometheus does. */
  public void fire(Instant since, Map<String, String> labels) {
    String body =
        "[{\"labels\":{"
            + labels.entrySet().stream()
                .map(label -> "\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
                .collect(Collectors.joining(","))
            + "},\"startsAt\":\""
            + since
            + "\",\"endsAt\":\""
            + Instant.now().plusSeconds(600)
            + "\"}]";
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(url() + "/api/v2/alerts"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(answer.statusCode() + " " + answer.body());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  public void stop() {
    program.stop();
  }

  /** From now on it takes connections and answers nothing. */
  public void pause() {
    program.pause();
  }

  public void resume() {
    program.resume();
  }

  public String url() {
    return program.url();
  }

  /** Host and port. */
  public String address() {
    return url().substring("http://".length());
  }

  @Override
  public void close() {
    program.close();
  }
}
