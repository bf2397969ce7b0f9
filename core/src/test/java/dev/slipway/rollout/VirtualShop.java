package dev.slipway.rollout;

import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A shop under load as its metrics see it, without a single request: counts drawn per check and
 * summed over a sliding window. Arrivals are Poisson and split by the weight; failures, orders and
 * slow requests are shares of them, so their counts are Poisson, too.
 */
final class VirtualShop {
  static final Signal ORDERS = new Signal("orders");
  private static final double LOAD = 120;
  private static final double HEALTHY_ERRORS = 0.003;
  private static final double ORDERS_PER_REQUEST = 1.0 / 3;

  /**
   * Log-normal with p50 30 ms and p95 90 ms; of such requests this share takes longer than half a
   * second.
   */
  private static final double SLOW = 1.3e-5;

  private static final double SLOW_MILLIS = 800;

  /** What a version does to its requests. */
  record Behaviour(double errors, double slow, double orders) {
    static final Behaviour HEALTHY = new Behaviour(HEALTHY_ERRORS, SLOW, ORDERS_PER_REQUEST);

    static Behaviour failing(double share) {
      return new Behaviour(share, SLOW, ORDERS_PER_REQUEST * (1 - share));
    }

    static Behaviour crawling() {
      return new Behaviour(HEALTHY_ERRORS, 1, ORDERS_PER_REQUEST);
    }

    static Behaviour selling(double share) {
      return new Behaviour(HEALTHY_ERRORS, SLOW, ORDERS_PER_REQUEST * share);
    }
  }

  private final double seconds;
  private final Duration window;
  private final Counts old;
  private final Counts fresh;
  private final Poisson poisson;
  private final SplittableRandom random;
  private Behaviour behaviour = Behaviour.HEALTHY;

  VirtualShop(Duration interval, Duration window, SplittableRandom random) {
    this.seconds = interval.toMillis() / 1000.0;
    this.window = window;
    int checks = (int) (window.toMillis() / interval.toMillis());
    this.old = new Counts(checks);
    this.fresh = new Counts(checks);
    this.poisson = new Poisson(random);
    this.random = random;
  }

  void newVersion(Behaviour next) {
    behaviour = next;
  }

  /** One interval passes with so many percent of the requests on the new version. */
  void pass(int percent) {
    fresh.draw(poisson, LOAD * seconds * percent / 100, behaviour);
    old.draw(poisson, LOAD * seconds * (100 - percent) / 100, Behaviour.HEALTHY);
  }

  /** What passed before is not in any window any more: the share was changed. */
  void lookFromNowOn() {
    old.forget();
    fresh.forget();
  }

  /** Requests of the new version in the interval that passed last. */
  long newRequests() {
    return fresh.newest();
  }

  Snapshot snapshot(Instant at) {
    List<Measure> measures = new ArrayList<>(8);
    measures(measures, Side.BASELINE, old);
    measures(measures, Side.CANARY, fresh);
    return new Snapshot(at, window, new Snapshot.Provider.Answered(), measures);
  }

  private void measures(List<Measure> to, Side side, Counts counts) {
    long requests = counts.requests();
    if (requests == 0) {
      return;
    }
    to.add(share(Signal.ERROR_RATE, side, counts.failures(), requests));
    to.add(share(ORDERS, side, counts.orders(), requests));
    to.add(latency(Signal.LATENCY_P50, side, counts, 0.5, 30));
    to.add(latency(Signal.LATENCY_P95, side, counts, 0.05, 90));
  }

  private static Measure share(Signal signal, Side side, long events, long requests) {
    return new Measure(
        signal, side, OptionalDouble.of((double) events / requests), events, requests);
  }

  /** A quantile is past the limit exactly when more requests than lie beyond it are slow. */
  private Measure latency(Signal signal, Side side, Counts counts, double beyond, double usual) {
    boolean slow = counts.slow() > beyond * counts.requests();
    double millis =
        slow
            ? SLOW_MILLIS
            : usual * Math.exp(random.nextGaussian() / Math.sqrt((double) counts.requests()));
    return new Measure(signal, side, OptionalDouble.of(millis), 0, counts.requests());
  }

  /** Sums over the last checks, kept by adding the newest and taking the oldest away. */
  private static final class Counts {
    private static final int KINDS = 4;
    private final long[][] drawn;
    private final long[] sums = new long[KINDS];
    private int next;
    private long newest;

    Counts(int checks) {
      drawn = new long[checks][KINDS];
    }

    void draw(Poisson poisson, double arrivals, Behaviour of) {
      long failures = poisson.draw(arrivals * of.errors());
      long others = poisson.draw(arrivals * (1 - of.errors()) * (1 - of.orders()));
      long orders = poisson.draw(arrivals * (1 - of.errors()) * of.orders());
      newest = failures + others + orders;
      long slow = of.slow() == 1 ? newest : Math.min(newest, poisson.draw(arrivals * of.slow()));
      long[] slot = drawn[next];
      long[] fresh = {newest, failures, orders, slow};
      for (int kind = 0; kind < KINDS; kind++) {
        sums[kind] += fresh[kind] - slot[kind];
        slot[kind] = fresh[kind];
      }
      next = (next + 1) % drawn.length;
    }

    void forget() {
      for (long[] slot : drawn) {
        Arrays.fill(slot, 0);
      }
      Arrays.fill(sums, 0);
    }

    long newest() {
      return newest;
    }

    long requests() {
      return sums[0];
    }

    long failures() {
      return sums[1];
    }

    long orders() {
      return sums[2];
    }

    long slow() {
      return sums[3];
    }
  }
}
