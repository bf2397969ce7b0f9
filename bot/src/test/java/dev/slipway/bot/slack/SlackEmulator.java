package dev.slipway.bot.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Slack that others wrote (npm: emulate), in a process of its own. */
final class SlackEmulator implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "slack-emulator").toAbsolutePath();
  private static final List<String> FILES = List.of("package.json", "package-lock.json", "run.mjs");

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  final String address;

  /** What is missing for it; empty when it can run. */
  static Optional<String> missing() throws IOException, InterruptedException {
    for (String program : List.of("node", "npm")) {
      boolean found =
          Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      if (!found) {
        return Optional.of(program + " is not installed: apt-get install " + program);
      }
    }
    return install();
  }

  /** As package-lock.json pins it, once for each state of that file. */
  private static Optional<String> install() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    byte[] lock = resource("package-lock.json");
    Path installed = FOLDER.resolve("installed.json");
    for (String name : FILES) {
      Files.write(FOLDER.resolve(name), resource(name));
    }
    if (Files.exists(installed) && java.util.Arrays.equals(Files.readAllBytes(installed), lock)) {
      return Optional.empty();
    }
    Path log = FOLDER.resolve("npm.log");
    Process npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!npm.waitFor(3, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      return Optional.of("npm could not fetch the emulator: see " + log);
    }
    Files.write(installed, lock);
    return Optional.empty();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = SlackEmulator.class.getResourceAsStream("/slack-emulator/" + name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return in.readAllBytes();
    }
  }

  /**
   * @param app where events are to go
   */
  SlackEmulator(URI app, JsonObject seed) throws IOException {
    process =
        new ProcessBuilder("node", "run.mjs", app.toString(), seed.toString())
            .directory(FOLDER.toFile())
            .redirectError(FOLDER.resolve("node.log").toFile())
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    address = Optional.ofNullable(out.readLine()).orElseThrow(() -> new IOException("it ended"));
  }

  /** A call of the Web API as somebody. */
  JsonObject call(String token, String method, Map<String, String> arguments) throws Exception {
    String form =
        arguments.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + FakeSlackCalls.encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/" + method))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    JsonObject answer =
        JsonParser.parseString(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
            .getAsJsonObject();
    if (!answer.get("ok").getAsBoolean()) {
      throw new AssertionError(method + ": " + answer);
    }
    return answer;
  }

  /** Every delivery so far, as the emulator recorded its answer. */
  JsonArray deliveries() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/deliveries")).build();
    return JsonParser.parseString(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .getAsJsonArray();
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.destroy();
  }
}
