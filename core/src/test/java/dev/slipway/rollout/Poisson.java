package dev.slipway.rollout;

import java.util.SplittableRandom;

/**
 * Counts of rare, independent events. Exact in the tails, which is where false alarms come from.
 */
final class Poisson {
  private final SplittableRandom random;

  Poisson(SplittableRandom random) {
    this.random = random;
  }

  long draw(double mean) {
    if (mean <= 0) {
      return 0;
    }
    return mean < 10 ? byMultiplying(mean) : byRejecting(mean);
  }

  private long byMultiplying(double mean) {
    double end = Math.exp(-mean);
    double product = random.nextDouble();
    long count = 0;
    while (product > end) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  /** Hörmann's transformed rejection (PTRS, 1993), for means from 10. */
  private long byRejecting(double mean) {
    double b = 0.931 + 2.53 * Math.sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    double quick = 0.9277 - 3.6224 / (b - 2);
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = random.nextDouble();
      double near = 0.5 - Math.abs(u);
      double drawn = Math.floor((2 * a / near + b) * u + mean + 0.43);
      if (near >= 0.07 && v <= quick) {
        return (long) drawn;
      }
      if (drawn >= 0
          && (near >= 0.013 || v <= near)
          && Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (near * near) + b)
              <= -mean + drawn * Math.log(mean) - logFactorial((int) drawn)) {
        return (long) drawn;
      }
    }
  }

  private static double logFactorial(int n) {
    if (n < 10) {
      double product = 1;
      for (int factor = 2; factor <= n; factor++) {
        product *= factor;
      }
      return Math.log(product);
    }
    double x = n + 1.0;
    double inverse = 1 / (x * x);
    return (x - 0.5) * Math.log(x)
        - x
        + 0.5 * Math.log(2 * Math.PI)
        + (1.0 / 12 - inverse * (1.0 / 360 - inverse / 1260)) / x;
  }
}
