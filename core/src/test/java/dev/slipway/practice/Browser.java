package dev.slipway.practice;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A headless Chromium with one page, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  /** Chromium's program on this machine. */
  static Optional<Path> installed() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> Stream.of(path.split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param folder for the browser's own files, empty
   */
  Browser(Path program, Path folder) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--remote-debugging-port=0",
            "--user-data-dir=" + folder,
            "about:blank"));
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      this.socket = connected(folder.resolve("DevToolsActivePort"));
    } catch (Exception failed) {
      end();
      throw failed;
    }
    call("Page.enable", "{}");
    call("Runtime.enable", "{}");
    call("Log.enable", "{}");
  }

  private WebSocket connected(Path portFile) throws Exception {
    PracticeFleet.until(
        PATIENCE, () -> Files.isRegularFile(portFile) && !lines(portFile).isEmpty());
    URI list = URI.create("http://127.0.0.1:" + lines(portFile).getFirst() + "/json/list");
    JsonNode pages =
        MAPPER.readTree(
            client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body());
    for (JsonNode page : pages) {
      if (page.path("type").asString("").equals("page")) {
        return client
            .newWebSocketBuilder()
            .buildAsync(URI.create(page.path("webSocketDebuggerUrl").asString("")), new Listening())
            .get(90, TimeUnit.SECONDS);
      }
    }
    throw new IOException("the browser opened no page: " + pages);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException notYet) {
      return List.of();
    }
  }

  /** A window of this size, light or dark, with or without reduced motion. */
  void look(int width, int height, boolean dark, boolean still) {
    ObjectNode size = MAPPER.createObjectNode();
    size.put("width", width).put("height", height).put("deviceScaleFactor", 1);
    size.put("mobile", false);
    call("Emulation.setDeviceMetricsOverride", size.toString());
    ObjectNode media = MAPPER.createObjectNode();
    media
        .putArray("features")
        .add(feature("prefers-color-scheme", dark ? "dark" : "light"))
        .add(feature("prefers-reduced-motion", still ? "reduce" : "no-preference"));
    call("Emulation.setEmulatedMedia", media.toString());
  }

  private static ObjectNode feature(String name, String value) {
    return MAPPER.createObjectNode().put("name", name).put("value", value);
  }

  void open(URI address) {
    call("Page.navigate", MAPPER.createObjectNode().put("url", address.toString()).toString());
    until("location.href.startsWith('" + address + "') && document.readyState === 'complete'");
  }

  /** What an expression of the page comes to. */
  JsonNode value(String expression) {
    ObjectNode wish = MAPPER.createObjectNode();
    wish.put("expression", expression).put("returnByValue", true);
    JsonNode answer = call("Runtime.evaluate", wish.toString());
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  void until(String expression) {
    try {
      PracticeFleet.until(PATIENCE, () -> value(expression).asBoolean(false));
    } catch (AssertionError never) {
      throw new AssertionError(expression + "\n" + value("document.body.innerText"), never);
    }
  }

  byte[] screenshot() {
    return Base64.getDecoder()
        .decode(call("Page.captureScreenshot", "{}").path("data").asString(""));
  }

  /** Errors of scripts, refused parts, and whatever was written to the console. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private JsonNode call(String method, String parameters) {
    int id = calls.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", MAPPER.readTree(parameters));
    socket.sendText(message.toString(), true).join();
    return answer.orTimeout(90, TimeUnit.SECONDS).join();
  }

  private void heard(JsonNode message) {
    if (message.has("id")) {
      CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asInt());
      if (answer != null) {
        answer.complete(message.path("result"));
      }
      return;
    }
    switch (message.path("method").asString("")) {
      case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded" ->
          complaints.add(message.path("params").toString());
      default -> {}
    }
  }

  private final class Listening implements WebSocket.Listener {
    private final StringBuilder whole = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      whole.append(data);
      if (last) {
        heard(MAPPER.readTree(whole.toString()));
        whole.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void end() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    socket.abort();
    end();
    client.close();
  }
}
