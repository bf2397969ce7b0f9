package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmountsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void readsDurationsAsPeopleTypeThem() {
    assertEquals(Duration.ofMillis(800), Amounts.duration("--latency", "800ms"));
    assertEquals(Duration.ofMinutes(90), Amounts.duration("x", "1h30m"));
    assertEquals(Duration.ofMinutes(15), Amounts.duration("x", " 15 min "));
    for (String wrong :
        List.of("", "15", "m", "-5m", "0s", "99999999d", "1.5h", "5 minutes", "9999999999s")) {
      assertThrows(Refused.class, () -> Amounts.duration("x", wrong), wrong);
    }
  }

  @Test
  void readsTheEndOfAWaiver() {
    assertEquals(NOW.plus(Duration.ofDays(7)), Amounts.end("--until", "7d", NOW));
    assertEquals(Instant.parse("2026-12-01T23:59:59Z"), Amounts.end("--until", "2026-12-01", NOW));
    assertEquals(
        Instant.parse("2026-12-01T12:00:00Z"), Amounts.end("--until", "2026-12-01T12:00:00z", NOW));
    for (String wrong : List.of("2026-13-01", "tomorrow", "2026-12-01 12:00")) {
      assertThrows(Refused.class, () -> Amounts.end("--until", wrong, NOW), wrong);
    }
  }

  @Test
  void refusesNumbersOutOfBounds() {
    assertEquals(30, Amounts.percent("--errors", "30%"));
    for (String wrong : List.of("101", "-1", "x", "99999999999", "%")) {
      assertThrows(Refused.class, () -> Amounts.percent("--errors", wrong), wrong);
    }
  }
}
