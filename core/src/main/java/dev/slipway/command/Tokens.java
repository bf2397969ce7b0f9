package dev.slipway.command;

import java.util.List;

/** A line cut into words, or why it cannot be. */
public sealed interface Tokens {
  record Words(List<String> words) implements Tokens {
    public Words {
      words = List.copyOf(words);
    }
  }

  /**
   * @param quote the quote that is never closed
   * @param at where it stands, from 0
   */
  record Unclosed(char quote, int at) implements Tokens {}
}
