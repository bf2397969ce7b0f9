package dev.slipway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** People who come at a steady rate, whether or not those before them were answered. */
public final class SteadyUsers implements AutoCloseable {
  private static final int TIMEOUT = 30_000;

  /** How long nobody meets a version before it counts as gone. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  /**
   * What one of them got.
   *
   * @param sent when, on the monotonic clock, in nanoseconds
   * @param version which version answered; "" when none did
   */
  public record Visit(long sent, String version, boolean failed) {}

  /**
   * What they met from a moment on.
   *
   * @param restored from that moment to the first request from which on only the old version
   *     answered
   * @param failed requests that failed meanwhile, or were not answered at all
   */
  public record Met(Duration restored, long failed) {}

  private final int port;
  private final Duration between;
  private final Queue<Visit> visits = new ConcurrentLinkedQueue<>();
  private final Thread door;
  private volatile boolean gone;

  public SteadyUsers(int port, int aSecond) {
    this.port = port;
    this.between = Duration.ofSeconds(1).dividedBy(aSecond);
    this.door = Thread.ofPlatform().daemon().start(this::come);
  }

  private void come() {
    long next = System.nanoTime();
    while (!gone) {
      Thread unused = Thread.ofVirtual().start(this::visit);
      next += between.toNanos();
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private void visit() {
    long sent = System.nanoTime();
    String answer = "";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT);
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));
      answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException broken) {
      // Whoever is not answered met no version, and counts as failed.
    }
    String version = answer.substring(answer.lastIndexOf('\n') + 1);
    visits.add(new Visit(sent, version, !answer.startsWith("HTTP/1.1 200 ")));
  }

  /** Forgets what was, so that a long run needs no more memory than a short one. */
  public void forget() {
    visits.clear();
  }

  public List<Visit> since(long moment) {
    return visits.stream()
        .filter(visit -> visit.sent() - moment >= 0)
        .sorted((one, other) -> Long.compare(one.sent() - moment, other.sent() - moment))
        .toList();
  }

  /**
   * Waits until nobody meets the new version any more.
   *
   * @param moment on the monotonic clock, in nanoseconds
   */
  public Met onlyMeet(String old, String fresh, long moment, Duration atMost)
      throws InterruptedException {
    while (System.nanoTime() - moment < atMost.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(100);
      List<Visit> since = since(moment);
      long last =
          since.stream()
              .filter(visit -> visit.version().equals(fresh))
              .mapToLong(visit -> visit.sent() - moment)
              .max()
              .orElse(0);
      List<Visit> after =
          since.stream()
              .filter(visit -> visit.version().equals(old) && visit.sent() - moment > last)
              .toList();
      if (!after.isEmpty() && after.getLast().sent() - after.getFirst().sent() > QUIET.toNanos()) {
        return new Met(
            Duration.ofNanos(after.getFirst().sent() - moment),
            since.stream().filter(Visit::failed).count());
      }
    }
    throw new IllegalStateException("the new version is still met after " + atMost);
  }

  @Override
  public void close() {
    gone = true;
    try {
      door.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
