package dev.slipway.bot.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.remote.News;
import dev.slipway.view.Event;
import dev.slipway.view.Role;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EarTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private final Ear ear = new Ear();

  private static List<News> news(int count) {
    return Collections.nCopies(
        count, new News("shop/1", 1, new Event(NOON, "Ada", Role.NONE, "x"), false, false, false));
  }

  @Test
  void everythingIsTakenOnce() {
    assertTrue(ear.hear(news(2)));
    assertTrue(ear.hear(news(1)));

    assertEquals(Optional.of(news(3)), ear.take());
    assertEquals(Optional.of(List.of()), ear.take());
  }

  @Test
  void whoReadsNothingIsNotRememberedForWithoutEnd() {
    assertTrue(ear.hear(news(Ear.MOST)));
    assertFalse(ear.hear(news(1)));
    assertFalse(ear.hear(news(1)));

    assertEquals(Optional.empty(), ear.take(), "they begin anew where they were");
  }
}
