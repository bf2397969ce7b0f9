package dev.slipway.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Debian's docker-registry as a process of its own, on a free port of this machine, with an empty
 * folder. Images stay over a stop and a start.
 */
public final class RealRegistry implements AutoCloseable {
  public static final String USER = "slipway";
  public static final String PASSWORD = "open sesame";

  /** Of the password above, by bcrypt with few rounds. */
  private static final String HTPASSWD =
      USER + ":$2b$04$abcdefghijklmnopqrstuu/LVz6MZlItEy42I2juLihZ66HnQx/cy\n";

  private static final String PROGRAM = "docker-registry";
  private final Path folder;
  private final int port;
  private Optional<Process> process = Optional.empty();

  private RealRegistry(Path folder, boolean locked) {
    this.folder = folder;
    this.port = Ports.free();
    write("htpasswd", HTPASSWD);
    write(
        "registry.yml",
        """
        version: 0.1
        log: { level: warn, accesslog: { disabled: true } }
        storage:
          filesystem: { rootdirectory: FOLDER/images }
          delete: { enabled: true }
        http:
          addr: 127.0.0.1:PORT
          relativeurls: true
        """
                .replace("FOLDER", folder.toString())
                .replace("PORT", Integer.toString(port))
            + (locked
                ? "auth: { htpasswd: { realm: rig, path: " + folder.resolve("htpasswd") + " } }\n"
                : ""));
  }

  /** Open to everybody, and up. */
  public static RealRegistry open(Path folder) {
    return started(folder, false);
  }

  /** Up, for {@link #USER} with {@link #PASSWORD} only. */
  public static RealRegistry locked(Path folder) {
    return started(folder, true);
  }

  private static RealRegistry started(Path folder, boolean locked) {
    Path unused = Needed.program(PROGRAM);
    RealRegistry registry = new RealRegistry(folder.toAbsolutePath(), locked);
    registry.start();
    return registry;
  }

  /** "127.0.0.1:5000", as it begins the name of an image. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  public void start() {
    try {
      Process started =
          new ProcessBuilder(PROGRAM, "serve", folder.resolve("registry.yml").toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      process = Optional.of(started);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!listens()) {
        if (!started.isAlive() || System.nanoTime() - deadline > 0) {
          throw new AssertionError(
              PROGRAM + " did not come up: " + Files.readString(log(), StandardCharsets.UTF_8));
        }
        Thread.sleep(20);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private Path log() {
    return folder.resolve("registry.log");
  }

  /** Gone: nobody listens. */
  public void stop() {
    process.ifPresent(running -> {
      Process unused = running.destroyForcibly();
      running.onExit().join();
    });
    process = Optional.empty();
  }

  /** Connections are taken, and nothing is answered. */
  public void pause() {
    Standstill.of(process.orElseThrow());
  }

  public void resume() {
    Standstill.end(process.orElseThrow());
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
