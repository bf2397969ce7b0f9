package dev.slipway.bot.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** Socket Mode: a ticket for each connection, hello, envelopes, acknowledgements, refreshes. */
final class FakeSlackSocket implements FakeSlackDelivery {
  private static final int MOST_CONNECTIONS = 10;

  private final Set<String> tickets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger counter = new AtomicInteger();
  private final Map<String, CompletableFuture<WebSocket>> open = new ConcurrentHashMap<>();
  private final Deque<WebSocket> lines = new ArrayDeque<>();
  private final CountDownLatch started = new CountDownLatch(1);
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger misaddressed = new AtomicInteger();
  private final Server server = new Server();

  FakeSlackSocket() throws InterruptedException {
    server.setReuseAddr(true);
    server.start();
    if (!started.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the socket server does not start");
    }
  }

  String ticket() {
    String ticket = "ticket-" + counter.incrementAndGet();
    tickets.add(ticket);
    return "ws://127.0.0.1:" + server.getPort() + "/link/?ticket=" + ticket;
  }

  int connections() {
    synchronized (lines) {
      return lines.size();
    }
  }

  @Override
  public boolean deliver(Kind kind, JsonObject payload, Optional<Retry> retry, Duration within) {
    Optional<WebSocket> line = line();
    if (line.isEmpty()) {
      return false;
    }
    String id = "envelope-" + counter.incrementAndGet();
    JsonObject envelope = new JsonObject();
    envelope.addProperty("envelope_id", id);
    envelope.addProperty("type", kind.envelope);
    envelope.addProperty("accepts_response_payload", kind != Kind.EVENT);
    envelope.add("payload", payload);
    retry.ifPresent(again -> {
      envelope.addProperty("retry_attempt", again.number());
      envelope.addProperty("retry_reason", again.reason());
    });
    CompletableFuture<WebSocket> acknowledged = new CompletableFuture<>();
    open.put(id, acknowledged);
    try {
      line.get().send(envelope.toString());
      WebSocket by = acknowledged.get(within.toMillis(), TimeUnit.MILLISECONDS);
      if (!by.equals(line.get())) {
        misaddressed.incrementAndGet();
        return false;
      }
      return true;
    } catch (ExecutionException | TimeoutException | RuntimeException lost) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      open.remove(id);
    }
  }

  /** One after the other, as Slack shares events out among connections. */
  private Optional<WebSocket> line() {
    synchronized (lines) {
      WebSocket next = lines.pollFirst();
      if (next != null) {
        lines.addLast(next);
      }
      return Optional.ofNullable(next);
    }
  }

  /** Asks for another connection; the old ones are closed after a while. */
  void refresh(Duration closedAfter) throws InterruptedException {
    Deque<WebSocket> old;
    synchronized (lines) {
      old = new ArrayDeque<>(lines);
    }
    for (WebSocket line : old) {
      line.send(
          "{\"type\":\"disconnect\",\"reason\":\"refresh_requested\",\"debug_info\":{\"host\":\"fake\"}}");
    }
    Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(closedAfter);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          old.forEach(WebSocket::close);
        });
  }

  /** The network takes every connection away without a word. */
  void cut() {
    synchronized (lines) {
      List<WebSocket> all = List.copyOf(lines);
      lines.clear();
      all.forEach(line -> line.closeConnection(1006, "cut"));
    }
  }

  @Override
  public void close() {
    try {
      server.stop(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Server extends WebSocketServer {
    Server() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @Override
    public void onStart() {
      started.countDown();
    }

    @Override
    public void onOpen(WebSocket line, ClientHandshake handshake) {
      String ticket = handshake.getResourceDescriptor().replaceFirst(".*ticket=", "");
      if (!tickets.remove(ticket)) {
        line.close(1008, "no such ticket");
        return;
      }
      synchronized (lines) {
        if (lines.size() >= MOST_CONNECTIONS) {
          line.send("{\"type\":\"disconnect\",\"reason\":\"too_many_websockets\"}");
          line.close();
          return;
        }
        line.send(
            "{\"type\":\"hello\",\"num_connections\":1,\"connection_info\":{\"app_id\":\"A0SLIPWAY\"}}");
        lines.addLast(line);
      }
      opened.incrementAndGet();
    }

    @Override
    public void onClose(WebSocket line, int code, String reason, boolean remote) {
      synchronized (lines) {
        lines.remove(line);
      }
    }

    @Override
    public void onMessage(WebSocket line, String text) {
      JsonObject answer = JsonParser.parseString(text).getAsJsonObject();
      CompletableFuture<WebSocket> waiting = open.get(BlockRules.text(answer, "envelope_id"));
      if (waiting != null) {
        waiting.complete(line);
      }
    }

    @Override
    public void onError(WebSocket line, Exception error) {
      // A line that breaks is closed, and that is heard.
    }
  }
}
