package dev.slipway.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ChanceTest {

  @Test
  void equalRatesAreNotApart() {
    assertEquals(0, Chance.deviations(orders(30, 100), orders(300, 1000)), 1e-9);
  }

  @Test
  void halfTheRateOfManyIsFarApartAndBelow() {
    double deviations = Chance.deviations(orders(150, 1000), orders(300, 1000));

    // By the normal approximation: (150 - 300 + 1) / sqrt(450).
    assertEquals(-7.0, deviations, 0.2);
  }

  @Test
  void moreThanTheBaselineIsAbove() {
    assertTrue(Chance.deviations(orders(60, 100), orders(300, 1000)) > 0);
  }

  @Test
  void nothingWhereTenAreExpectedMayStillBeChance() {
    // A Poisson count of mean 10.8 is 0 once in 50,000 looks, and a rollout looks often.
    assertTrue(Chance.deviations(orders(0, 360), orders(205, 6840)) > -4.5);
    assertTrue(Chance.deviations(orders(0, 600), orders(342, 11400)) < -4.5);
  }

  @Test
  void withoutRequestsNothingIsApart() {
    assertEquals(0, Chance.deviations(orders(0, 0), orders(300, 1000)), 0);
    assertEquals(0, Chance.deviations(orders(0, 100), orders(0, 1000)), 0);
  }

  private static Measure orders(long events, long requests) {
    return new Measure(
        Seen.ORDERS,
        Side.CANARY,
        requests == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) events / requests),
        events,
        requests);
  }
}
