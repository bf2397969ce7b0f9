package dev.slipway.health;

import java.util.OptionalDouble;

/**
 * How often two versions that fail alike in truth would look at least as different as these two do.
 * Told to people beside the judge's verdict; the verdict does not rest on it, because whoever looks
 * every few seconds sees every p-value sooner or later.
 */
public final class Coincidence {
  /** Where a sum of ever smaller terms no longer changes a figure of two digits. */
  private static final double NOTHING = 1e-12;

  private Coincidence() {}

  /**
   * The two-sided conditional test of two Poisson rates: given all events, how they fall on the two
   * sides is a matter of the requests alone. Twice the smaller tail, at most 1.
   *
   * @return empty when a side has no requests, so that there is nothing to compare
   */
  public static OptionalDouble pValue(Measure mine, Measure base) {
    if (mine.requests() == 0 || base.requests() == 0) {
      return OptionalDouble.empty();
    }
    long events = Chance.events(mine);
    long all = events + Chance.events(base);
    double share = (double) mine.requests() / (mine.requests() + base.requests());
    double tail = events < all * share ? lower(events, all, share) : upper(events, all, share);
    return OptionalDouble.of(Math.min(1, 2 * tail));
  }

  private static double lower(long events, long all, double share) {
    double term = probability(events, all, share);
    double sum = 0;
    for (long k = events; k >= 0 && term > NOTHING; k--) {
      sum += term;
      term *= k / (double) (all - k + 1) * (1 - share) / share;
    }
    return sum;
  }

  private static double upper(long events, long all, double share) {
    double term = probability(events, all, share);
    double sum = 0;
    for (long k = events; k <= all && term > NOTHING; k++) {
      sum += term;
      term *= (all - k) / (double) (k + 1) * share / (1 - share);
    }
    return sum;
  }

  /** Of exactly so many of {@code all} events on a side that has this share of the requests. */
  private static double probability(long events, long all, double share) {
    double logarithm = events * Math.log(share) + (all - events) * Math.log1p(-share);
    for (long k = 1; k <= Math.min(events, all - events); k++) {
      logarithm += Math.log((double) (all - k + 1) / k);
    }
    return Math.exp(logarithm);
  }
}
