package dev.slipway.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainTest {
  @Test
  void makesOneLineOfSeveral() {
    assertEquals("one two three", Plain.line("one\r\n\ttwo\u2028three\n"));
  }

  @Test
  void takesAwayWhatMovesACursorHidesOrReorders() {
    assertEquals("a[2Jb", Plain.line("a\u001b[2Jb"));
    assertEquals("a31mb", Plain.line("a\u009b31mb"));
    assertEquals("user.exe", Plain.line("user\u202e.exe\u2066\u200b\ufeff"));
    assertEquals("tag", Plain.line("tag\udb40\udc41"));
  }

  @Test
  void keepsLettersSymbolsAndEmoji() {
    assertEquals("Grüße → 25 % \uD83D\uDEA2 日本", Plain.line("Grüße → 25 % \uD83D\uDEA2 日本"));
  }

  @Test
  void takesAwayHalfAPair() {
    assertEquals("ab", Plain.line("a\uD83Db"));
  }

  @Test
  void cutsByWholeCharacters() {
    assertEquals("ab…", Plain.line("abcdef", 3));
    assertEquals("\uD83D\uDEA2…", Plain.line("\uD83D\uDEA2\uD83D\uDEA2\uD83D\uDEA2", 2));
    assertEquals("abc", Plain.line("abc", 3));
  }
}
