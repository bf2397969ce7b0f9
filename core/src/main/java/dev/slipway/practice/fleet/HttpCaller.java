package dev.slipway.practice.fleet;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Calls one loopback port over kept-alive connections. */
final class HttpCaller implements AutoCloseable {
  private static final long IDLE_NANOS = 20_000_000_000L;
  private static final int MOST_IDLE = 128;

  private final int port;
  private final String host;
  private final Deque<HttpWire> idle = new ArrayDeque<>();
  private boolean closed;

  HttpCaller(int port) {
    this.port = port;
    this.host = "127.0.0.1:" + port;
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @param millis how long each read may wait
   * @throws ConnectException when nobody listens: nothing was sent
   * @throws IOException when the connection broke or the time was over: the request may have been
   *     served
   */
  HttpAnswer send(HttpRequest request, long millis) throws IOException {
    HttpWire kept = take();
    if (kept != null) {
      try {
        return exchange(kept, request, millis);
      } catch (EOFException | SocketException stale) {
        // The other side may have closed the idle connection; what is safe to repeat gets a fresh
        // one.
        if (!request.method().equals("GET")) {
          throw stale;
        }
      }
    }
    return exchange(connect(millis), request, millis);
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(HttpWire::close);
      idle.clear();
    }
  }

  private HttpAnswer exchange(HttpWire wire, HttpRequest request, long millis) throws IOException {
    boolean whole = false;
    try {
      wire.patience(millis);
      wire.write(request, host);
      HttpAnswer answer = wire.readAnswer();
      whole = !"close".equalsIgnoreCase(answer.headers().get("connection"));
      return answer;
    } finally {
      if (whole) {
        keep(wire);
      } else {
        wire.close();
      }
    }
  }

  private HttpWire connect(long millis) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(HttpListener.loopback(), port), (int) Math.min(millis, 1_000));
      return new HttpWire(socket);
    } catch (IOException refused) {
      socket.close();
      ConnectException nobody = new ConnectException("nobody listens on port " + port);
      nobody.initCause(refused);
      throw nobody;
    }
  }

  private @Nullable HttpWire take() {
    synchronized (idle) {
      while (true) {
        HttpWire wire = idle.pollLast();
        if (wire == null || !wire.idleLongerThan(IDLE_NANOS)) {
          return wire;
        }
        wire.close();
      }
    }
  }

  private void keep(HttpWire wire) {
    wire.idle();
    synchronized (idle) {
      if (closed || idle.size() >= MOST_IDLE) {
        wire.close();
      } else {
        idle.addLast(wire);
      }
    }
  }
}
