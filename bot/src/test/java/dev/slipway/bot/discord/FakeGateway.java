package dev.slipway.bot.discord;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * Discord's gateway over a real socket: hello, heartbeats with a deadline, identify, resume with
 * replay, invalid sessions, and for each session only the events that its intents ask for.
 */
final class FakeGateway extends WebSocketServer {
  static final int GUILDS = 1;
  static final int GUILD_MESSAGES = 1 << 9;
  static final int GUILD_REACTIONS = 1 << 10;
  static final int DIRECT_MESSAGES = 1 << 12;
  static final int MESSAGE_CONTENT = 1 << 15;
  private static final int PRIVILEGED = 1 << 1 | 1 << 8 | MESSAGE_CONTENT;
  private static final int KNOWN = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25;

  private final String token;
  private final int heartbeat;
  private final Supplier<DataObject> ready;
  private final Supplier<List<DataObject>> servers;
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final Map<WebSocket, Long> beats = new ConcurrentHashMap<>();
  private final Map<WebSocket, Session> bySocket = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
  private final CountDownLatch started = new CountDownLatch(1);

  /** Session to how many of its events were delivered when events began to wait. */
  private final Map<String, Integer> heldFrom = new LinkedHashMap<>();

  private boolean held;
  private boolean silent;
  private boolean refusesIdentify;
  private int identified;
  private int resumed;
  private int serial;

  /** One login, which outlives its socket. */
  static final class Session {
    final String id;
    final int intents;
    final List<DataObject> events = new ArrayList<>();
    boolean invalid;

    Session(String id, int intents) {
      this.id = id;
      this.intents = intents;
    }

    boolean has(int intent) {
      return (intents & intent) == intent;
    }
  }

  /**
   * @param heartbeat milliseconds between two heartbeats
   * @param ready the payload of READY, without its session
   * @param servers a GUILD_CREATE each
   */
  FakeGateway(
      String token, int heartbeat, Supplier<DataObject> ready, Supplier<List<DataObject>> servers) {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    this.token = token;
    this.heartbeat = heartbeat;
    this.ready = ready;
    this.servers = servers;
    setReuseAddr(true);
    setDaemon(true);
    setConnectionLostTimeout(0);
  }

  void begin() throws InterruptedException {
    start();
    started.await();
    var unused =
        watch.scheduleAtFixedRate(
            this::closeTheSilent, heartbeat, Math.max(20, heartbeat / 4), TimeUnit.MILLISECONDS);
  }

  String address() {
    return "ws://127.0.0.1:" + getPort() + "/";
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    String query = handshake.getResourceDescriptor();
    if (!query.contains("v=10") || !query.contains("encoding=json") || query.contains("compress")) {
      socket.close(4012, "Invalid API version");
      return;
    }
    beats.put(socket, System.currentTimeMillis());
    send(socket, 10, DataObject.empty().put("heartbeat_interval", heartbeat));
  }

  @Override
  public synchronized void onMessage(WebSocket socket, String text) {
    DataObject message = DataObject.fromJson(text);
    int op = message.getInt("op");
    boolean known = bySocket.containsKey(socket);
    switch (op) {
      case 1 -> {
        beats.put(socket, System.currentTimeMillis());
        if (!silent) {
          socket.send("{\"op\":11}");
        }
      }
      case 2 -> {
        if (known) {
          socket.close(4005, "Already authenticated.");
        } else {
          identify(socket, message.getObject("d"));
        }
      }
      case 6 -> resume(socket, message.getObject("d"));
      case 3, 4, 8 -> {
        if (!known) {
          socket.close(4003, "Not authenticated.");
        }
      }
      default -> socket.close(4001, "Unknown opcode.");
    }
  }

  private void identify(WebSocket socket, DataObject wish) {
    int intents = wish.getInt("intents", 0);
    if (!wish.getString("token", "").equals(token)) {
      socket.close(4004, "Authentication failed.");
    } else if ((intents & ~KNOWN) != 0) {
      socket.close(4013, "Invalid intent(s).");
    } else if ((intents & PRIVILEGED) != 0) {
      socket.close(4014, "Disallowed intent(s).");
    } else if (refusesIdentify) {
      refusesIdentify = false;
      socket.send("{\"op\":9,\"d\":false}");
    } else {
      identified++;
      Session session = new Session("session-" + ++serial, intents);
      sessions.put(session.id, session);
      bySocket.put(socket, session);
      dispatch(
          session,
          "READY",
          ready
              .get()
              .put("v", 10)
              .put("session_id", session.id)
              .put("resume_gateway_url", address()));
      servers.get().forEach(server -> dispatch(session, "GUILD_CREATE", server));
    }
  }

  private void resume(WebSocket socket, DataObject wish) {
    Session session = sessions.get(wish.getString("session_id", ""));
    if (!wish.getString("token", "").equals(token)) {
      socket.close(4004, "Authentication failed.");
    } else if (session == null || session.invalid) {
      socket.send("{\"op\":9,\"d\":false}");
    } else {
      resumed++;
      bySocket.values().removeIf(session::equals);
      bySocket.put(socket, session);
      int seen = wish.getInt("seq", 0);
      session.events.stream()
          .filter(event -> event.getInt("s") > seen)
          .forEach(event -> socket.send(event.toString()));
      dispatch(session, "RESUMED", DataObject.empty());
    }
  }

  private void dispatch(Session session, String type, DataObject data) {
    DataObject event =
        DataObject.empty()
            .put("op", 0)
            .put("t", type)
            .put("s", session.events.size() + 1)
            .put("d", data);
    session.events.add(event);
    deliver(session, event);
  }

  private void deliver(Session session, DataObject event) {
    if (!held) {
      bySocket.forEach((socket, of) -> {
        if (of.equals(session) && socket.isOpen()) {
          socket.send(event.toString());
        }
      });
    }
  }

  /** Tells every session whose intents ask for it. */
  synchronized void tell(int intent, String type, DataObject data) {
    for (Session session : sessions.values()) {
      if (!session.invalid && (intent == 0 || session.has(intent))) {
        dispatch(session, type, DataObject.fromJson(data.toString()));
      }
    }
  }

  /** The newest event once more, as it was. */
  synchronized void repeatLast(String type) {
    for (Session session : sessions.values()) {
      session.events.reversed().stream()
          .filter(event -> event.getString("t").equals(type))
          .findFirst()
          .ifPresent(event -> deliver(session, event));
    }
  }

  /** Events wait, or come now. */
  synchronized void hold(boolean hold) {
    if (held && !hold) {
      held = false;
      sessions
          .values()
          .forEach(session -> {
            int seen = session.events.size();
            for (int i = heldFrom.getOrDefault(session.id, seen); i < seen; i++) {
              deliver(session, session.events.get(i));
            }
          });
    }
    held = hold;
    heldFrom.clear();
    sessions.values().forEach(session -> heldFrom.put(session.id, session.events.size()));
  }

  /** The network goes: no farewell. */
  synchronized void dropAll() {
    List.copyOf(bySocket.keySet()).forEach(socket -> socket.closeConnection(1006, "gone"));
  }

  synchronized void askToReconnect() {
    bySocket.keySet().forEach(socket -> socket.send("{\"op\":7,\"d\":null}"));
  }

  synchronized void invalidate() {
    sessions.values().forEach(session -> session.invalid = true);
    bySocket.keySet().forEach(socket -> socket.send("{\"op\":9,\"d\":false}"));
  }

  /** Heartbeats are heard and not answered: a connection that is dead and looks alive. */
  synchronized void silence(boolean on) {
    silent = on;
  }

  synchronized void refuseNextIdentify() {
    refusesIdentify = true;
  }

  synchronized int identified() {
    return identified;
  }

  synchronized int resumed() {
    return resumed;
  }

  synchronized List<Integer> intents() {
    return sessions.values().stream().map(session -> session.intents).toList();
  }

  private void closeTheSilent() {
    long now = System.currentTimeMillis();
    beats.forEach((socket, at) -> {
      if (socket.isOpen() && now - at > 2L * heartbeat + 5000) {
        socket.close(4009, "Session timed out.");
      }
    });
  }

  private static void send(WebSocket socket, int op, DataObject data) {
    socket.send(DataObject.empty().put("op", op).put("d", data).toString());
  }

  @Override
  public synchronized void onClose(WebSocket socket, int code, String reason, boolean remote) {
    beats.remove(socket);
    Session session = bySocket.remove(socket);
    if (session != null && remote && (code == 1000 || code == 1001)) {
      session.invalid = true;
    }
  }

  @Override
  public void onError(WebSocket socket, Exception error) {
    // A socket that breaks is closed; the test sees what becomes of it.
  }

  void end() throws InterruptedException {
    watch.shutdownNow();
    stop(200);
  }

  static DataArray unavailable(List<String> servers) {
    DataArray all = DataArray.empty();
    servers.forEach(id -> all.add(DataObject.empty().put("id", id).put("unavailable", true)));
    return all;
  }
}
