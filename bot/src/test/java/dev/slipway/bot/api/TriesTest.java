package dev.slipway.bot.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TriesTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private final Tries tries = new Tries(20, Duration.ofMinutes(1));

  @Test
  void moreThanTwentyAMinuteAreTooMany() {
    for (int i = 0; i < 20; i++) {
      assertFalse(tries.tooMany("10.0.0.1", NOON), "try " + i);
    }
    assertTrue(tries.tooMany("10.0.0.1", NOON));
    assertFalse(tries.tooMany("10.0.0.2", NOON), "another address");
    assertFalse(tries.tooMany("10.0.0.1", NOON.plusSeconds(60)), "a minute later");
  }
}
