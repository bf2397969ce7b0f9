package dev.slipway.health;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a value past its limit may be nothing but chance. A check every second looks often, so
 * the rules are strict; each asks how much evidence stands behind the value, never how long to
 * wait.
 */
final class Chance {
  /**
   * A shortfall counts from this many standard deviations of the difference between both sides.
   * HealthyRolloutsSimulation took back 17 of 60,000 healthy releases for their orders at 3.5 and
   * none at 4.5; a shop that sells nothing any more is found one check later.
   */
  private static final double CERTAIN = 4.5;

  private Chance() {}

  /**
   * @param mine the measure past its limit
   * @param compared whose figures it is compared with
   * @param bound the limit it is past
   */
  static boolean explains(
      Limits limits, Measure mine, Snapshot snapshot, Side compared, boolean tooLow, double bound) {
    Signal signal = mine.signal();
    if (signal.equals(Signal.ERROR_RATE)) {
      return events(mine) < limits.minimumFailures();
    }
    if (signal.isLatency()) {
      return slowRequests(mine, snapshot, bound) < limits.minimumFailures();
    }
    if (signal.isBusiness() && tooLow) {
      Optional<Measure> base = snapshot.of(signal, compared);
      return base.isPresent() && deviations(mine, base.get()) > -CERTAIN;
    }
    return false;
  }

  /** The events behind a share; worked out from the share when the source gives no count. */
  static long events(Measure measure) {
    boolean counted = measure.events() > 0 || measure.value().isEmpty();
    return counted
        ? measure.events()
        : Math.round(measure.value().getAsDouble() * measure.requests());
  }

  /**
   * How many requests are known to be slower than {@code bound}: a p95 above it proves a twentieth,
   * a p50 half of them.
   */
  private static double slowRequests(Measure mine, Snapshot snapshot, double bound) {
    return Stream.of(Signal.LATENCY_P50, Signal.LATENCY_P95, Signal.LATENCY_P99, mine.signal())
        .flatMap(signal -> snapshot.of(signal, mine.side()).stream())
        .filter(measure -> measure.value().orElse(0) > bound)
        .mapToDouble(measure -> measure.requests() * beyond(measure.signal()))
        .max()
        .orElse(0);
  }

  /**
   * The share of requests that lies beyond a quantile; all of them for a mean or a quantile we do
   * not know.
   */
  private static double beyond(Signal latency) {
    if (latency.equals(Signal.LATENCY_P50)) {
      return 0.5;
    }
    if (latency.equals(Signal.LATENCY_P95)) {
      return 0.05;
    }
    return latency.equals(Signal.LATENCY_P99) ? 0.01 : 1;
  }

  /**
   * How far apart two counted rates are, in standard deviations; negative when {@code mine} is
   * lower. The signed root of the likelihood ratio of two Poisson counts, half an event nearer to
   * each other because counts are whole: it holds for a handful of events too, and the baseline's
   * own scatter is in it.
   */
  static double deviations(Measure mine, Measure base) {
    long all = events(mine) + events(base);
    if (all == 0 || mine.requests() == 0 || base.requests() == 0) {
      return 0;
    }
    double expected = (double) all * mine.requests() / (mine.requests() + base.requests());
    double apart = events(mine) - expected;
    if (Math.abs(apart) <= 0.5) {
      return 0;
    }
    double counted = events(mine) - Math.signum(apart) / 2;
    double ratio = term(counted, expected) + term(all - counted, all - expected);
    return Math.signum(apart) * Math.sqrt(Math.max(0, 2 * ratio));
  }

  private static double term(double counted, double expected) {
    return counted == 0 ? 0 : counted * Math.log(counted / expected);
  }
}
