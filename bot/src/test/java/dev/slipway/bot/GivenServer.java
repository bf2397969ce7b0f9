package dev.slipway.bot;

import dev.slipway.Slipway;
import dev.slipway.control.Answer;
import dev.slipway.control.Tokens;
import dev.slipway.release.Actor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A real server on a free port, and a client of it. */
public final class GivenServer implements AutoCloseable {
  /** Ada is its administrator, Ben and Chi are colleagues, ci is a machine. */
  public static final String CONFIGURATION =
      """
      version: 1
      store: { kind: sqlite, path: store/slipway.db }
      people:
        ada: { name: Ada Okafor, emails: [ada@example.org], roles: [developer, administrator] }
        ben: { name: Ben Adeyemi, emails: [ben@example.org], roles: [developer, on-call] }
        chi: { name: Chi Tan, emails: [chi@example.org], roles: [on-call] }
        ci: { machine: yes }
      policies:
        default:
          levels: { medium-from: 3, high-from: 6, high-at-once: [money] }
          low: { strategy: canary, stages: [10, 100], bake: 5m, observe: 5m, approvals: [] }
          medium: { strategy: canary, stages: [10, 100], bake: 5m, observe: 5m, approvals: [] }
          high: { strategy: canary, stages: [10, 100], bake: 5m, observe: 5m, approvals: [] }
      services:
        shop:
          repository: { path: . }
          environments:
            prod:
              policy: default
              target: { kind: practice, fleet: fleet.json }
              limits: { error-rate: { at-most: 2% } }
      """;

  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  private GivenServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  public static GivenServer in(Path folder) throws IOException {
    return in(folder, CONFIGURATION);
  }

  /**
   * @param configuration without its section server
   */
  public static GivenServer in(Path folder, String configuration) throws IOException {
    return of(folder.resolve("slipway.yaml"), configuration);
  }

  /** The same, written into this file. */
  public static GivenServer of(Path file, String configuration) throws IOException {
    return of(file, configuration, "{ port: 0 }");
  }

  /**
   * @param where its section server
   */
  public static GivenServer of(Path file, String configuration, String where) throws IOException {
    String text = configuration + "server: " + where + "\n";
    return new GivenServer(
        ServerStart.of(ServerStart.read(Files.writeString(file, text, StandardCharsets.UTF_8))));
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  public Slipway slipway() {
    return context.getBean(Slipway.class);
  }

  public String address() {
    return "http://127.0.0.1:"
        + Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
  }

  /** A token as its holder gets it. */
  public String token(String holder) {
    return switch (slipway()
        .desk()
        .tokens()
        .create(
            Actor.person("ada", "test"), Optional.empty(), holder, Duration.ofDays(1), "test")) {
      case Answer.Yes<Tokens.Made> yes -> yes.value().secret().text();
      case Answer.No<Tokens.Made> no -> throw new AssertionError(no.refusal().toString());
    };
  }

  public HttpResponse<String> get(String path, String token) throws Exception {
    return client.send(request(path, token).build(), BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path, String token, String body) throws Exception {
    return client.send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** "" shows no token. */
  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(60));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }
}
