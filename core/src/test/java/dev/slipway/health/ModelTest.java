package dev.slipway.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ModelTest {

  @Test
  void aBoundThatIsNoNumberIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Seen.atMost(Signal.ERROR_RATE, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Seen.atMost(Signal.ERROR_RATE, -0.1));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Limit(
                Signal.ERROR_RATE,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
  }

  @Test
  void aWindowShorterThanTheIntervalIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Limits(
                2,
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                40,
                5,
                Duration.ZERO,
                Duration.ZERO,
                List.of()));
  }

  @Test
  void aValueThatIsNoNumberIsNoValue() {
    assertTrue(
        new Measure(
                Signal.LATENCY_P95, Side.CANARY, OptionalDouble.of(Double.POSITIVE_INFINITY), 0, 1)
            .value()
            .isEmpty());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Measure(Signal.LATENCY_P95, Side.CANARY, OptionalDouble.empty(), -1, 1));
  }

  @Test
  void valuesReadInTheUnitOfTheirSignal() {
    assertEquals("11.8 %", ThresholdJudge.words(Signal.ERROR_RATE, 0.118));
    assertEquals("0.30 %", ThresholdJudge.words(Signal.ERROR_RATE, 0.003));
    assertEquals("231 ms", ThresholdJudge.words(Signal.LATENCY_P95, 231.4));
    assertEquals("0.330", ThresholdJudge.words(Seen.ORDERS, 0.33));
  }
}
