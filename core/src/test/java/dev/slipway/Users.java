package dev.slipway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * People who use a service, and what they got: versions, and failures. Each request has a
 * connection of its own, so that nobody repeats it silently: not the client, and not HAProxy.
 */
final class Users implements AutoCloseable {
  private static final int TIMEOUT = 30_000;
  private static final Duration BETWEEN = Duration.ofMillis(10);

  private final int port;
  private final Set<String> versions = ConcurrentHashMap.newKeySet();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicLong requests = new AtomicLong();
  private final List<Thread> people = new CopyOnWriteArrayList<>();
  private volatile boolean gone;

  Users(int port) {
    this.port = port;
  }

  /** From now on that many people use it without a pause. */
  Users come(int count) {
    for (int i = 0; i < count; i++) {
      people.add(Thread.ofVirtual().start(this::use));
    }
    return this;
  }

  private void use() {
    while (!gone) {
      ask("?takes=40");
      try {
        Thread.sleep(BETWEEN);
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  private void ask(String query) {
    String answer;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT);
      socket.getOutputStream().write(("GET /" + query + " HTTP/1.0\r\n\r\n").getBytes(UTF_8));
      answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException broken) {
      answer = String.valueOf(broken);
    }
    long unused = requests.incrementAndGet();
    if (answer.startsWith("HTTP/1.0 200 ") || answer.startsWith("HTTP/1.1 200 ")) {
      boolean unusedNews = versions.add(answer.substring(answer.lastIndexOf('\n') + 1));
    } else {
      failures.add(answer.lines().findFirst().orElse("nothing"));
    }
  }

  /** Which versions that many requests meet now, one after another. */
  Set<String> look(int count) {
    versions.clear();
    for (int i = 0; i < count; i++) {
      ask("");
    }
    return met();
  }

  long requests() {
    return requests.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Which versions were met since they came. */
  Set<String> met() {
    return Set.copyOf(versions);
  }

  @Override
  public void close() {
    gone = true;
    people.forEach(one -> {
      try {
        one.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    });
  }
}
