package dev.slipway.bot.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** T3: when a program that did not take an event is told again. */
class RepetitionTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  private static Duration pause(int attempts, double chance) {
    Optional<Instant> next =
        new Repetition(() -> chance).next(attempts, Optional.empty(), TEN, TEN);
    return Duration.between(TEN, next.orElseThrow());
  }

  @Test
  void pausesGrowUpToAnHour() {
    assertEquals(
        List.of(5L, 15L, 45L, 135L, 405L, 1215L, 3600L, 3600L),
        IntStream.rangeClosed(1, 8)
            .mapToObj(attempts -> pause(attempts, 0.5).toSeconds())
            .toList());
    assertEquals(3600, pause(1_000_000, 0.5).toSeconds());
  }

  @Test
  void chanceMovesThemByAFifth() {
    assertEquals(Duration.ofSeconds(4), pause(1, 0));
    assertEquals(Duration.ofSeconds(6), pause(1, 1));
  }

  @Test
  void whatTheReceiverAsksForCountsWhereItIsLonger() {
    Repetition repetition = new Repetition(() -> 0.5);

    assertEquals(
        Optional.of(TEN.plusSeconds(90)),
        repetition.next(1, Optional.of(Duration.ofSeconds(90)), TEN, TEN));
    assertEquals(
        Optional.of(TEN.plusSeconds(5)),
        repetition.next(1, Optional.of(Duration.ofSeconds(1)), TEN, TEN));
  }

  @Test
  void aDayLaterItIsGivenUpAfterOneLastTry() {
    Repetition repetition = new Repetition(() -> 0.5);
    Instant end = TEN.plus(Repetition.GIVEN_UP_AFTER);

    assertEquals(Optional.of(end), repetition.next(30, Optional.empty(), TEN, end.minusSeconds(1)));
    assertEquals(
        Optional.of(end),
        repetition.next(1, Optional.of(Duration.ofHours(24)), TEN, TEN.plusSeconds(1)));
    assertTrue(repetition.next(31, Optional.empty(), TEN, end).isEmpty());
  }
}
