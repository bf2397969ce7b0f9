package dev.slipway.practice.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MeasurementsTest {
  private final Measurements measurements = new Measurements();

  @Test
  void countsWhatEndedFromTheFirstMomentUpToTheLast() {
    measurements.add(999, "v1", 10_000, false, false);
    measurements.add(1000, "v1", 20_000, true, false);
    measurements.add(1500, "v2", 30_000, false, true);
    measurements.add(2000, "v1", 40_000, false, false);
    var seen = measurements.between(1000, 2000);
    assertEquals(new Measurements.Window(1, 1, 0, 20, 20, 20), seen.get("v1"));
    assertEquals(new Measurements.Window(1, 0, 1, 30, 30, 30), seen.get("v2"));
    assertTrue(measurements.between(2001, 9000).isEmpty());
  }

  @Test
  void takesPercentilesByNearestRank() {
    for (int i = 100; i >= 1; i--) {
      measurements.add(5, "v1", i * 1000L, false, false);
    }
    assertEquals(
        new Measurements.Window(100, 0, 0, 50, 95, 99), measurements.between(0, 10).get("v1"));
  }

  @Test
  void keepsItsOrderWhenTheClockIsSetBack() {
    measurements.add(5000, "v1", 1, false, false);
    measurements.add(3000, "v1", 1, false, false);
    assertEquals(2, measurements.requestsBetween(5000, 5001));
  }

  @Test
  void keepsHalfAnHourAndForgetsTheOldest() {
    int more = Measurements.CAPACITY + 10;
    for (int i = 0; i < more; i++) {
      measurements.add(i, "v1", 1, false, false);
    }
    assertEquals(10, measurements.oldestMillis());
    assertEquals(Measurements.CAPACITY, measurements.requestsBetween(0, more));
    assertEquals(7, measurements.requestsBetween(more - 7, more));
    assertTrue(Measurements.CAPACITY >= 30 * 60 * 120);
  }
}
