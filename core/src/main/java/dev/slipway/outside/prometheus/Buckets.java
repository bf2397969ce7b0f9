package dev.slipway.outside.prometheus;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A histogram of Prometheus: how many answers per second took at most so long. Values inside a
 * bucket are taken to lie evenly.
 */
final class Buckets {
  private final TreeMap<Double, Double> atMost = new TreeMap<>();

  /**
   * @param series one for each {@code le}
   * @throws IllegalArgumentException when it is not a histogram; says why
   */
  Buckets(List<Series> series) {
    for (Series one : series) {
      double value = one.points().getLast().value();
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("has a bucket that is no number");
      }
      if (atMost.put(bound(one.label("le")), value) != null) {
        throw new IllegalArgumentException("has several series for one bucket");
      }
    }
    if (!atMost.isEmpty() && !atMost.containsKey(Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("has no bucket +Inf, so it is not a whole histogram");
    }
  }

  private static double bound(String le) {
    try {
      return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
    } catch (NumberFormatException none) {
      throw new IllegalArgumentException("has a series without the label le");
    }
  }

  boolean isThere() {
    return !atMost.isEmpty();
  }

  /** Whether any answer was measured. */
  boolean isUsed() {
    return isThere() && atMost.lastEntry().getValue() > 0;
  }

  /** The highest value that it can tell from higher ones. */
  double highest() {
    Double finite = atMost.lowerKey(Double.POSITIVE_INFINITY);
    return finite == null ? 0 : finite;
  }

  /**
   * The value that a share of all answers does not exceed; infinite when it is above {@link
   * #highest}.
   *
   * @param share between 0 and 1
   */
  double quantile(double share) {
    double rank = share * atMost.lastEntry().getValue();
    double below = 0;
    double lower = 0;
    for (Map.Entry<Double, Double> bucket : atMost.entrySet()) {
      // Scraped while it was written, a bucket can hold fewer than the one below it.
      double count = Math.max(bucket.getValue(), below);
      if (count >= rank) {
        double upper = bucket.getKey();
        if (Double.isInfinite(upper) || upper <= 0 || count == below) {
          return upper;
        }
        return lower + (upper - lower) * (rank - below) / (count - below);
      }
      below = count;
      lower = bucket.getKey();
    }
    return Double.POSITIVE_INFINITY;
  }
}
