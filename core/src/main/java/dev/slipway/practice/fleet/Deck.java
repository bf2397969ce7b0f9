package dev.slipway.practice.fleet;

import java.util.Arrays;
import java.util.Map;

/**
 * Draws a version for each request: a hundred cards, each version on as many as its percentage,
 * shuffled before each round. Exact over every hundred requests, so that a stage of 5 % is 5 %, yet
 * in no order that traffic could fall into step with.
 */
final class Deck {
  /** The card of requests that no version gets. */
  static final String NOBODY = "";

  private final String[] cards = new String[100];
  private final Dice dice;
  private int next;

  /**
   * @param shares whole percent by version, at most 100 together; the rest goes to nobody
   */
  Deck(Map<String, Integer> shares, Dice dice) {
    this.dice = dice;
    Arrays.fill(cards, NOBODY);
    int at = 0;
    for (Map.Entry<String, Integer> share : shares.entrySet()) {
      Arrays.fill(cards, at, at + share.getValue(), share.getKey());
      at += share.getValue();
    }
  }

  synchronized String draw() {
    if (next == 0) {
      for (int i = cards.length - 1; i > 0; i--) {
        int j = dice.below(i + 1);
        String card = cards[i];
        cards[i] = cards[j];
        cards[j] = card;
      }
    }
    String card = cards[next];
    next = (next + 1) % cards.length;
    return card;
  }
}
