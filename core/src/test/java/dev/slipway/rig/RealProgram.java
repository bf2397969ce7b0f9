package dev.slipway.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One installed program that answers over HTTP on a free port of the loopback. */
final class RealProgram implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private final String name;
  private final String program;
  private final Path folder;
  private final int port = Ports.free();
  private Optional<Process> process = Optional.empty();

  RealProgram(String name, Path folder) {
    this.program = Needed.program(name).toString();
    this.name = name;
    this.folder = folder;
  }

  int port() {
    return port;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Returns when it is ready.
   *
   * @param ready a path that answers 200 then
   */
  void start(List<String> arguments, String ready) {
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(arguments);
    try {
      process =
          Optional.of(
              new ProcessBuilder(words)
                  .directory(folder.toFile())
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                  .start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    await(ready, "");
  }

  /** Returns when a path answers 200 with these words in it. */
  void await(String path, String words) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!says(path, words)) {
      if (System.nanoTime() - deadline > 0 || !process.orElseThrow().isAlive()) {
        throw new AssertionError(name + " never answers " + path + ": " + said());
      }
      sleep(50);
    }
  }

  private boolean says(String path, String words) {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(url() + path))
                  .timeout(Duration.ofSeconds(2))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains(words);
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  void stop() {
    process.ifPresent(Process::destroy);
    ended();
  }

  void kill() {
    process.ifPresent(Process::destroyForcibly);
    ended();
  }

  private void ended() {
    try {
      if (process.isPresent() && !process.get().waitFor(90, TimeUnit.SECONDS)) {
        throw new AssertionError(name + " does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    process = Optional.empty();
  }

  void pause() {
    Standstill.of(process.orElseThrow());
  }

  void resume() {
    Standstill.end(process.orElseThrow());
  }

  private Path log() {
    return folder.resolve(name + ".log");
  }

  private String said() {
    try {
      return Files.readString(log());
    } catch (IOException none) {
      return "nothing";
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
