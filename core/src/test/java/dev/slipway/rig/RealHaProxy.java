package dev.slipway.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real HAProxy in a folder of its own, on free ports of the loopback. */
public final class RealHaProxy implements AutoCloseable {
  private static final String GLOBAL =
      """
      global
        stats socket @folder@/admin.sock mode 600 level admin
        stats socket ipv4@127.0.0.1:@admin@ level admin
        stats socket @folder@/operator.sock mode 600 level operator
        server-state-file @folder@/state
        hard-stop-after 1s
        noreuseport
      defaults
        mode http
        load-server-state-from-file global
        timeout connect 2s
        timeout client 60s
        timeout server 60s
        option redispatch
        retries 3
      """;

  private final Path folder;
  private final String program;
  private final int port = Ports.free();
  private final int adminPort = Ports.free();
  private Optional<Process> process = Optional.empty();

  /**
   * Starts it.
   *
   * @param rules frontends and backends; {@code @port@} and {@code @folder@} are put in
   */
  public RealHaProxy(Path folder, String rules) {
    this.folder = folder.toAbsolutePath();
    this.program = Needed.program("haproxy").toString();
    try {
      Files.createDirectories(this.folder);
      Files.writeString(this.folder.resolve("state"), "");
      Files.writeString(
          this.folder.resolve("haproxy.cfg"),
          (GLOBAL + rules)
              .replace("@folder@", this.folder.toString())
              .replace("@admin@", Integer.toString(adminPort))
              .replace("@port@", Integer.toString(port)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    start();
  }

  /** A file beside its configuration, such as a map. */
  public static Path file(Path folder, String name, String text) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve(name), text).toAbsolutePath();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Returns when it answers; a port that somebody else has for a moment is waited for. */
  public void start() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    begin();
    while (!answers()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("HAProxy does not start: " + said());
      }
      pause(20);
      if (!process.orElseThrow().isAlive()) {
        begin();
      }
    }
  }

  private void begin() {
    try {
      process =
          Optional.of(
              new ProcessBuilder(program, "-db", "-f", folder.resolve("haproxy.cfg").toString())
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                  .start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private boolean answers() {
    try {
      return ask("show info").contains("Pid: " + process.orElseThrow().pid());
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** It ends; whatever was set at run time is gone. */
  public void stop() {
    process.ifPresent(one -> {
      one.destroyForcibly();
      try {
        if (!one.waitFor(90, TimeUnit.SECONDS)) {
          throw new AssertionError("HAProxy does not end");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    });
    process = Optional.empty();
  }

  public void restart() {
    stop();
    start();
  }

  /** As an operator does who keeps the weights over a restart. */
  public void restartKeepingState() {
    String state = ask("show servers state");
    RealHaProxy.file(folder, "state", state);
    restart();
  }

  /** From now on it takes connections and answers nothing. */
  public void pause() {
    Standstill.of(process.orElseThrow());
  }

  public void resume() {
    Standstill.end(process.orElseThrow());
  }

  /** What a person at the admin socket does. */
  public String ask(String line) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      boolean unused = channel.connect(UnixDomainSocketAddress.of(adminSocket()));
      ByteBuffer question = UTF_8.encode(line + "\n");
      while (question.hasRemaining()) {
        int unusedCount = channel.write(question);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (InputStream in = java.nio.channels.Channels.newInputStream(channel)) {
        long unusedCount = in.transferTo(bytes);
      }
      return bytes.toString(UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public Path adminSocket() {
    return folder.resolve("admin.sock");
  }

  /** May read everything and change nothing. */
  public Path operatorSocket() {
    return folder.resolve("operator.sock");
  }

  public int adminPort() {
    return adminPort;
  }

  /** Where its users come in. */
  public int port() {
    return port;
  }

  private Path log() {
    return folder.resolve("haproxy.log");
  }

  private String said() {
    try {
      return Files.readString(log());
    } catch (IOException none) {
      return "nothing";
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
