package dev.slipway.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.health.Limit;
import dev.slipway.health.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void saysDurationsInTheirTwoLargestUnits() {
    assertEquals("0.4 s", Figures.duration(Duration.ofMillis(400)));
    assertEquals("45 s", Figures.duration(Duration.ofMillis(45_300)));
    assertEquals("6 min 20 s", Figures.duration(Duration.ofSeconds(380)));
    assertEquals("15 min", Figures.duration(Duration.ofMinutes(15)));
    assertEquals("1 h 5 min", Figures.duration(Duration.ofMinutes(65)));
    assertEquals("3 days", Figures.duration(Duration.ofDays(3)));
    assertEquals("0 s", Figures.duration(Duration.ofSeconds(-4)));
  }

  @Test
  void saysHowLongAgo() {
    Instant now = Instant.parse("2026-03-02T12:00:00Z");
    assertEquals("just now", Figures.ago(now, now));
    assertEquals("40 s ago", Figures.ago(now.minusSeconds(40), now));
    assertEquals("9 days ago", Figures.ago(now.minus(Duration.ofDays(9)), now));
    assertEquals("in 30 min", Figures.ago(now.plus(Duration.ofMinutes(30)), now));
  }

  @Test
  void saysValuesInTheirUnit() {
    assertEquals("0.34 %", Figures.value(Signal.ERROR_RATE, 0.0034));
    assertEquals("11.8 %", Figures.value(Signal.ERROR_RATE, 0.118));
    assertEquals("231 ms", Figures.value(Signal.LATENCY_P95, 231.4));
    assertEquals("–", Figures.value(Signal.LATENCY_P95, OptionalDouble.empty()));
    assertEquals("100 %", Figures.bound(Signal.ERROR_RATE, 1));
  }

  @Test
  void saysWhenALimitIsBroken() {
    assertEquals(
        "error rate above 2 % and 1 point above v1",
        Figures.limit(
            new Limit(
                Signal.ERROR_RATE,
                OptionalDouble.of(0.02),
                OptionalDouble.of(0.01),
                OptionalDouble.empty()),
            "v1"));
    assertEquals(
        "orders below 70 % of v1",
        Figures.limit(
            new Limit(
                new Signal("orders"),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0.7)),
            "v1"));
  }
}
