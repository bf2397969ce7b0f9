package dev.slipway.practice.fleet;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The users: journeys arrive independently of each other and of how the shop does (open loop,
 * Poisson), and go through the router over HTTP. They begin once the router has a version to send
 * them to.
 */
final class Load implements AutoCloseable {
  private static final int MOST_AT_ONCE = 3_000;
  private static final long ANSWER_MILLIS = 10_000;

  private record Journey(double probability, List<HttpRequest> requests) {}

  private static final HttpRequest HOME = HttpRequest.get("/");
  private static final HttpRequest CART = HttpRequest.get("/cart");
  private static final HttpRequest CHECKOUT = HttpRequest.post("/checkout");
  private static final List<Journey> JOURNEYS =
      List.of(
          new Journey(0.3, List.of(HOME)),
          new Journey(0.3, List.of(HOME, CART)),
          new Journey(0.4, List.of(HOME, CART, CHECKOUT)));
  private static final double REQUESTS_PER_JOURNEY =
      JOURNEYS.stream()
          .mapToDouble(journey -> journey.probability() * journey.requests().size())
          .sum();

  private final Router router;
  private final HttpCaller caller;
  private final Dice dice;
  private final AtomicInteger underway = new AtomicInteger();
  private final AtomicLong unsent = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final AtomicLong disappointed = new AtomicLong();
  private volatile int rate;
  private volatile boolean closed;

  Load(Router router, int rate, Dice dice) {
    this.router = router;
    this.caller = new HttpCaller(router.port());
    this.rate = rate;
    this.dice = dice;
    Thread.ofVirtual().name("load").start(this::arrive);
  }

  int rate() {
    return rate;
  }

  void change(int requestsPerSecond) {
    rate = requestsPerSecond;
  }

  /** Journeys that did not begin because too many were under way. */
  long unsent() {
    return unsent.get();
  }

  /** Failures as the users saw them, since the fleet began. */
  long disappointed() {
    return disappointed.get();
  }

  /** Requests that the router itself did not answer. */
  long unanswered() {
    return unanswered.get();
  }

  @Override
  public void close() {
    closed = true;
    caller.close();
  }

  private void arrive() {
    try {
      long due = System.nanoTime();
      while (!closed) {
        int wanted = rate;
        if (wanted == 0 || !router.isOpen()) {
          TimeUnit.MILLISECONDS.sleep(20);
          due = System.nanoTime();
          continue;
        }
        due += (long) (1e9 * dice.gap(wanted / REQUESTS_PER_JOURNEY));
        long wait = due - System.nanoTime();
        if (wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
        } else if (wait < -1_000_000_000L) {
          // The machine slept: the users of that time are gone, they do not all come at once.
          due = System.nanoTime();
        }
        begin();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin() {
    if (underway.incrementAndGet() > MOST_AT_ONCE) {
      underway.decrementAndGet();
      unsent.incrementAndGet();
      return;
    }
    Thread.ofVirtual().start(this::walk);
  }

  private void walk() {
    try {
      for (HttpRequest request : choose().requests()) {
        try {
          answered(caller.send(request, ANSWER_MILLIS));
        } catch (IOException nobody) {
          unanswered.incrementAndGet();
        }
        TimeUnit.MILLISECONDS.sleep(20 + dice.below(100));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      underway.decrementAndGet();
    }
  }

  /**
   * Users take what they get and go on: a failing page neither ends their journey nor makes the
   * load smaller.
   */
  private void answered(HttpAnswer answer) {
    if (answer.failed()) {
      disappointed.incrementAndGet();
    }
  }

  private Journey choose() {
    double chance = dice.uniform();
    for (Journey journey : JOURNEYS) {
      chance -= journey.probability();
      if (chance < 0) {
        return journey;
      }
    }
    return JOURNEYS.getLast();
  }
}
