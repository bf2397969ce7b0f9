package dev.slipway.shell.render;

import java.util.Map;

/**
 * Which characters may be used. Everything is written in Unicode first and folded where a terminal
 * cannot show it.
 */
public enum Symbols {
  UNICODE,
  ASCII;

  private static final Map<Integer, String> FOLDED =
      Map.ofEntries(
          Map.entry((int) '✔', "[ok]"),
          Map.entry((int) '✖', "[X]"),
          Map.entry((int) '●', "[..]"),
          Map.entry((int) '○', "[ ]"),
          Map.entry((int) '→', "->"),
          Map.entry((int) '←', "<-"),
          Map.entry((int) '▸', ">"),
          Map.entry((int) '▲', "^"),
          Map.entry((int) '▼', "v"),
          Map.entry((int) '…', "..."),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "--"),
          Map.entry((int) '·', "."),
          Map.entry((int) '×', "x"),
          Map.entry((int) '≤', "<="),
          Map.entry((int) '≥', ">="),
          Map.entry((int) '±', "+/-"),
          Map.entry((int) '÷', "/"),
          Map.entry((int) '“', "\""),
          Map.entry((int) '”', "\""),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '━', "="),
          Map.entry((int) '╸', "="),
          Map.entry((int) '╌', "-"),
          Map.entry((int) '█', "#"),
          Map.entry((int) '▌', "#"),
          Map.entry((int) '░', "."),
          Map.entry((int) '▁', "_"),
          Map.entry((int) '▂', "_"),
          Map.entry((int) '▃', "."),
          Map.entry((int) '▄', "."),
          Map.entry((int) '▅', "-"),
          Map.entry((int) '▆', "="),
          Map.entry((int) '▇', "#"),
          Map.entry((int) '\u00a0', " "));

  /** The text in the characters that may be used. Letters of names stay as they are. */
  public String fold(String text) {
    if (this == UNICODE || text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    // A lone "!" beside "[ok]" and "[X]" would read as punctuation.
    StringBuilder folded = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(point -> folded.append(FOLDED.getOrDefault(point, Character.toString(point))));
    return folded.toString();
  }
}
