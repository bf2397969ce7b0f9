package dev.slipway.practice.fleet;

import dev.slipway.practice.Fault;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The shop itself: a home page, a cart, a checkout that books orders. One object serves one
 * instance. Service times are waits on virtual threads; an instance that gets more than it can
 * carry queues, as a real one does.
 */
final class Shop {
  /** Set on an answer that booked an order: its number. */
  static final String ORDER_HEADER = "x-order";

  private static final double EVERYDAY_ERRORS = 0.003;
  private static final double SLOW_REQUESTS = 0.005;
  private static final double SPREAD = 0.45;
  private static final double BOOKS = 0.85;

  /**
   * What an instance really carries is above what it is declared to carry, or it would queue on any
   * ordinary day.
   */
  private static final double RESERVE = 1.5;

  private static final double LONGEST_QUEUE_SECONDS = 3;

  private final String version;
  private final String digest;
  private final String instance;
  private final boolean knowsCoupons;
  private final double perSecond;
  private final long warmUntil;
  private final Faults faults;
  private final ShopDatabase database;
  private final Dice dice;
  private long busyUntil = System.nanoTime();

  Shop(
      String version,
      String digest,
      String instance,
      boolean knowsCoupons,
      FleetSettings settings,
      Faults faults,
      ShopDatabase database,
      Dice dice) {
    this.version = version;
    this.digest = digest;
    this.instance = instance;
    this.knowsCoupons = knowsCoupons;
    this.perSecond = settings.perInstance() * RESERVE;
    this.warmUntil = System.nanoTime() + settings.startTime().toNanos();
    this.faults = faults;
    this.database = database;
    this.dice = dice;
  }

  HttpAnswer answer(HttpRequest request) throws InterruptedException {
    return switch (request.path()) {
      case "/health" -> health();
      case "/whoami" ->
          HttpAnswer.json(
              200,
              Json.object()
                  .put("version", version)
                  .put("digest", digest)
                  .put("instance", instance)
                  .toString());
      case "/" -> page(20, "Welcome to the shop\n");
      case "/cart" -> page(26, "Your cart\n");
      case "/checkout" -> checkout();
      default -> HttpAnswer.text(404, "no such page\n");
    };
  }

  private HttpAnswer health() {
    boolean warm = System.nanoTime() - warmUntil >= 0;
    return warm && !faults.unready(version)
        ? HttpAnswer.text(200, "ready\n")
        : HttpAnswer.text(503, "not ready\n");
  }

  private HttpAnswer page(double median, String text) throws InterruptedException {
    return serve(median) ? HttpAnswer.text(200, text) : HttpAnswer.text(500, "something broke\n");
  }

  private HttpAnswer checkout() throws InterruptedException {
    if (!serve(38)) {
      return HttpAnswer.text(500, "something broke\n");
    }
    if (!dice.happens(BOOKS)) {
      return HttpAnswer.json(200, "{\"order\":null}");
    }
    if (faults.dropsOrders(version)) {
      return HttpAnswer.json(200, "{\"order\":null}");
    }
    long order = database.book(version, instance, knowsCoupons);
    return new HttpAnswer(
        200,
        Map.of("content-type", "application/json", ORDER_HEADER, Long.toString(order)),
        "{\"order\":" + order + "}");
  }

  /** Takes the time a request takes; false when it fails. */
  private boolean serve(double median) throws InterruptedException {
    double queue = queueSeconds();
    if (queue > LONGEST_QUEUE_SECONDS) {
      return false;
    }
    double millis = dice.skewed(median, SPREAD) * (dice.happens(SLOW_REQUESTS) ? 5 : 1);
    double errors = EVERYDAY_ERRORS;
    for (Fault fault : faults.of(version)) {
      switch (fault) {
        case Fault.Errors more -> errors = Math.max(errors, more.percent() / 100.0);
        case Fault.Latency latency -> millis += (double) latency.added().toMillis();
        case Fault.Tail tail -> {
          if (dice.happens(tail.percent() / 100.0)) {
            millis = Math.max(millis, (double) tail.duration().toMillis());
          }
        }
        case Fault.OrdersDrop drop -> {}
        case Fault.Down down -> {}
        case Fault.Unready unready -> {}
      }
    }
    TimeUnit.MICROSECONDS.sleep((long) (1_000_000 * queue + 1_000 * millis));
    return !dice.happens(errors);
  }

  private synchronized double queueSeconds() {
    long now = System.nanoTime();
    long start = busyUntil - now > 0 ? busyUntil : now;
    double waits = (start - now) / 1e9;
    if (waits <= LONGEST_QUEUE_SECONDS) {
      busyUntil = start + (long) (1e9 / perSecond);
    }
    return waits;
  }
}
