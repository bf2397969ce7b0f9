package dev.slipway.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CoincidenceTest {
  private static Measure errors(Side side, long events, long requests) {
    return new Measure(
        Signal.ERROR_RATE,
        side,
        OptionalDouble.of(requests == 0 ? 0 : (double) events / requests),
        events,
        requests);
  }

  private static double chance(long mine, long myRequests, long base, long baseRequests) {
    return Coincidence.pValue(
            errors(Side.CANARY, mine, myRequests), errors(Side.BASELINE, base, baseRequests))
        .orElseThrow();
  }

  @Test
  void agreesWithTheBinomialWorkedOutByHand() {
    // Of 5 events all on the side with half of the requests: 2 × 1/32.
    assertEquals(0.0625, chance(5, 100, 0, 100), 1e-9);
    assertEquals(0.0625, chance(0, 100, 5, 100), 1e-9);
    // 1 of 3 on the side with a quarter of the requests: the upper tail is 1 − (3/4)³ = 37/64.
    assertEquals(1, chance(1, 100, 2, 300), 1e-9);
    // 3 of 4 there: 4 × (1/4)³ × 3/4 + (1/4)⁴ = 13/256.
    assertEquals(26 / 256.0, chance(3, 100, 1, 300), 1e-9);
  }

  @Test
  void nothingAndTheSameAreChance() {
    assertEquals(1, chance(0, 1000, 0, 1000), 0);
    assertEquals(1, chance(50, 1000, 50, 1000), 1e-9);
  }

  @Test
  void whatNoChanceDrawsIsNone() {
    assertTrue(chance(70, 593, 5, 1800) < 1e-12);
    assertTrue(chance(90_000, 1_000_000, 100_000, 1_000_000) < 1e-12);
  }

  @Test
  void aSideWithoutRequestsIsNotCompared() {
    assertTrue(
        Coincidence.pValue(errors(Side.CANARY, 0, 0), errors(Side.BASELINE, 3, 100)).isEmpty());
  }
}
