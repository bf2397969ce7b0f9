package dev.slipway.practice.fleet;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** One shop instance on a port of its own. */
final class Instance {
  /** STARTING, UNREADY and DOWN get no traffic; DRAINING finishes what it has and ends. */
  enum State {
    STARTING,
    READY,
    UNREADY,
    DOWN,
    DRAINING
  }

  private static final int PROBE_MILLIS = 800;

  private final String name;
  private final String version;
  private final String digest;
  private final Shop shop;
  private final FleetLog log;
  private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile HttpListener listener;
  private volatile HttpCaller caller;

  Instance(String name, String version, String digest, Shop shop, FleetLog log) throws IOException {
    this.name = name;
    this.version = version;
    this.digest = digest;
    this.shop = shop;
    this.log = log;
    this.listener = new HttpListener(name, 0, log, shop::answer);
    this.caller = new HttpCaller(listener.port());
  }

  String name() {
    return name;
  }

  String version() {
    return version;
  }

  String digest() {
    return digest;
  }

  String address() {
    return listener.address();
  }

  State state() {
    return state.get();
  }

  boolean isReady() {
    return state.get() == State.READY;
  }

  /**
   * Takes a place for one request; false when this instance takes none. Each true is given back by
   * {@link #leave}.
   */
  boolean enter() {
    inFlight.incrementAndGet();
    // Looked at after counting: whoever drains either sees the count or is seen here.
    if (state.get() == State.READY) {
      return true;
    }
    inFlight.decrementAndGet();
    return false;
  }

  void leave() {
    inFlight.decrementAndGet();
  }

  boolean isQuiet() {
    return inFlight.get() == 0;
  }

  HttpAnswer send(HttpRequest request, long millis) throws IOException {
    return caller.send(request, millis);
  }

  /** Asks the instance whether it is ready, over HTTP, and believes the answer. */
  void probe() {
    boolean healthy;
    try {
      healthy = caller.send(HttpRequest.get("/health"), PROBE_MILLIS).status() == 200;
    } catch (IOException silent) {
      healthy = false;
    }
    if (healthy) {
      if (state.compareAndSet(State.UNREADY, State.READY)
          || state.compareAndSet(State.STARTING, State.READY)) {
        log.say(name + " is ready");
      }
    } else {
      eject("its health page does not say ready");
    }
  }

  void eject(String why) {
    if (state.compareAndSet(State.READY, State.UNREADY)) {
      log.say(name + " gets no traffic: " + why);
    }
  }

  /** Gives up waiting for its first readiness; the regular probe may still find it ready later. */
  void late() {
    state.compareAndSet(State.STARTING, State.UNREADY);
  }

  /** Stops listening, as a crashed process does. */
  void goDown() {
    state.set(State.DOWN);
    listener.close();
    caller.close();
    log.say(name + " is down");
  }

  /** Listens again, where it listened before if it still can. */
  void comeBack() throws IOException {
    HttpListener back;
    try {
      back = new HttpListener(name, listener.port(), log, shop::answer);
    } catch (IOException taken) {
      back = new HttpListener(name, 0, log, shop::answer);
    }
    listener = back;
    caller = new HttpCaller(back.port());
    state.set(State.UNREADY);
  }

  void drain() {
    state.set(State.DRAINING);
  }

  void stop() {
    state.set(State.DRAINING);
    listener.close();
    caller.close();
  }
}
