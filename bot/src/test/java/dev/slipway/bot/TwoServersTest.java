package dev.slipway.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.Slipway;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.LineRequest;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.control.Answer;
import dev.slipway.control.Tokens;
import dev.slipway.outside.exec.AService;
import dev.slipway.outside.store.APostgres;
import dev.slipway.outside.store.PostgresServer;
import dev.slipway.release.Actor;
import dev.slipway.rig.Ports;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers, each a process of its own, on one PostgreSQL: what one drove the other goes on with.
 */
class TwoServersTest {
  private static final String CONFIGURATION =
      """
      version: 1
      store: { kind: postgresql, url: "URL", user: postgres }
      server: { port: PORT }
      people:
        ada: { emails: [ada@example.com], roles: [developer, administrator] }
      policies:
        default:
          low: { strategy: rolling, bake: 1s, observe: 8s, approvals: [] }
          medium: { strategy: rolling, bake: 1s, observe: 8s, approvals: [] }
          high: { strategy: rolling, bake: 1s, observe: 8s, approvals: [] }
      services:
        search:
          repository: { path: FOLDER }
          environments:
            prod:
              items: [artifact-known]
              verify-rollback: 1s
              limits: { interval: 300ms, window: 3s, minimum-requests: 8, minimum-failures: 3, error-rate: { at-most: 10% } }
              target:
                kind: exec
                directory: FOLDER
                instances: [search-1]
                deploy: { run: ["./deploy.sh", "{instance}", "{version}", "{digest}"], time-limit: 90s, healthy-within: 90s, usually: 2s }
                running: { run: ["./running.sh", "{instance}"] }
                stop: { run: ["./stop.sh", "{instance}"] }
                probe: { http: "http://{address}/health", every: 100ms, at-most: 2s }
                addresses: { search-1: ADDRESS }
      """;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Running> servers = new ArrayList<>();
  private AService service;
  private String token = "";

  private record Running(Process process, int port) {}

  @BeforeEach
  void open() throws Exception {
    service =
        new AService(Files.createDirectories(folder.resolve("search")), "search-1")
            .runs("v1", "search-1");
    PostgresServer database = APostgres.database();
    for (String name : List.of("one", "two")) {
      servers.add(start(name, database));
    }
    token = token(folder.resolve("one/slipway.yaml"));
    for (Running one : servers) {
      until(() -> get(one, "/actuator/health/readiness") == 200, "a server listens");
    }
  }

  @AfterEach
  void close() {
    servers.forEach(one -> one.process().destroyForcibly());
    client.close();
    service.close();
  }

  private Running start(String name, PostgresServer database) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    int port = Ports.free();
    Files.writeString(
        place.resolve("slipway.yaml"),
        CONFIGURATION
            .replace("URL", database.url())
            .replace("PORT", Integer.toString(port))
            .replace("FOLDER", service.folder.toString())
            .replace("ADDRESS", service.address("search-1")),
        StandardCharsets.UTF_8);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dspring.shell.interactive.enabled=false",
                "-Dspring.shell.history.enabled=false",
                "-cp",
                System.getProperty("java.class.path"),
                BotApplication.class.getName())
            .directory(place.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(place.resolve("log").toFile())
            .start();
    return new Running(process, port);
  }

  private static String token(Path configuration) {
    Reading.Read read = (Reading.Read) CatalogueReader.ofThisUser().read(configuration);
    try (Slipway slipway = Slipway.open(Slipway.Settings.of(read, "test"))) {
      Answer<Tokens.Made> made =
          slipway
              .desk()
              .tokens()
              .create(Actor.person("ada", "test"), Optional.empty(), "ada", Duration.ofDays(1), "");
      return ((Answer.Yes<Tokens.Made>) made).value().secret().text();
    }
  }

  @Test
  void oneIsKilledAndTheOtherGoesOnWithWhatItDrove() throws Exception {
    assertEquals(0, line(servers.getFirst(), "new", "search", "v2").exit());
    assertEquals(0, line(servers.getLast(), "start", "search/2", "--yes").exit());
    until(() -> state(servers.getFirst()).contains("at 100 %"), "it is observed");
    Running driving = servers.stream().filter(this::isDriving).findFirst().orElseThrow();
    Running other = servers.stream().filter(one -> !one.equals(driving)).findFirst().orElseThrow();

    driving.process().destroyForcibly();
    assertTrue(driving.process().waitFor(60, TimeUnit.SECONDS));

    until(() -> state(other).contains("\"words\":\"finished\""), "the other finishes it");
    assertEquals(
        1,
        service.deploys().stream().filter(line -> line.contains(" v2 ")).count(),
        "deployed once");
    assertEquals(0, line(other, "audit", "list", "--verify").exit());
  }

  @Test
  void oneEndsInPeaceAndHandsOverAtOnce() throws Exception {
    assertEquals(0, line(servers.getFirst(), "new", "search", "v2").exit());
    assertEquals(0, line(servers.getLast(), "start", "search/2", "--yes").exit());
    until(() -> servers.stream().anyMatch(this::isDriving), "somebody drives");
    Running driving = servers.stream().filter(this::isDriving).findFirst().orElseThrow();
    Running other = servers.stream().filter(one -> !one.equals(driving)).findFirst().orElseThrow();

    driving.process().destroy();

    assertTrue(driving.process().waitFor(90, TimeUnit.SECONDS), "it ends by SIGTERM");
    until(() -> isDriving(other), "the other drives");
    until(() -> state(other).contains("\"words\":\"finished\""), "and finishes it");
  }

  private boolean isDriving(Running one) {
    try {
      return send(one, "/actuator/prometheus", Optional.empty())
          .body()
          .contains("slipway_driving 1.0");
    } catch (IOException | InterruptedException gone) {
      return false;
    }
  }

  private String state(Running one) {
    try {
      LineAnswer answer = line(one, "show", "search/2");
      return answer.view().map(view -> RecordJson.write((Record) view)).orElse("");
    } catch (Exception gone) {
      return "";
    }
  }

  private LineAnswer line(Running one, String... words) throws Exception {
    HttpResponse<String> answer =
        send(
            one,
            "/api/v1/lines",
            Optional.of(
                RecordJson.write(
                    new LineRequest(
                        List.of(words), List.of(), Optional.empty(), Optional.empty()))));
    return RecordJson.read(answer.body(), LineAnswer.class);
  }

  private int get(Running one, String path) {
    try {
      return send(one, path, Optional.empty()).statusCode();
    } catch (IOException | InterruptedException away) {
      return 0;
    }
  }

  private HttpResponse<String> send(Running one, String path, Optional<String> body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + one.port() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token);
    body.ifPresent(text -> request.POST(HttpRequest.BodyPublishers.ofString(text)));
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private void until(BooleanSupplier so, String what) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "not in time: "
                + what
                + "\n"
                + Files.readString(folder.resolve("one/log"))
                + Files.readString(folder.resolve("two/log")));
      }
      Thread.sleep(100);
    }
  }
}
