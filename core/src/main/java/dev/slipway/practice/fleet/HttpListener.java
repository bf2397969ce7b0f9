package dev.slipway.practice.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Serves HTTP/1.1 on one loopback port, a virtual thread for each connection. */
final class HttpListener implements AutoCloseable {
  private static final int IDLE_MILLIS = 60_000;
  private static final int MOST_CONNECTIONS = 4_000;
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  /**
   * Answers one request. A {@link Refusal} is answered with its status and reason, anything else
   * thrown with 500.
   */
  interface Handler {
    HttpAnswer handle(HttpRequest request) throws InterruptedException;

    /** What is written from now on until the connection ends, for a request that asks for that. */
    default Optional<Stream> stream(HttpRequest request) {
      return Optional.empty();
    }
  }

  /** Server-sent events to one reader. */
  interface Stream {
    /** Writes until there is nothing more to say, or until the reader is gone. */
    void writeTo(HttpWire wire) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Handler handler;
  private final FleetLog log;
  private final String name;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Thread accepting;

  /**
   * @param port 0 for any free one
   */
  HttpListener(String name, int port, FleetLog log, Handler handler) throws IOException {
    this.name = name;
    this.log = log;
    this.handler = handler;
    this.server = new ServerSocket(port, 512, loopback());
    this.accepting = Thread.ofVirtual().name(name).start(this::accept);
  }

  /** 127.0.0.1 and never ::1, so that an address in a file means the same to every reader. */
  static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
  }

  int port() {
    return server.getLocalPort();
  }

  String address() {
    return "http://127.0.0.1:" + port();
  }

  /** Stops listening and breaks the open connections, as a process that ends does. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException alreadyGone) {
      log.say("could not close " + name + ": " + alreadyGone);
    }
    try {
      // The port is free only once the thread that waits on it has left.
      accepting.join(CLOSE_PATIENCE);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    open.forEach(HttpListener::shut);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        if (server.isClosed() || open.size() > MOST_CONNECTIONS) {
          open.remove(socket);
          shut(socket);
        } else {
          Thread.ofVirtual().start(() -> serve(socket));
        }
      } catch (IOException ended) {
        if (!server.isClosed()) {
          log.say(name + " could not accept a connection: " + ended);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (HttpWire wire = new HttpWire(socket)) {
      wire.patience(IDLE_MILLIS);
      boolean keepAlive = true;
      while (keepAlive) {
        keepAlive = serveNext(wire);
      }
    } catch (IOException gone) {
      // the other side left, or this one was closed: nobody is there to be told
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
      shut(socket);
    }
  }

  /** Whether the connection stays open for another request. */
  private boolean serveNext(HttpWire wire) throws IOException, InterruptedException {
    Optional<HttpRequest> request;
    try {
      request = wire.readRequest();
    } catch (ProtocolException malformed) {
      wire.write(HttpAnswer.text(400, malformed.getMessage() + "\n"), false);
      return false;
    }
    if (request.isEmpty()) {
      return false;
    }
    Optional<Stream> stream = handler.stream(request.get());
    if (stream.isPresent()) {
      stream.get().writeTo(wire);
      return false;
    }
    boolean keepAlive = !"close".equalsIgnoreCase(request.get().headers().get("connection"));
    wire.write(answer(request.get()), keepAlive);
    return keepAlive;
  }

  private HttpAnswer answer(HttpRequest request) throws InterruptedException {
    try {
      return handler.handle(request);
    } catch (Refusal refusal) {
      return HttpAnswer.json(refusal.status(), Json.error(refusal.why()));
    } catch (RuntimeException broken) {
      log.say(name + " " + request.method() + " " + request.path() + " broke", broken);
      return HttpAnswer.json(500, Json.error("the practice fleet broke; see fleet.log"));
    }
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // nothing left to close
    }
  }
}
