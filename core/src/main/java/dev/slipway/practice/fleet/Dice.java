package dev.slipway.practice.fleet;

import java.util.SplittableRandom;

/** Chance, from one seed. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  synchronized boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  synchronized double uniform() {
    return random.nextDouble();
  }

  synchronized int below(int bound) {
    return random.nextInt(bound);
  }

  /** Seconds until the next of independent arrivals. */
  synchronized double gap(double perSecond) {
    return -Math.log(1 - random.nextDouble()) / perSecond;
  }

  /** Most values near the median, some far above it: how service times really look. */
  synchronized double skewed(double median, double spread) {
    return median * Math.exp(spread * random.nextGaussian());
  }
}
