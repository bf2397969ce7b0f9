package dev.slipway.bot.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** T3: when a program that did not take an event is told again. */
class RepetitionTest {
  private static Duration pause(int attempts, double chance) {
    return new Repetition(() -> chance).pause(attempts, Optional.empty());
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
        Optional.of(Duration.ofSeconds(90)),
        repetition.next(1, Optional.of(Duration.ofSeconds(90))));
    assertEquals(
        Optional.of(Duration.ofSeconds(5)), repetition.next(1, Optional.of(Duration.ofSeconds(1))));
  }

  @Test
  void afterThirtyTriesAboutADayItIsGivenUp() {
    Repetition repetition = new Repetition(() -> 0.5);
    Duration all = Duration.ZERO;
    int tries = 1;
    while (repetition.next(tries, Optional.empty()).isPresent()) {
      all = all.plus(repetition.next(tries++, Optional.empty()).orElseThrow());
    }

    assertEquals(30, tries);
    assertEquals(23, all.toHours());
  }
}
