package dev.slipway.practice.fleet;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The weighted router in front of the shop: a real HTTP proxy. It measures what users get. Its
 * shares live in memory only, as in a balancer set at run time: a restart loses them.
 */
final class Router implements AutoCloseable {
  private static final long ANSWER_MILLIS = 5_000;

  private final Instances instances;
  private final Measurements measurements;
  private final Dice dice;
  private final FleetLog log;
  private final long started = System.currentTimeMillis();
  private volatile HttpListener listener;
  private volatile Deck deck;
  private Map<String, Integer> shares = Map.of();
  private boolean everSet;
  private int restarts;

  Router(Instances instances, Measurements measurements, Dice dice, FleetLog log)
      throws IOException {
    this.instances = instances;
    this.measurements = measurements;
    this.dice = dice;
    this.log = log;
    this.deck = new Deck(Map.of(), dice);
    this.listener = new HttpListener("router", 0, log, this::proxy);
  }

  String address() {
    return listener.address();
  }

  int port() {
    return listener.port();
  }

  synchronized String incarnation() {
    return Long.toString(started, 36) + "-" + restarts;
  }

  synchronized Map<String, Integer> shares() {
    return shares;
  }

  /** Whether traffic has been given to any version since the router began. */
  synchronized boolean isOpen() {
    return everSet;
  }

  /** Sets whole percent by version; together at most 100, the rest is answered 503. */
  synchronized void route(Map<String, Integer> wanted) {
    Map<String, Integer> kept = new LinkedHashMap<>(wanted);
    kept.values().removeIf(share -> share == 0);
    shares = Map.copyOf(kept);
    deck = new Deck(shares, dice);
    everSet = true;
    log.say("traffic " + shares);
  }

  /** Gives everything to a version when none has had anything yet. */
  synchronized void adopt(String version) {
    if (!everSet) {
      route(Map.of(version, 100));
    }
  }

  /**
   * Ends and begins again on the same port: connections break, shares are lost, a new incarnation.
   */
  synchronized void restart(Optional<String> oldest) throws IOException {
    listener.close();
    restarts++;
    everSet = false;
    shares = Map.of();
    deck = new Deck(shares, dice);
    oldest.ifPresent(this::adopt);
    listener = new HttpListener("router", listener.port(), log, this::proxy);
    log.say("the router restarted as " + incarnation());
  }

  @Override
  public void close() {
    listener.close();
  }

  private HttpAnswer proxy(HttpRequest request) {
    long begin = System.nanoTime();
    String version = deck.draw();
    HttpAnswer answer = forward(version, request);
    long micros = (System.nanoTime() - begin) / 1_000;
    measurements.add(
        version, micros, answer.failed(), answer.headers().containsKey(Shop.ORDER_HEADER));
    return answer;
  }

  private HttpAnswer forward(String version, HttpRequest request) {
    // A second instance is asked when the first does not even listen: nothing has been sent to it.
    for (int attempt = 0; attempt < 3; attempt++) {
      Optional<Instance> chosen = instances.enter(version);
      if (chosen.isEmpty()) {
        break;
      }
      Instance instance = chosen.get();
      try {
        return instance.send(request, ANSWER_MILLIS);
      } catch (ConnectException refused) {
        instance.eject("it refuses connections");
      } catch (SocketTimeoutException slow) {
        return HttpAnswer.text(504, "the shop did not answer in time\n");
      } catch (IOException broken) {
        instance.eject("a connection broke");
        return HttpAnswer.text(502, "the shop broke off\n");
      } finally {
        instance.leave();
      }
    }
    return HttpAnswer.text(503, "no instance is ready\n");
  }
}
