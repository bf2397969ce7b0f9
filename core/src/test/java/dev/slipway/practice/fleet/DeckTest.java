package dev.slipway.practice.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeckTest {
  @Test
  void isExactOverEveryHundred() {
    Deck deck = new Deck(Map.of("v1", 75, "v2", 25), new Dice(1));
    for (int round = 0; round < 20; round++) {
      assertEquals(25, hundred(deck).stream().filter("v2"::equals).count());
    }
  }

  @Test
  void neverRepeatsItsOrder() {
    Deck deck = new Deck(Map.of("v1", 95, "v2", 5), new Dice(1));
    assertNotEquals(hundred(deck), hundred(deck));
  }

  @Test
  void givesTheRestToNobody() {
    assertEquals(
        90,
        hundred(new Deck(Map.of("v2", 10), new Dice(1))).stream()
            .filter(Deck.NOBODY::equals)
            .count());
  }

  private static List<String> hundred(Deck deck) {
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      drawn.add(deck.draw());
    }
    return drawn;
  }
}
