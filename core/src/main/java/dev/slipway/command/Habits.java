package dev.slipway.command;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What its user typed lately: what was used is likely to be used again.
 *
 * @param lines newest first; asked at each key press, so cheap to give
 */
public record Habits(Supplier<List<String>> lines) {
  private static final int RECENT = 200;

  /** For somebody who has typed nothing yet. */
  public static Habits none() {
    return new Habits(List::of);
  }

  /** The latest lines, newest first. */
  public List<String> recent() {
    return lines.get().stream().limit(RECENT).toList();
  }

  /** In how many of the latest lines the word stands. */
  long uses(String word) {
    return recent().stream()
        .filter(line -> Set.of(line.strip().split("\\s+")).contains(word))
        .count();
  }
}
