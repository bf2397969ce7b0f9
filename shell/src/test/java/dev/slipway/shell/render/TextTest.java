package dev.slipway.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
  private static List<String> words(List<Text> lines) {
    return lines.stream().map(Text::words).toList();
  }

  @Test
  void measuresColumnsAndNotCharacters() {
    assertEquals(6, Text.of("中文字").width());
    assertEquals(1, Text.of("e\u0301").width());
    assertEquals(3, Text.of("✔ x").width());
  }

  @Test
  void cutsBetweenWideCharactersAndSaysSo() {
    assertEquals("中…", Text.of("中文字").cut(4).words());
    assertEquals("中文字", Text.of("中文字").cut(6).words());
    assertEquals("…", Text.of("abc").cut(1).words());
    assertEquals("", Text.of("abc").cut(0).words());
  }

  @Test
  void lettersThatMoveTheCursorAreTakenOut() {
    assertEquals("?[31mred a b?", Text.of("\u001b[31mred\na\tb\u202e").words());
  }

  @Test
  void breaksBetweenWords() {
    assertEquals(List.of("one two", "three"), words(Text.of("one two three").wrapped(8)));
    assertEquals(List.of("abcd", "efgh", "i j"), words(Text.of("abcdefghi j").wrapped(4)));
  }

  @Test
  void keepsWhatIsGluedTogether() {
    Text text = Text.of("11 of 11 ").and(Text.of("0 of 6 after").glued());
    assertEquals(List.of("11 of 11", "0 of 6 after"), words(text.wrapped(16)));
  }

  @Test
  void foldsToAsciiBeforeItMeasures() {
    assertEquals("[ok] -> done", Text.of("✔ → done").folded(Symbols.ASCII).words());
    assertEquals("Jürgen", Text.of("Jürgen").folded(Symbols.ASCII).words());
  }

  @Test
  void paintsByRoleAndOnlyWithColour() {
    Text text = Text.of("bad", Tone.BAD).and(" plain");
    assertEquals("bad plain", text.painted(Palette.PLAIN));
    assertEquals("\u001b[31mbad\u001b[0m plain", text.painted(new Palette(true, Symbols.UNICODE)));
  }
}
